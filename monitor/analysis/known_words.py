"""Which languages know a word: a million words of seven dictionaries in a few megabytes.

A word is looked up by its checksum: twenty bits name a bucket, eight more tell the words of a bucket apart. About
one unknown word in two hundred is taken for a known one; a model that learns from the same table knows that too.
Only words whose letters alone mislead need to stand here.
"""

import gzip
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final
from zlib import crc32

from monitor.domain.errors import Misconfigured

_BUCKETS: Final = 1 << 20
_SHIFT: Final = 12
LONGEST: Final = 12
"""Letters of the longest word that is kept; longer ones tell their language by their letters."""
_SIGNATURE: Final = b"known words 1\n"


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Word → one of at most 256 numbers, each standing for a set of languages."""

    starts: "array[int]"
    marks: bytes
    kinds: bytes

    def kind(self, word: str) -> int:
        """Return the number that stands for a lower-case word, 0 when it is not known."""
        if len(word) > LONGEST:
            return 0
        checksum = crc32(word.encode())
        bucket = checksum >> _SHIFT
        at = self.marks.find((checksum >> 4) & 255, self.starts[bucket], self.starts[bucket + 1])
        return 0 if at < 0 else self.kinds[at]


NOTHING_KNOWN: Final = KnownWords(array("I", bytes(4 * (_BUCKETS + 1))), b"", b"")


def built(kinds: Mapping[str, int]) -> KnownWords:
    """Return the table of words with their numbers (1 to 255); the first of two words with one checksum stays."""
    found: dict[int, int] = {}
    for word in sorted(kinds):
        found.setdefault(crc32(word.encode()) >> 4, kinds[word])
    order = sorted(found)
    counts = bytearray(_BUCKETS)
    for key in order:
        counts[key >> 8] += 1
    return KnownWords(_starts(counts), bytes(key & 255 for key in order), bytes(found[key] for key in order))


def _starts(counts: bytes | bytearray) -> "array[int]":
    return array("I", accumulate(counts, initial=0))


def save(known: KnownWords, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    counts = bytes(after - before for before, after in zip(known.starts, known.starts[1:], strict=False))
    path.write_bytes(gzip.compress(_SIGNATURE + counts + known.marks + known.kinds, mtime=0))


def load(path: Path) -> KnownWords:
    """Read a table.

    Raises Misconfigured when it is missing or is no table.
    """
    try:
        raw = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise Misconfigured(f"{path.name} cannot be read as a word table; run `aside train` again") from error
    at = len(_SIGNATURE) + _BUCKETS
    starts = _starts(raw[len(_SIGNATURE) : at])
    if not raw.startswith(_SIGNATURE) or len(raw) != at + 2 * starts[-1]:
        raise Misconfigured(f"{path.name} is no word table; run `aside train` again")
    return KnownWords(starts, raw[at : at + starts[-1]], raw[at + starts[-1] :])
