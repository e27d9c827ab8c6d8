"""Trains the complaint models: which words and cues tell a complaint from small talk, praise and questions.

No public set of complaints may be learnt from. Three things stand in for one: posts written for this purpose
(care_posts.txt, complaint_posts_*.txt, and mood_posts.txt for the words of more trades); reviews, in which a negative
sentence is near a complaint; tweets, subtitles and news, which complain to nobody however dark their mood. What cues
mean is learnt from all languages together, words from each alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from sklearn.linear_model import LogisticRegression

from monitor.analysis.complaint import LEARNT_SHARE, PAIR, seen_beside_words, share
from monitor.analysis.evaluation import Labelled
from monitor.analysis.figures import figures
from monitor.analysis.lexicon import shipped_lexicon
from monitor.analysis.model_files import JUDGED
from monitor.analysis.packed import FIGURE, PackedModel, pack
from monitor.analysis.pairs import is_pair, pair
from monitor.analysis.reading import read
from monitor.analysis.sentiment import SentimentModel, is_figure, pieces
from monitor.analysis.surface import surface
from monitor.analysis.tokens import tokenise
from monitor.analysis.training.complaint_posts import written_forms
from monitor.analysis.training.matrix import Example, matrix
from monitor.analysis.training.mood_lessons import mood_posts
from monitor.analysis.training.sentiment import FREE_INTERCEPT, TOLERANCE
from monitor.analysis.training.vectors import LANG, english_vectors, spelled_out
from monitor.analysis.vader import polarity_of
from monitor.analysis.word_weights import WordWeights

REVIEWS: Final = frozenset({"en_vader_amazon", "pl_hotels", "pl_allegro"})
"""Sources of sentences about something bought: what is negative there is near a complaint."""
SMALL_TALK: Final = frozenset({"en_vader_tweets", "en_xed", "pl_xed", "pl_cbd", "langid"})
"""Sources that speak to no brand: nothing there is a complaint."""
_MOST: Final = 1500
_OWN: Final = 1.5
_MOOD: Final = 0.7
_REVIEW: Final = 0.7
_TALK: Final = 0.4
"""What a text of each kind counts."""
_FEWEST: Final = 3
_FREEDOM: Final = 1.5
_FAINT: Final = 0.2
"""A piece with a smaller weight is left out: it moves no verdict, and most pieces are such."""
_MEANT: Final = 4.0
"""What a word's vector counts beside one piece of it."""
_LEARNT_SHARE: Final = {"en": 0.85, "lt": 0.5, "pl": 0.5}
"""Share of the odds that the model has beside the judge by hand."""
_SHARE: Final = 0.5
"""Share of complaints among what a brand is written; among the lessons it is whatever was at hand."""


class Lesson(NamedTuple):
    """One text, whether it complains, and what it counts."""

    lang: str
    text: str
    complains: bool
    counts: float


