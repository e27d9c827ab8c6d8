"""Options several subcommands share."""

import os
from pathlib import Path

import click

from config.loading import load
from config.settings import Settings
from monitor.domain.errors import AsideError

DEFAULT = Path("aside.toml")

config_option = click.option(
    "--config",
    "config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ASIDE_CONFIG",
    help="Settings file [default: aside.toml]",
)


def settings_of(config: Path | None, *, needed: bool) -> Settings:
    """Load the settings; where they are not `needed`, a missing default file gives the defaults.

    Raises ConfigError.
    """
    if config is None and not needed and not DEFAULT.exists():
        return load(Path(os.devnull))
    return load(config or DEFAULT)


def not_loaded(language: str, error: Exception) -> None:
    """Tell on standard error that a language's transformer is not used."""
    said = str(error) if isinstance(error, AsideError) else type(error).__name__
    click.echo(f"aside: the built-in model stands in for {language}: {said}", err=True)
