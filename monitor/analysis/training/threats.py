"""Trains the threat models: which words, pairs of words and concepts make a threat of which kind, and which do not.

No public set of threats to brands exists. Posts written to teach (threats_*.txt, in the voices of many people) stand in
for one. Beside them stand the posts written to teach complaints and moods, and reviews, tweets, subtitles and news, for
everything that threatens nobody. A few public texts do threaten, which their small weight allows for; most of what
rules hear in them is a false alarm, and that is what there is to learn.
What concepts and rules mean is learnt from all languages together, words from each alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from importlib.resources import files
from itertools import pairwise
from operator import or_
from typing import Final, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from monitor.analysis.evaluation import Labelled
from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.model_files import JUDGED
from monitor.analysis.packed import PackedModel, pack
from monitor.analysis.pairs import pair
from monitor.analysis.reading import Found, read
from monitor.analysis.sentiment import pieces
from monitor.analysis.threat_model import (
    BACKED,
    CLASSES,
    CONCEPT,
    HEAT,
    HOT,
    LIKELY,
    PAIR,
    concept,
    passages,
    ruled,
    share,
)
from monitor.analysis.threat_rules import ThreatRules, shipped_rules
from monitor.analysis.tokens import tokenise
from monitor.analysis.training.complaint import REVIEWS, SMALL_TALK, care_posts
from monitor.analysis.training.complaint_posts import complaint_posts
from monitor.analysis.training.matrix import Example, matrix
from monitor.analysis.training.mood_lessons import mood_posts

CALM: Final = "-"
"""The class of posts that threaten nobody."""
_MOST: Final = 1500
_TALK: Final = 0.25
"""What a passage of a public text counts, beside 1 for a post written to teach."""
_FEWEST: Final = 3
_FREEDOM: Final = 80.0
_TOLERANCE: Final = 3e-5
"""Of the gradient, where the search for weights ends: a coarser one ends it early, and more threats are then missed."""
_TURNS: Final = 2000
_LIKELY: Final = 0.2
_BACKED: Final = 0.07
_COARSE: Final = 6.0
_COLD: Final = 0.005
"""Share of threats that are colder than what is judged at all; on posts that taught nothing none was missed for it."""
_FAINT: Final = 0.4
"""A piece whose every weight is smaller is left out: it moves no verdict and most pieces are such."""
_STEPS: Final = 64
"""Steps per unit of weight that are kept: finer ones move no verdict and make the files larger."""
_MANY_WORDS: Final = 200_000
_CHOICE: Final = re.compile(r"\{([^}]*)\}")


class Seen(NamedTuple):
    """What a model sees of a passage: closely, and at first glance (its heat)."""

    closely: Example
    coarsely: Example


class _Read(NamedTuple):
    """The plain words of a text, the concepts of each, and the threats that rules and phrases name."""

    plain: Sequence[str]
    bits: Sequence[int]
    named: Sequence[Found]


class Lesson(NamedTuple):
    """One post, the threat in it or CALM, and what it counts."""

    lang: str
    threat: str
    text: str
    counts: float = 1.0


def wordings(line: str) -> list[str]:
    """Return the texts of a line: as many as its longest choice has wordings, each wording used at least once."""
    parts = [part.split("|") for part in _CHOICE.split(line)]
    turns = max(map(len, parts))
    return [" ".join("".join(part[turn % len(part)] for part in parts).split()) for turn in range(turns)]


def taught_posts(lang: str) -> list[Lesson]:
    """Return the posts written to teach a language's threats, and those that threaten nobody."""
    threat, found = "", list[Lesson]()
    for line in _corpus(lang):
        if line.startswith("["):
            threat = line.strip("[]")
        elif line and not line.startswith("#"):
            found += [Lesson(lang, threat, wording) for wording in wordings(line)]
    return found


def _corpus(lang: str) -> Iterator[str]:
    """Yield the lines written to teach a language."""
    for kind in ("", "_voices", "_natural", "_conversation", "_everyday", "_by_deed"):
        path = files("monitor.analysis.training") / f"threats_{lang}{kind}.txt"
        yield from path.read_text(encoding="utf-8").splitlines()


def teaches_calm(rows: Sequence[Labelled]) -> bool:
    """Whether the rows hold the public texts without which a threat model would hear threats everywhere."""
    return any(row.source in REVIEWS | SMALL_TALK for row in rows)


def train_threats(rows: Sequence[Labelled]) -> dict[str, PackedModel]:
    """Return a model for each judged language."""
    taught = [(lesson, seen) for lesson in lessons(rows) for seen in _seen(lesson)]
    counted = Counter(name for _, seen in taught for name in seen.closely)
    known = {name: at for at, name in enumerate(sorted(name for name, times in counted.items() if times >= _FEWEST))}
    counts = [lesson.counts for lesson, _ in taught]
    threats = LogisticRegression(C=_FREEDOM, max_iter=_TURNS, tol=_TOLERANCE)
    threats.fit(matrix([seen.closely for _, seen in taught], known), [lesson.threat for lesson, _ in taught], counts)
    heat = LogisticRegression(C=_COARSE, max_iter=200, tol=1e-3)
    coarse = matrix([seen.coarsely for _, seen in taught], known)
    threatens = [lesson.threat != CALM for lesson, _ in taught]
    heat.fit(coarse, threatens, counts)
    lanes = np.vstack([_against_calm(threats), heat.coef_])
    offsets = _against_calm(threats, "intercept_")
    hot = float(np.quantile((coarse @ heat.coef_[0])[np.array(threatens)], _COLD))
    return {lang: _model(lang, known, lanes, offsets, hot) for lang in JUDGED}


