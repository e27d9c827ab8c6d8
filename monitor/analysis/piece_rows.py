"""The weights of many pieces of text as arrays, found by a hash: a tenth of the memory of a dict of strings.

A piece is hashed by its code points, so that the pieces of thousands of words are hashed and found in a few calls.
Two pieces with one hash of 64 bits are not to be expected.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitor.analysis.packed import BIAS, BIASES, LANE_BYTES, packed, steps
from monitor.analysis.pairs import is_pair

Hashes = NDArray[np.uint64]
Places = NDArray[np.intp]
Steps = NDArray[np.int32]
Totals = NDArray[np.int64]

FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
SPREAD: Final = np.uint64(0xD6E8FEB86659FD93)
_HALF_OF_BITS: Final = np.uint64(32)
_SIGNS: Final = "=#&"
"""What names begin with that are no pieces of words; pieces may do so too."""


class Letters(NamedTuple):
    """Texts one after the other, by code point, and where each starts and how long it is."""

    codes: Hashes
    starts: Places
    lengths: Places


def letters(texts: Sequence[str]) -> Letters:
    """Return the code points of texts."""
    lengths = np.array(list(map(len, texts)), np.intp)
    raw = "".join(texts).encode("utf-32-le", "surrogatepass")
    return Letters(np.frombuffer(raw, np.uint32).astype(np.uint64), lengths.cumsum() - lengths, lengths)


def rolled(texts: Letters) -> Hashes:
    """Return the hash of each text before it is spread; takes as many turns as the longest has characters."""
    codes, starts, lengths = texts
    found = np.ones(len(lengths), np.uint64)
    going = np.arange(len(lengths))
    for at in range(int(lengths.max(initial=0))):
        going = going[lengths[going] > at]
        found[going] = found[going] * FACTOR + codes[starts[going] + at]
    return found


def spread(hashes: Hashes) -> Hashes:
    """Return hashes whose first bits differ as much as their last."""
    mixed = (hashes ^ (hashes >> _HALF_OF_BITS)) * SPREAD
    return mixed ^ (mixed >> _HALF_OF_BITS)


class PieceRows(Mapping[str, int]):
    """Piece → its packed weights, for those who ask for single pieces; sums over words are `PieceSums`' work."""

    def __init__(self, pieces: str, rows: Steps) -> None:
        """Take the pieces, one a line, and the weights of each, in steps."""
        self._pieces = pieces
        self.rows = rows
        lines = _lines(pieces, len(rows))
        self.hashes = spread(rolled(lines))
        self.longest = int(lines.lengths.max(initial=0))
        self._named = {
            pieces[start : start + length]: place for place, start, length in zip(*_of_no_word(lines), strict=True)
        }
        self._all: dict[str, int] = {}

    def __getitem__(self, piece: str) -> int:
        self._all = self._all or {name: place for place, name in enumerate(self)}
        return packed(self.rows[self._all[piece]].tolist())

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces.split("\n") if len(self.rows) else ())

    def __len__(self) -> int:
        return len(self.rows)

    def named(self) -> dict[str, int]:
        """Return the rows of names: what begins with a sign, as figures do, and pairs of words."""
        return {name: packed(self.rows[place].tolist()) for name, place in self._named.items()}

    def of_words(self, longest: int) -> tuple[Hashes, Steps]:
        """Return the hashes of pieces and their rows, without pairs of words too long to be runs of a word.

        Some words hold a space, as ": )" does, so runs of them may have the name of a short pair.
        """
        kept = np.ones(len(self.rows), np.bool_)
        kept[[place for name, place in self._named.items() if len(name) > longest and is_pair(name)]] = False
        return self.hashes[kept], self.rows[kept]


def _lines(text: str, count: int) -> Letters:
    """Return so many lines of a text as texts, by code point."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    ends = np.append((codes == ord("\n")).nonzero()[0], len(codes))[:count]
    starts = np.append(0, ends + 1)[:count]
    return Letters(codes, starts, ends - starts)


def _of_no_word(texts: Letters) -> tuple[list[int], list[int], list[int]]:
    """Return the places of texts that begin with a sign or hold a space inside, where they start, how long they are."""
    codes, starts, lengths = texts
    signs = np.isin(codes[starts], [ord(sign) for sign in _SIGNS])
    spaces = (codes == ord(" ")).nonzero()[0]
    holders = starts.searchsorted(spaces, side="right") - 1
    inner = (spaces > starts[holders]) & (spaces < starts[holders] + lengths[holders] - 1)
    signs[holders[inner]] = True
    found = signs.nonzero()[0]
    return found.tolist(), starts[found].tolist(), lengths[found].tolist()


def piece_rows(rows: Mapping[str, int], lanes: int) -> PieceRows:
    """Return rows of so many lanes as arrays."""
    if isinstance(rows, PieceRows):
        return rows
    found = np.array([steps(row, lanes) for row in rows.values()], np.int32)
    return PieceRows("\n".join(rows), found.reshape(-1, lanes))


def chosen(rows: Mapping[str, int], fits: Callable[[str], bool]) -> dict[str, int]:
    """Return the rows whose names fit, of those that are no pieces of words: they begin with a sign or are pairs."""
    found = rows.named() if isinstance(rows, PieceRows) else rows
    return {name: row for name, row in found.items() if fits(name)}


def packed_rows(rows: Steps | Totals) -> list[int]:
    """Return rows of weights, in steps, each packed into one integer."""
    lanes = rows.shape[1]
    width = lanes * LANE_BYTES
    wide = (rows + np.int64(BIAS)).astype("<i8").view(np.uint8).reshape(-1, lanes, 8)
    raw = wide[:, :, :LANE_BYTES].tobytes()
    return [int.from_bytes(raw[at : at + width], "little") - BIASES[lanes] for at in range(0, len(raw), width)]
