"""`aside train`: learn from labelled JSON lines."""

from pathlib import Path

import click

from monitor.domain.errors import Misconfigured

files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


@click.command("train")
@files_argument
@click.option("--leave-out", metavar="SOURCE", help="Do not learn from this source (a file's stem): measure on it")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the models")
def train_command(files: tuple[Path, ...], leave_out: str | None, out: Path) -> None:
    """Train models from FILES of {"id","lang","text","label"} lines; `ASIDE_MODELS=DIR` makes every command use them.

    The same files give the same models to the byte.
    """
    try:
        from monitor.analysis.training.run import train  # noqa: PLC0415 - needs scikit-learn, which only training does
    except ModuleNotFoundError as error:
        raise Misconfigured(f"training needs {error.name}: install aside with its extra `train`") from None
    click.echo(train(files, out, leave_out).as_markdown())