def _against_calm(regression: LogisticRegression, what: str = "coef_") -> np.ndarray:
    """Return each threat's weights, or intercepts, less those of calm, which then are nothing."""
    order = list(regression.classes_)
    found: np.ndarray = getattr(regression, what)
    less: np.ndarray = found[[order.index(name) for name in CLASSES]] - found[order.index(CALM)]
    return less


def lessons(rows: Sequence[Labelled]) -> list[Lesson]:
    """Return the posts written to teach, and what the rows teach beside them."""
    taught = [lesson for lang in JUDGED for lesson in taught_posts(lang)]
    taught += [Lesson(row.lang, CALM, row.text) for row in care_posts() if row.lang in JUDGED]
    return [*taught, *ordinary(), *talk(rows)]


def ordinary() -> Iterator[Lesson]:
    """Yield posts written to teach other things, but for those in which a rule names a threat: it may be one."""
    posts = [(lang, text) for lang, _, text in complaint_posts()]
    posts += [(row.lang, row.text) for row in mood_posts() if row.lang in JUDGED]
    for lang, text in posts:
        if not _read(lang, text).named:
            yield Lesson(lang, CALM, text)


def talk(rows: Sequence[Labelled]) -> Iterator[Lesson]:
    """Yield public texts, some of each source and language."""
    used: Counter[tuple[str, str]] = Counter()
    for row in sorted(rows, key=lambda row: row.source):  # whatever the order of the files
        used[row.source, row.lang] += 1
        if row.lang in JUDGED and row.source in REVIEWS | SMALL_TALK and used[row.source, row.lang] <= _MOST:
            yield Lesson(row.lang, CALM, row.text, _TALK)


def _seen(lesson: Lesson) -> Iterator[Seen]:
    """Yield what the model will see of a post: a threat whole, a calm text passage by passage."""
    plain, bits, named = _read(lesson.lang, lesson.text)
    rules = shipped_rules(lesson.lang)
    for start, end in passages(len(plain)) if lesson.threat == CALM else [(0, len(plain))]:
        near = {item.name for item in named if item.first < end and item.last >= start}
        words = plain[start:end]
        yield Seen(
            _closely(lesson.lang, words, _concepts(rules, reduce(or_, bits[start:end], 0)), near),
            _coarsely(lesson.lang, words, [_concepts(rules, rules.concepts[word].bits) for word in words]),
        )


def _read(lang: str, text: str) -> _Read:
    reading = read(tokenise(text), shared_lexicon(lang))
    rules = shipped_rules(lang)
    bits = rules.concepts.of(reading.plain)
    return _Read(reading.plain, bits, [*reading.threats, *rules.of(bits)])


def _concepts(rules: ThreatRules, bits: int) -> list[str]:
    return [name for name, bit in rules.bits.items() if bits & bit]


def _closely(lang: str, words: Sequence[str], concepts: Sequence[str], named: Iterable[str]) -> Example:
    found: dict[tuple[str, str], float] = {("", concept(name)): CONCEPT for name in concepts}
    found |= {("", ruled(name)): 1.0 for name in named}
    scale = share(len(words))
    for name, times in Counter(name for word in words for name in _named_pieces(lang, word)).items():
        found[name] = times * scale
    for joined, times in Counter(pair(*both) for both in pairwise(words)).items():
        found[lang, joined] = times * scale * PAIR
    return found


def _coarsely(lang: str, words: Sequence[str], concepts: Sequence[Sequence[str]]) -> Example:
    found: dict[tuple[str, str], float] = {}
    for name, times in Counter(name for word in words for name in _named_pieces(lang, word)).items():
        found[name] = times * HEAT
    for meant, times in Counter(concept(name) for names in concepts for name in names).items():
        found["", meant] = float(times)
    return found


@lru_cache(maxsize=_MANY_WORDS)
def _named_pieces(lang: str, word: str) -> tuple[tuple[str, str], ...]:
    """Return the names of a word's pieces, the same objects each time: millions of them are at hand together."""
    return tuple([(lang, piece) for piece in pieces(word)])


def _model(
    lang: str, known: dict[tuple[str, str], int], lanes: np.ndarray, offsets: np.ndarray, hot: float
) -> PackedModel:
    loud = abs(lanes).max(axis=0) >= _FAINT
    rows = {
        name: pack([round(float(weight) * _STEPS) / _STEPS for weight in lanes[:, at]])
        for (code, name), at in known.items()
        if code in {"", lang} and loud[at]
    }
    notes = {LIKELY: _LIKELY, BACKED: _BACKED, HOT: round(hot, 3)}
    return PackedModel((*CLASSES, "heat"), tuple(float(offset) for offset in offsets), rows, notes)
