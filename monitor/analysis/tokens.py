"""Text as the analysers see it: masked, cut into tokens, folded; every offset stays that of the original text.

Masking keeps the length (a handle becomes as many spaces), so a token stands in the masked text where it stands in
the original. Only a text that is not in Unicode normal form C needs a map of offsets.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import ClassVar, Final, final

from mypy_extensions import mypyc_attr

from monitor.analysis.masking import masked, without_name
from monitor.analysis.remembered import Remembered

LONGEST_TEXT: Final = 100_000
"""Code points that are read; networks allow far less, and a longer text says nothing new."""

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*"  # words, "don't" in one piece
    r"|\d+"
    r"|[!?]+"
    r"|[:;=]['\u2019]?-?[()/DPp|*\[\]]+(?!\w)|<3"  # emoticons
    r"|[\u2190-\u2bff\U0001f000-\U0001faff]"  # symbols and emoji, one code point each
)
_ENDS: Final = frozenset('.,;:…"”)')
"""Signs that end a word and are no token by themselves."""
_FOLDED: Final = str.maketrans("łŁøØđĐßıæœ’ʼ`´", "lLoOdDsiao''''")
_ROW: Final = 3
"""Times a letter stands in a row where it is drawn out."""
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")


@mypyc_attr(acyclic=True)
@final
class Tokens:
    """Tokens of a text, in order, with what is needed to say where they stand."""

    __slots__ = ("_offsets", "_starts", "chunks", "masked", "words")

    def __init__(self, masked: str, offsets: list[int] | None = None) -> None:
        """Take the text to cut, and for each of its places that of the original, if it differs."""
        self.masked = masked
        self.chunks = masked.split()
        self.words = _cut(self.chunks)
        self._offsets = offsets
        self._starts: list[int] = []  # where the first words stand, as far as anybody had to walk

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the tokens from `first` to `last` start and end in the original text."""
        start = self._place(first)
        end = (start if last == first else self._place(last)) + len(self.words[last])
        return (start, end) if self._offsets is None else (self._offsets[start], self._offsets[end])

    def spans(self, wanted: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Return token index → (start, end) in the original text for the `wanted` tokens."""
        return {place: self.span(place, place) for place in wanted}

    def _place(self, index: int) -> int:
        """Return where a token stands in the masked text.

        A word that stands there once is found at once. For others the text is walked, once: between two tokens no
        character belongs to a token, so searching on from the end of each finds the next exactly.
        """
        words, masked, starts = self.words, self.masked, self._starts
        word = words[index]
        place = masked.index(word)
        if masked.find(word, place + 1) < 0:
            return place
        at = starts[-1] + len(words[len(starts) - 1]) if starts else 0
        for before in words[len(starts) : index + 1]:
            at = masked.index(before, at)
            starts.append(at)
            at += len(before)
        return starts[index]


def tokenise(text: str, masked_names: tuple[str, ...] = ()) -> Tokens:
    """Cut a text into words, numbers, runs of ! and ?, emoticons and emoji, with names and addresses masked."""
    text = text[:LONGEST_TEXT]
    offsets: list[int] | None = None
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text, offsets = _composed(text)
    text = masked(text)
    for name in masked_names:
        text = without_name(text, name)
    return Tokens(text, offsets)


def _cut(chunks: list[str]) -> list[str]:
    """Return the tokens of what stands between spaces: none reaches over a space, and letters alone are one token."""
    _CHUNKS.make_room()
    words: list[str] = []
    for chunk in chunks:
        if chunk.isalpha():
            words.append(chunk)
        elif chunk[-1] in _ENDS and chunk[:-1].isalpha():
            words.append(chunk[:-1])
        else:
            words += _CHUNKS[chunk]
    return words


class _Chunks(Remembered[tuple[str, ...]]):
    """What stands between two spaces → its tokens."""

    most: ClassVar[int] = 5_000

    def worked_out(self, word: str) -> tuple[str, ...]:
        return tuple(_TOKEN.findall(word))


_CHUNKS: Final = _Chunks()


def _composed(text: str) -> tuple[str, list[int]]:
    """Return normal form C with, for each of its characters and its end, the index in the original."""
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        piece = unicodedata.normalize("NFC", text[start:end])
        pieces.append(piece)
        offsets.extend([start] * len(piece))
        start = end
    offsets.append(len(text))
    return "".join(pieces), offsets


class _Folding(dict[int, str]):
    """Code point of a lower-case character → what is left of it without diacritics."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code).translate(_FOLDED))
        left = "".join([char for char in decomposed if not unicodedata.combining(char)])
        if len(self) < _ALPHABETS:
            self[code] = left
        return left


_ALPHABETS: Final = 2_000
_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """Return lower-case text without diacritics: how people write who have no keyboard for their own language."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_FOLDING)


def squeezed(word: str) -> str:
    """Return a word with letters repeated three times or more written once ("suuuper")."""
    return _ELONGATED.sub(r"\1", word) if _repeats(word) else word


def _repeats(word: str) -> bool:
    """Whether a character stands three times in a row; most words are asked in vain, and a pattern takes longer."""
    times = before = 0
    for at in range(len(word)):
        code = ord(word[at])
        times = times + 1 if code == before else 1
        if times == _ROW:
            return True
        before = code
    return False
