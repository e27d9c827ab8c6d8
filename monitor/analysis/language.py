"""Which language a text is in: Lithuanian, Polish, English, Latvian, Russian, Ukrainian, German, or not told.

Each word votes with the character runs inside it; the model was trained on texts with and without diacritics.
A text whose votes are too even is "und", and the surroundings decide: the thread's language, then the author's,
then the account's.
"""

from functools import cache
from math import exp, sqrt
from typing import Final

from monitor.analysis.model_files import load_language_model
from monitor.analysis.packed import PackedModel, unpack, word_pieces
from monitor.analysis.tokens import tokenise
from monitor.domain.assessments import Language, Surroundings

UNDECIDED: Final = Language("und", 0.0)
LONGEST_PIECE: Final = 4
SURE_ENOUGH: Final = 0.40
"""Probability below which the text does not tell its language."""
_REMEMBERED_WORDS: Final = 60_000


class LanguageDetector:
    """Detects the language of texts; remembers the votes of words it has met."""

    def __init__(self, model: PackedModel) -> None:
        self._codes = model.classes
        self._intercepts = model.intercepts
        self._votes = _Votes(model)

    def detect(self, text: str) -> Language:
        """Return the language of a text, "und" when it does not tell."""
        return self.of_words(tokenise(text).words)

    def of_words(self, tokens: list[str]) -> Language:
        """Return the language of a text already cut into tokens."""
        total = sum(self._votes.read(tokens))
        if not total:
            return UNDECIDED
        scale = 1.0 / sqrt(len(tokens))
        lanes = unpack(total, len(self._codes))
        scores = [vote * scale + bias for vote, bias in zip(lanes, self._intercepts, strict=True)]
        best = max(scores)
        confidence = 1.0 / sum([exp(score - best) for score in scores])
        if confidence < SURE_ENOUGH:
            return Language("und", round(confidence, 3))
        return Language(self._codes[scores.index(best)], round(confidence, 3))


class _Votes(dict[str, int]):
    """Word → its packed votes."""

    def __init__(self, model: PackedModel) -> None:
        super().__init__()
        self._rows = model.rows

    def read(self, words: list[str]) -> list[int]:
        if len(self) > _REMEMBERED_WORDS:
            self.clear()
        return list(map(self.__getitem__, words))

    def __missing__(self, word: str) -> int:
        vote = 0
        if word[0].isalpha():
            pieces = word_pieces(word.lower(), LONGEST_PIECE)
            vote = sum(filter(None, map(self._rows.get, pieces)))
        self[word] = vote
        return vote


def settled(found: Language, surroundings: Surroundings) -> Language:
    """Return the text's own language, or the surroundings' when the text does not tell."""
    if found.code != "und":
        return found
    if surroundings.thread_language:
        return Language(surroundings.thread_language, found.confidence, "thread")
    if surroundings.author_language:
        return Language(surroundings.author_language, found.confidence, "author")
    if surroundings.account_language:
        return Language(surroundings.account_language, found.confidence, "account")
    return found


@cache
def shared_detector() -> LanguageDetector:
    """Return this process's detector over the shipped model."""
    return LanguageDetector(load_language_model())


def detect(text: str) -> Language:
    """Return the language of a text by the shipped model, "und" when it does not tell."""
    return shared_detector().detect(text)
