"""Which labelled texts teach mood, as what, and how much each counts.

Beside the sources that know all three moods stand posts written for this (mood_posts.txt): waits, doctors, rooms and
parcels told the way people tell them, and what is no mood at all, such as an illness described or a question asked.
Sentences of the news, there to teach languages, show what plain information looks like.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Final, NamedTuple

from monitor.analysis.evaluation import Labelled
from monitor.analysis.sentiment import CLASSES

LABELS: Final = frozenset(CLASSES)
TAUGHT: Final = frozenset({"lt", "pl", "en"})
OWN: Final = "mood_posts"
BY_STARS: Final = frozenset({"pl_allegro"})
"""Sources whose middle is a review of three stars: praise and blame together, which is not neutral."""
_NEWS_WORDS: Final = 5
"""Words from which a text that teaches a language is a sentence and not a pair of words."""
_OWN_COUNTS: Final = 3.0
_NEWS_COUNTS: Final = {"pl": 0.4, "en": 0.3, "lt": 0.1}
_STARS_COUNT: Final = 0.5
"""A whole review has one number of stars, and its sentences do not all deserve it."""
EVEN: Final = frozenset({"pl"})
"""Languages in whose sources each mood counts alike: reviews by star and by sentence hold very different shares of
neutral texts, and a source must not teach its own share to all others."""


class Lesson(NamedTuple):
    """One text with its mood, and what it counts."""

    row: Labelled
    counts: float


def mood_posts() -> list[Labelled]:
    """Return the posts written for training, with their mood."""
    text = (files("monitor.analysis.training") / "mood_posts.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [Labelled(OWN, lang, post, mood) for lang, mood, post in rows]


def teaching(rows: Iterable[Labelled]) -> list[Labelled]:
    """Return the rows with a mood that teach: their language is judged and their source knows neutral texts.

    A source without a neutral class labels small talk as a mood; learning from it costs accuracy everywhere else.
    """
    rows = list(rows)
    classes_of: dict[str, set[str]] = {}
    for row in rows:
        classes_of.setdefault(row.source, set()).add(row.label or "")
    whole = {source for source, labels in classes_of.items() if labels >= LABELS}
    return [
        row
        for row in rows
        if row.lang in TAUGHT
        and row.label in LABELS
        and row.source in whole
        and not (row.source in BY_STARS and row.label == "neu")
    ]


def lessons(rows: Sequence[Labelled]) -> list[Lesson]:
    """Return what the rows teach of mood, the posts written for it, and the news among the rows as neutral texts.

    In whatever order the sources come, the lessons stand in the same.
    """
    rows = sorted(rows, key=_source)
    taught = _evened(teaching(rows))
    taught += [Lesson(row, _OWN_COUNTS * counts) for row, counts in _evened(mood_posts())]
    return taught + [
        Lesson(Labelled(row.source, row.lang, row.text, "neu"), _NEWS_COUNTS[row.lang])
        for row in rows
        if row.label is None and row.lang in TAUGHT and len(row.text.split()) >= _NEWS_WORDS
    ]


def _source(row: Labelled) -> str:
    return row.source


def _evened(rows: Sequence[Labelled]) -> list[Lesson]:
    """Return what each text counts: within a source of the evened languages, every mood the same in sum."""
    texts = Counter((row.source, row.lang) for row in rows)
    moods = Counter((row.source, row.lang, row.label) for row in rows)
    kinds = Counter((source, lang) for source, lang, _ in moods)
    return [Lesson(row, _share(row, texts, moods, kinds)) for row in rows]


def _share(
    row: Labelled,
    texts: Counter[tuple[str, str]],
    moods: Counter[tuple[str, str, str | None]],
    kinds: Counter[tuple[str, str]],
) -> float:
    whole = _STARS_COUNT if row.source in BY_STARS else 1.0
    if row.lang not in EVEN:
        return whole
    place = row.source, row.lang
    return whole * texts[place] / kinds[place] / moods[row.source, row.lang, row.label]
