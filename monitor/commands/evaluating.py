"""`aside evaluate`: how well the models do on labelled texts, printed and saved."""

import os
from pathlib import Path
from typing import get_args

import click

from monitor.analysis.evaluation.results import Report, Standing
from monitor.commands.training import files_argument


@click.command("evaluate")
@files_argument
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to save the tables in")
@click.option("--name", default="evaluation", show_default=True, help="What the saved files are called")
@click.option(
    "--standing",
    type=click.Choice(get_args(Standing)),
    default="own",
    show_default=True,
    help="How the models know these texts: never seen, learnt from, invented while building, or labelled by a team",
)
@click.option(
    "--resamples",
    default=200,
    show_default=True,
    type=click.IntRange(0, 10_000),
    help="For the 95 % intervals; 0 = none",
)
def evaluate_command(files: tuple[Path, ...], out: Path | None, name: str, standing: Standing, resamples: int) -> None:
    """Measure the models on FILES of labelled lines and print tables per language.

    A line has "lang", "text" and "label" (neg/neu/pos, complaint/other, or none: the language), or what `aside label`
    wrote. Behind a slash stands the figure for the same texts without diacritics. `ASIDE_MODELS` names other models.
    """
    from monitor.analysis.evaluation import evaluate  # noqa: PLC0415 - loads the models

    folder = os.environ.get("ASIDE_MODELS")
    report = evaluate(files, Path(folder) if folder else None, standing=standing, times=resamples)
    click.echo(report.as_markdown(), nl=False)
    if out:
        _save(report, out, name)


def _save(report: Report, out: Path, name: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.json").write_text(report.as_json(), encoding="utf-8")
    (out / f"{name}.md").write_text(report.as_markdown(), encoding="utf-8")
