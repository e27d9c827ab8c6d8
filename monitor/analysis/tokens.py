"""Text as the analysers see it: masked, cut into tokens, folded; every offset stays that of the original text.

Masking keeps the length (a handle becomes as many spaces), so a token stands in the masked text where it stands in
the original. Only a text that is not in Unicode normal form C needs a map of offsets.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

LONGEST_TEXT: Final = 100_000
"""Code points that are read; networks allow far less, and a longer text says nothing new."""

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*"  # words, "don't" in one piece
    r"|\d+"
    r"|[!?]+"
    r"|[:;=]['\u2019]?-?[()/DPp|*\[\]]+(?!\w)|<3"  # emoticons
    r"|[\u2190-\u2bff\U0001f000-\U0001faff]"  # symbols and emoji, one code point each
)
_SENTENCE_END: Final = frozenset(".\n;")
_MASKED = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.+-])@\w+"
    r"|\S+@\S+\.\w+"
    r"|&(?:[a-zA-Z]{2,8}|#\d{2,6});"
)
_ENTITIES: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'"}
_FOLDED: Final = str.maketrans("łŁøØđĐßıæœ’ʼ`´", "lLoOdDsiao''''")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")


class Tokens(NamedTuple):
    """Tokens of a text, in order, with what is needed to say where they stand."""

    words: list[str]
    masked: str
    offsets: list[int] | None  # masked index → original index; None when they are equal

    def spans(self, wanted: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Return token index → (start, end) in the original text for the `wanted` tokens, in ascending order.

        Between two tokens no character belongs to a token, so searching on from the last end finds each exactly.
        """
        found: dict[int, tuple[int, int]] = {}
        at = 0
        last = wanted[-1] if wanted else -1
        remaining = set(wanted)
        for i, word in enumerate(self.words[: last + 1]):
            start = self.masked.index(word, at)
            at = start + len(word)
            if i in remaining:
                found[i] = (start, at) if self.offsets is None else self._original(start, at)
        return found

    def _original(self, start: int, end: int) -> tuple[int, int]:
        offsets = self.offsets or []
        return offsets[start], offsets[end]


def tokenise(text: str, masked_names: tuple[str, ...] = ()) -> Tokens:
    """Cut a text into words, numbers, runs of ! and ?, emoticons and emoji, with names and addresses masked."""
    text = text[:LONGEST_TEXT]
    offsets: list[int] | None = None
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text, offsets = _composed(text)
    if "@" in text or "&" in text or "://" in text or "www." in text:
        text = _MASKED.sub(_same_length, text)
    for name in masked_names:
        text = _without_name(text, name)
    return Tokens(_CHUNKS.read(text.split()), text, offsets)


class _Chunks(dict[str, list[str]]):
    """Piece between two spaces → its tokens; remembers pieces it has met. No token reaches over a space."""

    def read(self, chunks: list[str]) -> list[str]:
        if len(self) > _REMEMBERED_CHUNKS:
            self.clear()
        return list(chain.from_iterable(map(self.__getitem__, chunks)))

    def __missing__(self, chunk: str) -> list[str]:
        found: list[str] = _TOKEN.findall(chunk)
        if len(chunk) <= _LONGEST_REMEMBERED:
            self[chunk] = found
        return found


_REMEMBERED_CHUNKS: Final = 60_000
_LONGEST_REMEMBERED: Final = 40
_CHUNKS: Final = _Chunks()


def _same_length(match: re.Match[str]) -> str:
    found = match.group()
    return _ENTITIES.get(found, "").ljust(len(found))


def _without_name(text: str, name: str) -> str:
    """Blank a brand's name out, so that a brand called "Super" praises nobody."""
    if not name or name.casefold() not in text.casefold():
        return text
    return re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", lambda found: " " * len(found.group()), text)


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


def fold(text: str) -> str:
    """Return lower-case text without diacritics: how people write who have no keyboard for their own language."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered.translate(_FOLDED))
    return "".join([char for char in decomposed if not unicodedata.combining(char)])


def squeezed(word: str) -> str:
    """Return a word with letters repeated three times or more written once ("suuuper")."""
    return _ELONGATED.sub(r"\1", word)
