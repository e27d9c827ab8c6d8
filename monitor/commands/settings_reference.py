"""`aside settings`: every key of `aside.toml`, also those of installed networks, as Markdown."""

import click

from config.reference import sections_of, table
from config.settings import (
    AccountSettings,
    AnalysisSettings,
    ApprovalSettings,
    BrandSettings,
    ClockSettings,
    LogSettings,
    ModelSettings,
    PaceSettings,
    PrioritySettings,
    PromiseSettings,
    SendingSettings,
    StoreSettings,
    WebSettings,
)
from monitor.plugins import networks

SECTIONS = (
    ("[store]", StoreSettings),
    ("[web]", WebSettings),
    ("[log]", LogSettings),
    ("[clock]", ClockSettings),
    ("[pace]", PaceSettings),
    ("[analysis]", AnalysisSettings),
    ("[priority]", PrioritySettings),
    ("[sending]", SendingSettings),
    ("[approval]", ApprovalSettings),
    ("[promises]", PromiseSettings),
    ("[model]", ModelSettings),
    ("[[brands]]", BrandSettings),
    ("[[accounts]]", AccountSettings),
)
HEAD = """# Settings

One file, `aside.toml` (another one with `--config` or `ASIDE_CONFIG`); copy `docs/aside.example.toml` to begin with.
A key of a section can also come from the environment: `ASIDE_WEB__PORT=8081` is `port` of `[web]`.
A secret never stands in the file: write `{ env = "NAME" }` or `{ file = "/path" }`.
`aside check` reads everything, and says in one line what is wrong and where. `ASIDE_MODELS` names a folder of models
that replaces the shipped ones. This page is what `aside settings` prints.
"""


def reference() -> str:
    """Render the whole page."""
    parts = [HEAD]
    parts += [f"## `{name}`\n\n{_lead(kind)}\n\n{table(kind, frozenset({'options'}))}\n" for name, kind in SECTIONS]
    for plugin in networks().values():
        own = plugin.name
        parts.append(f"## `[networks.{own}]`\n\n{table(plugin.network_settings)}\n")
        for key, kind in sections_of(plugin.network_settings):
            parts.append(f"### `[networks.{own}.{key}]`\n\n{_lead(kind)}\n\n{table(kind)}\n")
        parts.append(f"### Keys of `[[accounts]]` with network `{own}`\n\n{table(plugin.account_settings)}\n")
    return "\n".join(parts)


def _lead(kind: type) -> str:
    return (kind.__doc__ or "").split("\n", maxsplit=1)[0]


@click.command("settings")
def settings_command() -> None:
    """Print every setting with its type, default and meaning."""
    click.echo(reference(), nl=False)
