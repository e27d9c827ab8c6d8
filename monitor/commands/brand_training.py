"""`aside train --brand`: learn a brand's own words from what its people corrected, or from a file of labels."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from config.settings import Settings
from monitor.analysis.brand.teaching import Teacher
from monitor.analysis.evaluation.labelled import Labelled, read
from monitor.bootstrap.house import House
from monitor.bootstrap.judgement import analyser
from monitor.commands.house_without_networks import quiet_house
from monitor.domain.errors import NotFound
from monitor.domain.learning import BrandModel, Example, Figures, LessonState, Report, Schooling, state_of
from monitor.services.surroundings import Around

ACTOR = "command line"
_MOODS = {"neg": "negative", "neu": "neutral", "pos": "positive"}
_ENDED = {
    LessonState.BETTER: "better than the model in use: it is used from now on",
    LessonState.NOT_BETTER: "not better than the model in use, which stays",
    LessonState.TOO_FEW: "too few held-back labels to tell; the model in use stays",
    LessonState.FAILED: "failed; see the log",
}


def train_brand(settings: Settings, brand: str, *, out: Path | None, rollback: bool, files: Sequence[Path]) -> None:
    """Learn, say what came of it, and write the model into `out` where asked; `rollback` only goes back a version.

    With files, labelled lines teach in place of corrections and the database is not touched. Raises NotFound for a
    brand the settings do not name, Conflict when there is nothing to go back from, BadFile for a broken line.
    """
    if files:
        _from_files(settings, brand, files, out)
    elif rollback:
        asyncio.run(_roll_back(settings, brand))
    else:
        asyncio.run(_learn(settings, brand, out))


async def _learn(settings: Settings, brand: str, out: Path | None) -> None:
    async with quiet_house(settings) as house:
        asked = await house.learn.ask(brand, actor=ACTOR)
        ended = await _ended(house, asked)
        _say(brand, ended.version, ended.state, ended.report)
        if out and ended.state is LessonState.BETTER:
            async with house.store.read() as tx:
                model = await tx.brand_models.weights(brand, ended.version)
            if model:
                _write(out, model, ended.report)


async def _ended(house: House, asked: Schooling) -> Schooling:
    """Do the lesson; where the running service was faster, wait for it."""
    while True:
        await house.learn.sweep()
        lesson = next(each for each in await house.learn.versions(asked.brand) if each.id == asked.id)
        if lesson.state is not LessonState.WAITING:
            return lesson
        await asyncio.sleep(0.5)


async def _roll_back(settings: Settings, brand: str) -> None:
    async with quiet_house(settings) as house:
        version = await house.learn.roll_back(brand, actor=ACTOR)
    click.echo(f"version {version} is in use" if version else "the shipped models alone are in use")


def _from_files(settings: Settings, brand: str, files: Sequence[Path], out: Path | None) -> None:
    around = Around({each.name: each for each in settings.accounts}, {each.name: each for each in settings.brands})
    examples = [example for path in files for row in read(path) if (example := _example(row)) is not None]
    if not examples:
        raise NotFound("none of the files holds texts labelled neg, neu, pos, complaint or other")
    lesson = Teacher(analyser().assess)(BrandModel(brand, 1, {}), examples, around.of_brand(brand))
    report = replace(lesson.report, corrections=len(examples))
    state = state_of(report, made=lesson.model is not None)
    click.echo(
        f"{brand}: {state.value.replace('_', ' ')}, against the shipped models\n\n{as_markdown(report)}", nl=False
    )
    if out and lesson.model:
        _write(out, lesson.model, report)


def _example(row: Labelled) -> Example | None:
    if row.label in _MOODS:
        return Example(row.text, _MOODS[row.label], None)
    return Example(row.text, None, row.label == "complaint") if row.label in {"complaint", "other"} else None


def _say(brand: str, version: int, state: LessonState, report: Report) -> None:
    click.echo(f"{brand}, version {version}: {_ENDED[state]}\n\n{as_markdown(report)}", nl=False)


def as_markdown(report: Report) -> str:
    """Return the figures of a lesson as a table for people."""
    learnt = (
        f"Learnt from {report.corrections} corrections, {report.confirmations} confirmations, "
        f"{report.agreements} texts answered without correction.\n\n"
        "| task | language | labels | held back | right | macro-F1 | logarithmic loss | |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    return learnt + "".join(_row(each) for each in report.figures)


def _row(each: Figures) -> str:
    cells = (
        each.task,
        each.language or "all",
        str(each.labels),
        str(each.held),
        f"{each.right_before:.3f} → {each.right_after:.3f}",
        f"{each.f1_before:.3f} → {each.f1_after:.3f}",
        f"{each.loss_before:.3f} → {each.loss_after:.3f}",
        each.ruling.value.replace("_", " "),
    )
    return f"| {' | '.join(cells)} |\n"


def _write(out: Path, model: BrandModel, report: Report) -> None:
    """Write model and card; the same model gives the same bytes."""
    out.mkdir(parents=True, exist_ok=True)
    body = {"brand": model.brand, "version": model.version, "weights": model.weights}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (out / "brand.json").write_text(text + "\n", encoding="utf-8")
    (out / "BRAND.md").write_text(
        f"# {model.brand}, version {model.version}\n\n{as_markdown(report)}", encoding="utf-8"
    )
