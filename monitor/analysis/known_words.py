"""How common a word is in each of seven languages: 1.6 million words in a few megabytes.

A word is looked up by its checksum: twenty bits name a bucket, eight more tell the words of a bucket apart. Of
unknown words six in a thousand are taken for known ones; a model that learns from the same table knows that too.
"""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from librt.strings import read_i16_le, read_i32_le
from mypy_extensions import i64

from monitor.domain.errors import Misconfigured

LATIN: Final = ("de", "en", "lt", "lv", "pl")
CYRILLIC: Final = ("ru", "uk")
LEVEL_BITS: Final = 3
"""Each language has eight levels: 0 is a word it does not know, 1 one that only its dictionary knows."""
MOST: Final = (1 << LEVEL_BITS) - 1
"""The level of a language's commonest words."""
STEP: Final = 75
"""How much commoner a word of the next level is, in hundredths of a power of ten."""
LONGEST: Final = 15
"""Letters of the longest word that is kept; longer ones tell their language by their letters."""
_BUCKETS: Final = 1 << 20
_SHIFT: Final[i64] = 12
_BYTES_OF_START: Final[i64] = 4
_BYTES_OF_LEVELS: Final[i64] = 2
_TWO_BYTES: Final[i64] = (1 << 16) - 1
_SIGNATURE: Final = b"known words 2\n"
_FIRST_CYRILLIC: Final = "\u0400"


def languages(word: str) -> tuple[str, ...]:
    """Return the languages that are written in the script of a word."""
    return CYRILLIC if is_cyrillic(word) else LATIN


def as_listed(word: str) -> str:
    """Return a lower-case word as the lists write it: "ss" for the German letter, one kind of apostrophe."""
    if "ß" in word:
        word = word.replace("ß", "ss")
    if "\u2019" in word or "\u02bc" in word:
        word = word.replace("\u2019", "'").replace("\u02bc", "'")
    return word


def is_cyrillic(word: str) -> bool:
    """Whether a word is looked for among those in Cyrillic letters."""
    return word >= _FIRST_CYRILLIC


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Word → how common it is in each language of its script, three bits each, the first language lowest.

    `starts` has for each bucket, in four bytes, where its words begin; `marks` a byte of each word's checksum, `levels`
    two bytes of its levels.
    """

    starts: bytes
    marks: bytes
    levels: bytes

    def level_of(self, word: str) -> Iterator[tuple[str, int]]:
        """Return each language of a lower-case word's script with the word's level there."""
        packed = self.packed(word)
        for place, code in enumerate(languages(word)):
            yield code, packed >> LEVEL_BITS * place & MOST

    def packed(self, word: str) -> int:
        """Return the levels of a lower-case word in the languages of its script, side by side."""
        if len(word) > LONGEST or not self.levels:
            return 0
        checksum: i64 = crc32(as_listed(word).encode())
        bucket = (checksum >> _SHIFT) * _BYTES_OF_START
        at = i64(read_i32_le(self.starts, bucket))
        end = i64(read_i32_le(self.starts, bucket + _BYTES_OF_START))
        mark = checksum >> 4 & 255
        while at < end:
            if self.marks[at] == mark:
                return i64(read_i16_le(self.levels, at * _BYTES_OF_LEVELS)) & _TWO_BYTES
            at += 1
        return 0


NOTHING_KNOWN: Final = KnownWords(b"", b"", b"")


def built(levels: Mapping[str, Mapping[str, int]]) -> KnownWords:
    """Return the table of word → language → level (0 to `MOST`); the commonest of words with one checksum stays.

    Languages that are not written in the script of a word are passed over.
    """
    found: dict[int, int] = {}
    for word in sorted(levels, key=lambda word: (-max(levels[word].values()), word)):
        packed = sum(levels[word].get(code, 0) << LEVEL_BITS * place for place, code in enumerate(languages(word)))
        found.setdefault(crc32(word.encode()) >> 4, packed)
    order = sorted(found)
    counts = bytearray(_BUCKETS)
    for key in order:
        counts[key >> 8] += 1
    body = b"".join([found[key].to_bytes(_BYTES_OF_LEVELS, "little") for key in order])
    return KnownWords(_starts(counts), bytes(key & 255 for key in order), body)


def _starts(counts: bytes | bytearray) -> bytes:
    return np.concatenate([[0], np.frombuffer(counts, np.uint8).cumsum()]).astype("<i4").tobytes()


def save(known: KnownWords, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    counts = np.diff(np.frombuffer(known.starts, "<i4")).astype(np.uint8).tobytes()
    path.write_bytes(gzip.compress(_SIGNATURE + counts + known.marks + known.levels, mtime=0))


def load(path: Path) -> KnownWords:
    """Read a table.

    Raises Misconfigured when it is missing or is no table.
    """
    try:
        raw = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise Misconfigured(f"{path.name} cannot be read as a word table; install the package again") from error
    at = len(_SIGNATURE) + _BUCKETS
    counts = raw[len(_SIGNATURE) : at]
    words = sum(counts)
    if not raw.startswith(_SIGNATURE) or len(raw) != at + (1 + _BYTES_OF_LEVELS) * words:
        raise Misconfigured(f"{path.name} is no word table; run `aside train` again")
    return KnownWords(_starts(counts), raw[at : at + words], raw[at + words :])
