"""A report as Markdown: one chapter a language, then languages told apart, confusions and calibration."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from monitor.analysis.evaluation.measures import share
from monitor.analysis.evaluation.results import Report, Result

NAMES: Final = {
    "lt": "Lithuanian",
    "pl": "Polish",
    "en": "English",
    "lv": "Latvian",
    "ru": "Russian",
    "uk": "Ukrainian",
    "de": "German",
    "und": "not told",
}
TASKS: Final = {
    "sentiment": "Mood",
    "complaint": "Complaints",
    "act": "What the writer is doing",
    "urgency": "Urgency",
    "threat": "Threats and safety",
}
_FIRST: Final = ("lt", "pl", "en")


def tables(report: Report) -> str:
    """Render a whole report as tables for people, in Markdown."""
    if not report.results:
        return "Nothing was measured: no line of the files has a label that is known here.\n"
    parts = [*report.notes]
    if report.analyser:
        parts.append(f"Analyser version {report.analyser}.")
    told = [result for result in report.results if result.task != "language"]
    for lang in languages(told):
        parts += [f"## {NAMES.get(lang, lang)}", *by_task([each for each in told if each.lang == lang])]
    for result in report.results:
        if result.task == "language":
            parts += [f"## Languages told apart: {result.source}", summary(result), language_table(result)]
    parts += _matrices(told)
    parts += _reliability(report.results)
    return "\n\n".join(parts) + "\n"


def languages(results: Sequence[Result]) -> list[str]:
    """Return the languages of some results, our own three first."""
    found = {result.lang for result in results}
    return [lang for lang in _FIRST if lang in found] + sorted(found - set(_FIRST))


def by_task(results: Sequence[Result]) -> Iterator[str]:
    """Render headed tables of figures, one for each task among the results."""
    for task, title in TASKS.items():
        found = [each for each in results if each.task == task]
        if found:
            yield f"**{title}**"
            yield figures_table(found)


def figures_table(results: Sequence[Result]) -> str:
    """Render one line a set: figures, and behind a slash those without diacritics where they differ."""
    names = list(dict.fromkeys(chain.from_iterable(result.plain for result in results)))
    head = ["set", "texts", "base", *names, "texts/s"]
    return table(head, [_figures_row(result, names) for result in results])


def _figures_row(result: Result, names: Sequence[str]) -> list[str]:
    cells = [cell(result, name) for name in names]
    base = f"{result.base:.2f}" if result.base else "–"
    return [result.source, f"{result.texts:,}", base, *cells, f"{result.per_second:,.0f}"]


def cell(result: Result, name: str) -> str:
    """Render one figure with its interval and, behind a slash, its value without diacritics."""
    if name not in result.plain:
        return "–"
    plain, folded = f"{result.plain[name]:.3f}", f"{result.folded[name]:.3f}"
    bounds = result.intervals.get(name)
    sure = f" ({bounds[0]:.3f}–{bounds[1]:.3f})" if bounds else ""
    return f"{plain}{sure}" + (f" / {folded}" if folded != plain else "")


def summary(result: Result) -> str:
    """Render the figures of a set of languages in one line."""
    said = [f"{name} {cell(result, name)}" for name in result.plain if not name.startswith("recall ")]
    return f"{result.texts:,} texts, {result.per_second:,.0f} texts/s: {', '.join(said)}."


def language_table(result: Result) -> str:
    """Render recall and precision of each language in a set."""
    counts = pairs(result)
    answered = {code: sum(n for (_, answer), n in counts.items() if answer == code) for _, code in counts}
    rows = [
        [
            NAMES.get(code, code),
            cell(result, f"recall {code}"),
            f"{share(counts.get((code, code), 0), answered.get(code, 0)):.3f}",
            ", ".join(_mistakes(code, counts)) or "–",
        ]
        for code in languages_of(result)
    ]
    return table(["language", "recall", "precision", "taken for (texts)"], rows)


def languages_of(result: Result) -> list[str]:
    """Return the true languages of a set of languages."""
    found = set(result.lang.split("+"))
    return [lang for lang in _FIRST if lang in found] + sorted(found - set(_FIRST))


def _mistakes(code: str, counts: dict[tuple[str, str], int]) -> Iterator[str]:
    wrong = sorted((-n, answer) for (truth, answer), n in counts.items() if truth == code != answer)
    return (f"{NAMES.get(answer, answer)} {-n}" for n, answer in wrong[:3])


def pairs(result: Result) -> dict[tuple[str, str], int]:
    """Return (truth, answer) → texts."""
    return {(key.partition(">")[0], key.partition(">")[2]): texts for key, texts in result.confusion.items()}


def _matrices(results: Sequence[Result]) -> list[str]:
    parts = [part for each in results for part in (f"### {each.source}, {each.lang}, {each.task}", matrix(each))]
    return ["## What was taken for what (rows: truth)", *parts] if parts else []


def matrix(result: Result) -> str:
    """Render a confusion matrix: rows are truths, columns answers."""
    counts = pairs(result)
    truths = sorted({truth for truth, _ in counts})
    answers = sorted({answer for _, answer in counts} | set(truths))
    rows = [[truth, *(f"{counts.get((truth, answer), 0):,}" for answer in answers)] for truth in truths]
    return table(["truth", *answers], rows)


def _reliability(results: Sequence[Result]) -> list[str]:
    parts = []
    for each in results:
        if each.bins:
            parts += [f"### {each.source}, {each.lang}, {each.task}: promised and happened", reliability(each)]
    return ["## Are the probabilities kept?", *parts] if parts else []


def reliability(result: Result) -> str:
    """Render the tenths of the promised probability beside what happened in them."""
    rows = [[f"{each.promised:.2f}", f"{each.happened:.2f}", f"{each.texts:,}"] for each in result.bins]
    return table(["promised", "happened", "texts"], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Render a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
