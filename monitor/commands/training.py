"""`aside train`: learn from labelled JSON lines."""

from pathlib import Path

import click

from monitor.analysis.evaluation.tables import tables
from monitor.commands.options import config_option, settings_of
from monitor.domain.errors import Misconfigured

files_argument = click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command("train")
@files_argument
@click.option("--leave-out", metavar="SOURCE", help="Do not learn from this source (a file's stem): measure on it")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the models")
@click.option("--brand", help="Learn this brand's own words from what people corrected (or from FILES)")
@click.option("--rollback", is_flag=True, help="With --brand: go back one version")
@config_option
def train_command(
    files: tuple[Path, ...],
    *,
    leave_out: str | None,
    out: Path | None,
    brand: str | None,
    rollback: bool,
    config: Path | None,
) -> None:
    """Train models from FILES of {"id","lang","text","label"} lines; `ASIDE_MODELS=DIR` makes every command use them.

    The same files give the same models to the byte. With --brand, corrections teach a model of the brand's own words,
    used only if it judges held-back corrections better.
    """
    if brand is not None:
        from monitor.commands.brand_training import train_brand  # noqa: PLC0415 - loads the store

        train_brand(settings_of(config, needed=False), brand, out=out, rollback=rollback, files=files)
        return
    if not files or out is None or rollback:
        raise click.UsageError("give FILES and --out, or --brand")
    try:
        from monitor.analysis.training.run import train  # noqa: PLC0415 - needs scikit-learn, which only training does
    except ModuleNotFoundError as error:
        raise Misconfigured(f"training needs {error.name}: install aside with its extra `train`") from None
    click.echo(tables(train(files, out, leave_out)))
