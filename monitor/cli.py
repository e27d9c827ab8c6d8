"""The `aside` command. Each subcommand is imported only when called, so that `aside analyse` starts fast."""

import importlib
import sys

import click

from config.loading import ConfigError
from monitor.domain.errors import AsideError

COMMANDS = {
    "analyse": ("monitor.commands.lines", "JSON lines in: language, mood, complaint, personal data, priority out"),
    "draft": ("monitor.commands.lines", "JSON lines in: playbook, lawful moves, public and private draft out"),
    "guard": ("monitor.commands.lines", "JSON lines in: may this text be published? out"),
    "import": ("monitor.commands.importing", "take a file of JSON lines into the store as mentions"),
    "run": ("monitor.commands.running", "start the service"),
    "migrate": ("monitor.commands.running", "bring the database to this version's schema"),
    "check": ("monitor.commands.checking", "validate the settings and test each account's token"),
    "settings": ("monitor.commands.settings_reference", "print every setting with its meaning"),
    "erase-author": ("monitor.commands.erasing", "erase everything of one author, by the network's id"),
    "user": ("monitor.commands.people", "add or remove people who may log in"),
    "simulate": ("monitor.commands.simulating", "start the simulated networks"),
    "demo": ("monitor.commands.demo", "start simulator and service on invented posts"),
    "train": ("monitor.commands.training", "train the models from labelled JSON lines, or a brand's from corrections"),
    "rescore": ("monitor.commands.rescoring", "assess stored texts anew after an upgrade"),
    "replay": ("monitor.commands.replaying", "rank the last week under other weights; nothing is changed"),
    "evaluate": ("monitor.commands.evaluating", "measure the models on labelled JSON lines, tables per language"),
    "label": ("monitor.commands.labelling", "label texts by two people, and see how far they agree"),
}


class Lazy(click.Group):
    """A group that imports a subcommand's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import it."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """List them without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_module, help_) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aside")
def aside() -> None:
    """Hear what customers say, put the complaint that cannot wait on top, answer, and take the talk aside."""


def main() -> None:
    """Run the command; what went wrong on purpose is one clear line and exit code 1."""
    try:
        aside()
    except ConfigError as error:
        sys.exit(f"aside: {error}")
    except AsideError as error:
        sys.exit(f"aside: {error}; {error.next_step}")
