"""Which language a text is in: Lithuanian, Polish, English, Latvian, Russian, Ukrainian, German, or not told.

Each word votes with the character runs inside it and with how common it is in each language, as typed or without
diacritics. The model was trained on texts with and without diacritics. A text whose votes are too even is "und", and
the surroundings decide: the thread's language, then the author's, then the account's.
"""

from collections.abc import Sequence
from functools import cache
from math import exp, sqrt
from typing import Final

from monitor.analysis.known_words import KnownWords, is_cyrillic
from monitor.analysis.model_files import LanguageModel, load_language_model
from monitor.analysis.packed import PRECISION, steps, total_of, word_pieces
from monitor.analysis.piece_rows import chosen, piece_rows
from monitor.analysis.piece_sums import PieceSums
from monitor.analysis.remembered import Remembered
from monitor.analysis.rounding import rounded
from monitor.analysis.tokens import fold, tokenise
from monitor.domain.assessments import Language, Surroundings

UNDECIDED: Final = Language("und", 0.0)
SHORTEST_PIECE: Final = 1
LONGEST_PIECE: Final = 4
LEVEL: Final = "#"
"""Starts the row of a language's level in the table of known words; no piece of a word starts so."""
SURE_ENOUGH: Final = 0.40
"""Probability below which the text does not tell its language."""


_OURS: Final = frozenset({"lt", "pl", "en"})
_FEW: Final = 3
"""Words up to which a text is greeting-sized: too short for letters alone to tell."""
_GREETINGS: Final = {
    "lt": "labas,labas rytas,labas vakaras,laba diena,sveiki,sveikas,aciu,labai aciu,dekui,dekoju,prasau,viso gero",
    "pl": "dzien dobry,dobry wieczor,dobry,czesc,witam,witajcie,dzieki,dziekuje,prosze,do widzenia,pozdrawiam",
    "en": "hello,hi,hi there,hey,hello there,thanks,thank you,thx,please,good morning,good evening,bye",
    "und": "ok,okay,super,info,top,wow,lol,haha,mega,bravo,hm,hmm,oh,no comment,stop,help,test,dm",
}
_KNOWN: Final = {
    text: Language(code, 0.9 if code != "und" else 0.0)
    for code, texts in _GREETINGS.items()
    for text in texts.split(",")
}


class LanguageDetector:
    """Detects the language of texts; remembers the votes of words it has met."""

    def __init__(self, model: LanguageModel) -> None:
        self._codes = model.weights.classes
        self._intercepts = model.weights.intercepts
        self._votes = _Votes(model)

    def detect(self, text: str) -> Language:
        """Return the language of a text, "und" when it does not tell."""
        return self.of_texts([tokenise(text).words])[0]

    def of_texts(self, texts: Sequence[list[str]]) -> list[Language]:
        """Return the languages of texts already cut into tokens; together is faster than one by one."""
        return [self._told(words, votes) for words, votes in zip(texts, self._votes.of_texts(texts), strict=True)]

    def _told(self, tokens: list[str], votes: list[int]) -> Language:
        if len(tokens) <= _FEW:
            known = _KNOWN.get(" ".join([fold(token) for token in tokens if token[0].isalpha()]))
            if known is not None:
                return known
        total = sum(votes)
        if not total:
            return UNDECIDED
        share = 1.0 / (sqrt(len(tokens)) * PRECISION)
        intercepts = self._intercepts
        scores = [vote * share + intercepts[at] for at, vote in enumerate(steps(total, len(self._codes)))]
        best = max(scores)
        whole = 0.0
        for score in scores:  # one by one: the same sum in every Python
            whole += exp(score - best)
        confidence = 1.0 / whole
        code = "und" if confidence < SURE_ENOUGH else self._codes[scores.index(best)]
        return Language(code, rounded(confidence, 1e3))


class _Votes(Remembered[int]):
    """Word → its packed votes."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        rows = piece_rows(model.weights.rows, len(model.weights.classes))
        self._sums = PieceSums((rows,), SHORTEST_PIECE, LONGEST_PIECE)
        self._levels = chosen(rows, _of_level)
        self._known = model.known
        self._of_packed: dict[tuple[bool, int], int] = {}

    def worked_out(self, word: str) -> int:
        """Return the votes of a word."""
        return self.worked_out_together([word])[0]

    def twin(self, word: str) -> str:
        """Return a word in lower case: in capitals it votes as it does without."""
        return word.lower()

    def worked_out_together(self, words: Sequence[str]) -> list[int]:
        """Return the votes of words."""
        lowered = [word.lower() for word in words]
        votes = zip(words, lowered, self._sums.of(lowered), strict=True)
        return [vote + self._of_levels(lower) if word[0].isalpha() else 0 for word, lower, vote in votes]

    def _of_levels(self, word: str) -> int:
        """Return the votes of a word's levels; few combinations of them occur."""
        key = is_cyrillic(word), self._known.packed(word)
        found = self._of_packed.get(key)
        if found is None:
            found = self._of_packed[key] = total_of(self._levels, levels(word, self._known))
        return found


def telling(word: str, known: KnownWords) -> list[str]:
    """Return what tells the language of a lower-case word: its pieces, and its level in each language."""
    return [*word_pieces(word, LONGEST_PIECE), *levels(word, known)]


def levels(word: str, known: KnownWords) -> list[str]:
    """Return the names of a lower-case word's levels in each language."""
    return [level_name(code, level) for code, level in known.level_of(word)]


def level_name(code: str, level: int) -> str:
    """Return the name of a level of known words in a language."""
    return f"{LEVEL}{code}{level}"


def _of_level(name: str) -> bool:
    return name.startswith(LEVEL)


def settled(found: Language, surroundings: Surroundings, words: int = 0) -> Language:
    """Return the text's own language, or the surroundings' when the text does not tell.

    A text of one to three `words` that looks foreign to us does not tell either: Latvian and Lithuanian share many
    short words, and our customers rarely write Latvian.
    """
    foreign_and_short = 0 < words <= _FEW and found.code not in _OURS
    if found.code != "und" and not foreign_and_short:
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
