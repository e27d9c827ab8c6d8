"""Writes docs/accuracy.md from saved reports: `aside evaluate --document docs/accuracy > docs/accuracy.md`.

The folder holds reports (`*.json`, made by `aside evaluate --out`) and `remarks.md`: what people know and no figure
shows. Everything else on the page is computed, also which goals are missed and what is weak.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from monitor.analysis.evaluation.goals import KEPT, SMALL_LOSS, Goal, judged, losses, unkept
from monitor.analysis.evaluation.results import Report, Result, Standing, load
from monitor.analysis.evaluation.tables import (
    NAMES,
    TASKS,
    by_task,
    language_table,
    languages,
    matrix,
    reliability,
    summary,
    table,
)
from monitor.domain.errors import Misconfigured

REMARKS: Final = "remarks.md"
_HEAD: Final = """# How well Aside hears

Written from the reports in `docs/accuracy/` by `aside evaluate --document docs/accuracy`; a test keeps the two alike.
The texts of the public sets are not part of this repository; the invented ones are (`docs/accuracy/invented.jsonl`).

AP is the average precision of what is looked for (negative, complaint) as a ranking: 1 means that all of them stand on
top. Macro-F1 is the mean F1 over the classes, "unsure" counting as neutral. ECE is the mean gap between a promised
probability and what happened, Brier the mean squared one. Base is the share of what is looked for. Brackets hold 95 %
bootstrap intervals; behind a slash stands the figure for the same texts without diacritics. Texts per second are per
second of processor time on one core, words met for the first time included; `make bench` measures speed in earnest.

