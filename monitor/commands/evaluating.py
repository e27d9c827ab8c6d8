"""`aside evaluate`: how well the models do on labelled texts, printed and saved."""

import os
from pathlib import Path
from typing import get_args

import click

from config.loading import load
from config.settings import AnalysisSettings
from monitor.analysis.evaluation.results import Report, Standing
from monitor.analysis.evaluation.tables import tables
from monitor.commands.options import config_option, not_loaded


@click.command("evaluate")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--document",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Measure nothing: print a page made of the reports saved in this folder",
)
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
@config_option
def evaluate_command(
    files: tuple[Path, ...],
    document: Path | None,
    out: Path | None,
    name: str,
    standing: Standing,
    resamples: int,
    config: Path | None,
) -> None:
    """Measure the models on FILES of labelled lines and print tables per language.

    A line has "lang", "text" and "label" (neg/neu/pos, complaint/other, or none: the language), or what `aside label`
    wrote. Behind a slash stands the figure for the same texts without diacritics. `ASIDE_MODELS` names other models,
    and a settings file that is named brings its transformers.
    """
    if document:
        from monitor.analysis.evaluation.document import document as page  # noqa: PLC0415 - what measuring does without

        click.echo(page(document), nl=False)
        return
    if not files:
        raise click.UsageError("name the files to measure on, or --document with a folder of saved reports")
    report = _measured(files, standing, resamples, config)
    click.echo(tables(report), nl=False)
    if out:
        _save(report, out, name)


def _measured(files: tuple[Path, ...], standing: Standing, resamples: int, config: Path | None) -> Report:
    from monitor.analysis.analyser import load_models  # noqa: PLC0415 - loads the models
    from monitor.analysis.evaluation import evaluate_with, listening  # noqa: PLC0415 - likewise
    from monitor.bootstrap.judgement import ear  # noqa: PLC0415 - likewise

    folder = os.environ.get("ASIDE_MODELS")
    built_in = listening(load_models(Path(folder) if folder else None))
    settings = load(config).analysis if config else AnalysisSettings()
    heard = ear(settings, not_loaded, built_in)
    return evaluate_with(heard.analyser, files, version=heard.version, standing=standing, times=resamples)


def _save(report: Report, out: Path, name: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.json").write_text(report.as_json(), encoding="utf-8")
    (out / f"{name}.md").write_text(tables(report), encoding="utf-8")