def care_posts() -> list[Labelled]:
    """Return the posts written for training, labelled by what their writers are doing."""
    text = (files("monitor.analysis.training") / "care_posts.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [Labelled("care_posts", lang, post, act) for lang, act, post in rows]


def lessons(rows: Sequence[Labelled]) -> list[Lesson]:
    """Return what the rows teach: labelled complaints whatever their source, reviews and small talk by source."""
    taught = [Lesson(row.lang, row.text, row.label == "complaint", _OWN) for row in care_posts()]
    taught += [Lesson(*form) for form in written_forms()]
    taught += [Lesson(row.lang, row.text, row.label == "neg", _MOOD) for row in mood_posts()]
    used: Counter[tuple[str, str]] = Counter()
    for row in sorted(rows, key=lambda row: row.source):  # whatever the order of the files
        used[row.source, row.lang] += 1
        if row.lang not in JUDGED or used[row.source, row.lang] > _MOST:
            continue
        if row.label in {"complaint", "other"}:
            taught.append(Lesson(row.lang, row.text, row.label == "complaint", 1.0))
        elif row.source in REVIEWS:
            taught.append(Lesson(row.lang, row.text, row.label == "neg", _REVIEW))
        elif row.source in SMALL_TALK:
            taught.append(Lesson(row.lang, row.text, False, _TALK))
    return taught


def train_complaints(rows: Sequence[Labelled], moods: Mapping[str, PackedModel]) -> dict[str, PackedModel]:
    """Return a model for each judged language, given the models that tell its moods.

    English has posts enough to learn by itself what cues mean; Lithuanian and Polish learn it from all three.
    """
    hearers = {lang: _Hearer(lang, model) for lang, model in moods.items()}
    taught = [(lesson, hearers[lesson.lang].example(lesson.text)) for lesson in lessons(rows)]
    return _learnt([each for each in taught if each[0].lang == "en"], ("en",)) | _learnt(taught, ("lt", "pl"))


def _learnt(lessons_seen: Sequence[tuple[Lesson, Example]], langs: Sequence[str]) -> dict[str, PackedModel]:
    """Return the models of some languages, learnt from these lessons as the models see them."""
    taught = [lesson for lesson, _ in lessons_seen]
    examples = [found for _, found in lessons_seen]
    seen = Counter(name for found in examples for name in found)
    known = {name: at for at, name in enumerate(sorted(name for name, times in seen.items() if times >= _FEWEST))}
    regression = LogisticRegression(C=_FREEDOM, solver="liblinear", tol=TOLERANCE, intercept_scaling=FREE_INTERCEPT)
    regression.fit(
        matrix(examples, known),
        [lesson.complains for lesson in taught],
        sample_weight=[lesson.counts for lesson in taught],
    )
    intercept = float(regression.intercept_[0]) + _shift(taught)
    known, lanes = spelled_out(known, regression.coef_, _MEANT)
    return {lang: _model(lang, known, lanes[0], intercept) for lang in langs}


def _shift(taught: Sequence[Lesson]) -> float:
    """Return what turns the odds among the lessons into the odds among posts to a brand."""
    complaining = sum(lesson.counts for lesson in taught if lesson.complains)
    share = complaining / sum(lesson.counts for lesson in taught)
    return log(_SHARE / (1 - _SHARE)) - log(share / (1 - share))


class _Hearer:
    """Hears posts of one language as the models see them."""

    def __init__(self, lang: str, moods: PackedModel) -> None:
        self._lang = lang
        self._lexicon = shipped_lexicon(lang, WordWeights(moods).weigh)
        self._moods = SentimentModel(moods)

    def example(self, text: str) -> Example:
        """Return what a complaint model sees of a text."""
        tokens = tokenise(text)
        reading = read(tokens, self._lexicon)
        polarity = polarity_of(tokens, self._lang)
        moods = self._moods.judge(reading, figures(reading, polarity))
        beside = seen_beside_words(reading, moods, surface(text))
        found = {("", FIGURE + name): value for name, value in beside.items()}
        return found | _of_words(self._lang, reading.plain, share(reading))


def _of_words(lang: str, words: Sequence[str], scale: float) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for piece, times in Counter(piece for word in words for piece in pieces(word)).items():
        found[lang, piece] = times * scale
    for joined, times in Counter(pair(*both) for both in pairwise(words)).items():
        found[lang, joined] = times * scale * PAIR
    if lang == LANG:
        found |= english_vectors().seen(words, scale * _MEANT)
    return found


def _model(lang: str, known: dict[tuple[str, str], int], weights: Sequence[float], intercept: float) -> PackedModel:
    told = {name: float(weights[at]) for (code, name), at in known.items() if code in {"", lang}}
    rows = {name: pack([weight]) for name, weight in told.items() if _tells(name, weight)}
    return PackedModel(("complaint",), (intercept,), rows, {LEARNT_SHARE: _LEARNT_SHARE[lang]})


def _tells(name: str, weight: float) -> bool:
    """Whether a row is worth keeping; figures are few and all kept."""
    return is_figure(name) or abs(weight) * (PAIR if is_pair(name) else 1) >= _FAINT