Run `aside evaluate FILE…` on labelled texts of your own to see the same figures for your brand: those are the ones that
count. [labelling-guide.md](labelling-guide.md) says how to come by them."""
_NO_LITHUANIAN: Final = """**No Lithuanian set labelled by people exists yet.** There is no public one, and nobody has
labelled one with us. What is said about Lithuanian rests on invented texts, which flatter: they hold the words their
writer had in mind. Label a few hundred of your own posts before you trust the Lithuanian order."""
_STANDINGS: Final[dict[Standing, str]] = {
    "unseen": "Texts the models had never seen",
    "own": "Texts labelled by a team",
    "invented": "Invented texts",
    "learnt": "Texts the models learnt from",
}
_WORTH: Final[dict[Standing, str]] = {
    "unseen": "Real posts and reviews by strangers, and the honest measure of a new brand: their source was left out "
    "of training, or was never learnt from at all.",
    "own": "Labelled with `aside label`.",
    "invented": "Written for the purpose by people who know what the analysers look for. They show that nothing is "
    "broken; they prove nothing about real posts.",
    "learnt": "The shipped models have seen these very texts: the figures show what is remembered, not what a new "
    "brand may expect.",
}
_TITLES: Final = {
    "pl_hotels": "Polish hotel reviews, by sentence",
    "pl_medicine": "Polish doctors' reviews, by sentence",
    "pl_allegro": "Polish shop reviews",
    "pl_xed": "Polish film subtitles (no neutral)",
    "en_xed": "English film subtitles (no neutral)",
    "en_airline": "posts to airlines",
    "en_tweeteval": "tweets of all kinds",
    "en_complaints": "complaints among all tweets",
    "en_complaints_brands": "the same, posts to brands only",
    "en_vader_tweets": "VADER's tweets",
    "en_vader_amazon": "VADER's review snippets",
    "langid": "sentences and pairs of words in seven languages",
    "invented": "care posts",
    "threat_posts": "threats, the posts the phrases were written beside",
    "threat_posts_fresh": "threats, written before the rules were",
    "threat_posts_roundabout": "threats told in a roundabout way",
    "threat_posts_third": "threats, a third set",
}


_ENOUGH: Final = 200
"""Texts from which a confusion and its tenths say something."""


def document(folder: Path) -> str:
    """Render the whole page from a folder of reports.

    Raises Misconfigured when it holds none, BadFile naming a file that is no report.
    """
    reports = [load(path) for path in sorted(folder.glob("*.json"))]
    if not reports:
        raise Misconfigured(f"{folder.name}: no saved reports; make one with `aside evaluate FILE --out {folder.name}`")
    parts = [_HEAD, *_lithuanian(reports), *_goals(reports)]
    for standing, title in _STANDINGS.items():
        parts += _chapter(title, [report for report in reports if report.standing == standing])
    parts += [*_alarms(reports), *_weak(reports), *_remarks(folder)]
    return "\n\n".join(parts) + "\n"


def _lithuanian(reports: Sequence[Report]) -> Iterator[str]:
    labelled = (each.lang for report in reports if report.standing == "own" for each in report.results)
    if "lt" not in labelled:
        yield _NO_LITHUANIAN


def _titled(result: Result) -> str:
    return _TITLES.get(result.source, result.source)


def _goal_title(goal: Goal) -> str:
    title = _TITLES.get(goal.source, goal.source)
    return f"{NAMES[goal.lang]}, {title}" if goal.lang else title


def _figure(goal: Goal) -> str:
    return f"{goal.figure} of threats" if goal.task == "threat" else goal.figure


def _goals(reports: Sequence[Report]) -> Iterator[str]:
    rows = [
        [
            _goal_title(each.goal),
            _figure(each.goal) + (", without diacritics" if each.goal.folded else ""),
            _STANDINGS[each.goal.standing]
            .removeprefix("Texts the models ")
            .replace("learnt from", "learnt from them")
            .replace("Invented texts", "(invented texts)"),
            f"{each.goal.least:.3f}",
            f"{each.measured:.3f}",
            "yes" if each.reached else "**no**",
        ]
        for each in judged(reports)
    ]
    if rows:
        yield "## Goals"
        yield table(["texts", "figure", "the models", "goal", "measured", "reached"], rows)


def _chapter(title: str, reports: Sequence[Report]) -> Iterator[str]:
    if not reports:
        return
    results = [_named(each) for report in reports for each in report.results]
    told = [each for each in results if each.task != "language"]
    versions = sorted({report.analyser for report in reports})
    yield f"## {title}"
    yield f"{_WORTH[reports[0].standing]} Analyser version {', '.join(versions)}."
    yield from dict.fromkeys(chain.from_iterable(report.notes for report in reports))
    for lang in languages(told):
        yield f"### {NAMES.get(lang, lang)}"
        yield from by_task([each for each in told if each.lang == lang])
    for each in results:
        if each.task == "language":
            yield from (f"### Languages told apart: {each.source}", summary(each), language_table(each))
    yield from _details(results)


def _named(result: Result) -> Result:
    return replace(result, source=_titled(result))


def _details(results: Sequence[Result]) -> Iterator[str]:
    """Fold away what only some readers want: confusions and calibration."""
    parts = []
    for each in results:
        if each.task != "language" and each.texts >= _ENOUGH:
            task = TASKS[each.task].lower()
            parts.append(f"{NAMES.get(each.lang, each.lang)}, {each.source}: {task}, truth in rows")
            parts.append(matrix(each))
            if each.bins:
                parts += ["Probability promised, and what happened:", reliability(each)]
    if parts:
        yield "<details><summary>What was taken for what, and are the probabilities kept?</summary>"
        yield from parts
        yield "</details>"


def _alarms(reports: Sequence[Report]) -> Iterator[str]:
    """Say how often a threat is named where nobody labelled any: mostly false alarms, some true ones."""
    found: dict[str, Result] = {}
    for report in reports:
        if report.standing != "invented":
            found |= {each.source: each for each in report.results if each.task in {"sentiment", "complaint"}}
    names = sorted({name for each in found.values() for name in each.threats})
    rows = [
        [_titled(each), f"{each.texts:,}", *(str(each.threats.get(name, 0)) for name in names)]
        for each in found.values()
    ]
    if names:
        yield "## Threats named in ordinary texts"
        yield "Nobody has labelled these sets for threats: the counts hold true dangers as well as false alarms."
        yield table(["texts", "how many", *(name.replace("_", " ") for name in names)], rows)


def _weak(reports: Sequence[Report]) -> Iterator[str]:
    """List what the figures themselves show to be weak."""
    results = [_named(each) for report in reports if report.standing != "learnt" for each in report.results]
    lines = [
        f"- {_goal_title(each.goal)} ({each.goal.standing}): {_figure(each.goal)} is "
        f"{each.measured:.3f}, {each.goal.least - each.measured:.3f} short of the goal."
        for each in judged(reports)
        if not each.reached
    ]
    lines += [
        f"- {_of(each)}: probabilities are off by {each.plain['ECE']:.2f} on average (above {KEPT:.2f})."
        for each in unkept([each for each in results if each.texts >= _ENOUGH])
    ]
    lines += [
        f"- {_of(each)}: {name} loses {loss:.3f} without diacritics (more than {SMALL_LOSS})."
        for each, name, loss in losses(results)
    ]
    yield "## What is weak"
    yield (
        "\n".join(lines) if lines else "No figure above misses a goal, loses without diacritics or breaks its promise."
    )


def _of(result: Result) -> str:
    lang = NAMES.get(result.lang, result.lang)
    where = result.source if result.source.startswith(lang) else f"{lang}, {result.source}"
    return f"{where}, {TASKS.get(result.task, 'languages').lower()}"


def _remarks(folder: Path) -> Iterator[str]:
    path = folder / REMARKS
    if path.is_file():
        yield path.read_text(encoding="utf-8").strip()
