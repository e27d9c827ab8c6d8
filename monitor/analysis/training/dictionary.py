"""What simplemma's word lists add to labelled sentences: words, and which languages know them.

The labelled sentences are few; word lists know the words the sentences do not hold. A sample of each list is learnt
from like short texts, and the words whose letters alone mislead are kept in the table of known words. simplemma is
under the MIT licence.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from monitor.analysis.known_words import LONGEST
from monitor.analysis.tokens import fold

SAMPLE: Final = 15_000
_LONGEST_LEARNT: Final = 15


class Dictionaries:
    """The words of several languages, lower-case, as sets of languages in bits."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.typed: dict[str, int] = defaultdict(int)
        self.folded: dict[str, int] = defaultdict(int)
        self.samples: dict[str, list[str]] = {}
        for place, code in enumerate(codes):
            words = _words(code)
            self.samples[code] = _sample(words)
            for word in words:
                if len(word) <= LONGEST:
                    self.typed[word] |= 1 << place
                    self.folded[fold(word)] |= 1 << place

    def sets(self, word: str) -> tuple[int, int]:
        """Return the languages that know a word as it is typed, and those that do once diacritics are gone."""
        return self.typed.get(word, 0), self.folded.get(word, 0)

    def misleading(self, misled: Callable[[str, int], bool]) -> dict[str, tuple[int, int]]:
        """Return word → its two sets for the words whose letters mislead about the languages that know them."""
        found: dict[str, tuple[int, int]] = {}
        for word in self.typed.keys() | self.folded.keys():
            typed, folded = self.sets(word)
            if misled(word, typed | folded):
                found[word] = (typed, folded)
        return found


def _words(code: str) -> set[str]:
    words: set[str] = set()
    for form, lemma in DefaultDictionaryFactory().get_dictionary(code).items():
        words.add(_text(form))
        words.add(_text(lemma))
    return {word for word in words if word.isalpha() and 1 < len(word) <= _LONGEST_LEARNT}


def _sample(words: set[str]) -> list[str]:
    """Return a fixed sample of a language's words."""
    ordered = sorted(words)
    return random.Random(3).sample(ordered, min(SAMPLE, len(ordered)))  # noqa: S311 - a fixed sample, not a secret


def _text(word: bytes | str) -> str:
    return (word.decode() if isinstance(word, bytes) else word).lower()
