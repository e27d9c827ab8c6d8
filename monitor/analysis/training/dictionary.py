"""Makes the table of known words: how common a word is in each language, as typed and without diacritics.

    python -m monitor.analysis.training.dictionary wordfreq-3.1.1-py3-none-any.whl monitor/analysis/models

The wheel comes from `pip download --no-deps wordfreq==3.1.1`; only the word lists in it are read. They are under
CC BY-SA 4.0 (Robyn Speer, wordfreq 3), and so is the table. The Lithuanian and Latvian lists are short: simplemma's
dictionaries (MIT licence) add the words that are known and rare.
"""

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import msgspec
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from monitor.analysis import known_words
from monitor.analysis.known_words import CYRILLIC, LATIN, LONGEST, MOST, STEP, KnownWords, as_listed, languages
from monitor.analysis.model_files import WORDS_FILE
from monitor.analysis.tokens import fold

_LISTS: Final = "wordfreq/data/"
_SHORT: Final = ("lt", "lv")
"""Languages whose list is short and whose rare words come from a dictionary."""
_KNOWN: Final = 1
_RAREST: Final = 750
"""How rare a word may be to be more than known: 32 in a billion words."""
_LEAST: Final = dict.fromkeys(LATIN, 3) | dict.fromkeys(CYRILLIC, 2) | dict.fromkeys(_SHORT, _KNOWN)
"""Level from which a word tells enough to be kept. Russian and Ukrainian are alike, so their rare words tell too."""


def made(wheel: Path) -> KnownWords:
    """Return the table made from wordfreq's wheel and simplemma's dictionaries."""
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    for code in (*LATIN, *CYRILLIC):
        found = counted(listed(wheel, code))
        if code in _SHORT:
            found = dict.fromkeys(_dictionary(code), _KNOWN) | found
        for word, level in found.items():
            if len(word) <= LONGEST and _is_word(word) and code in languages(word):
                levels[word][code] = level
    return known_words.built({word: each for word, each in levels.items() if worth_keeping(each)})


def listed(wheel: Path, code: str) -> Iterator[tuple[str, int]]:
    """Return each word of a language's list and how rare it is, in hundredths of a power of ten below certainty.

    The file (msgpack) is a header and then one list of words for each hundredth (wordfreq's cBpack format).
    """
    with ZipFile(wheel) as archive:
        names = [f"{_LISTS}{size}_{code}.msgpack.gz" for size in ("large", "small")]
        name = next(name for name in names if name in archive.namelist())
        _, *rows = msgspec.msgpack.decode(gzip.decompress(archive.read(name)))
    for rarity, words in enumerate(rows):
        for word in words:
            yield word, rarity


def counted(words: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return word → level, from its rarity; a word without diacritics stands for all that lose theirs to it.

    The commonest of them counts: what the others add is less than a level.
    """
    rarest: dict[str, int] = {}
    for word, rarity in words:
        for form in {as_listed(word), fold(word)}:
            rarest[form] = min(rarity, rarest.get(form, rarity))
    return {word: _level(rarity) for word, rarity in rarest.items()}


def _level(rarity: int) -> int:
    """Return the level of a counted word, from `_KNOWN` to `MOST`."""
    return min(MOST, max(_KNOWN, 2 + (_RAREST - rarity) // STEP))


def worth_keeping(levels: dict[str, int]) -> bool:
    """Whether a word is common enough in some language to be kept."""
    return any(level >= _LEAST[code] for code, level in levels.items())


def _is_word(word: str) -> bool:
    """Whether a word is one token of a text: letters, with apostrophes inside."""
    return all(map(str.isalpha, word.split("'")))


def _dictionary(code: str) -> set[str]:
    words: set[str] = set()
    for pair in DefaultDictionaryFactory().get_dictionary(code).items():
        words.update(_text(word) for word in pair)
    return words | set(map(fold, words))


def _text(word: bytes | str) -> str:
    return (word.decode() if isinstance(word, bytes) else word).lower()


if __name__ == "__main__":
    known_words.save(made(Path(sys.argv[1])), Path(sys.argv[2]) / WORDS_FILE)
