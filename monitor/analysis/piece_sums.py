"""What the pieces of words weigh together: letter by letter in compiled code, for many words at once with numpy."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from monitor.analysis.piece_rows import (
    FACTOR,
    Hashes,
    Letters,
    PieceRows,
    Places,
    Steps,
    Totals,
    letters,
    packed_rows,
    rolled,
    spread,
)
from monitor.analysis.piece_table import COMPILED, PieceTable

_LAST: Final = (1 << 64) - 1
"""Stands after the last hash, so that a search always ends."""
_TOGETHER: Final = 150
"""Words worked out together: few enough that what is noted of their pieces stays near, and is not new memory."""


class PieceSums:
    """Words → the packed sums of the weights of their pieces, those of several models side by side."""

    def __init__(self, models: Sequence[PieceRows], shortest: int, longest: int) -> None:
        """Take models and the lengths of the runs that are pieces of a word; longer ones are whole words."""
        hashes, rows = _joined(models, longest)
        self._shortest = shortest
        self._longest = longest
        self._longest_known = max(model.longest for model in models)
        bits = len(hashes).bit_length() + 1
        self._shift = np.uint64(64 - bits)
        first = hashes.searchsorted(np.arange(1 << bits, dtype=np.uint64) << self._shift)
        lanes = rows.shape[1]
        records = np.zeros(len(hashes) + 1, np.dtype([("hash", "<u8"), ("row", "<i4", (lanes,))]))
        records["hash"][:-1], records["hash"][-1] = hashes, _LAST
        records["row"][:-1] = rows
        self._table = PieceTable(records.tobytes(), first.astype("<i4").tobytes(), bits, lanes)
        known = np.frombuffer(self._table.records, records.dtype)
        self._hashes, self._rows = known["hash"], known["row"]
        self._first = np.frombuffer(self._table.first, "<i4")

    def of(self, words: Sequence[str]) -> list[int]:
        """Return the sum for each word."""
        if COMPILED:
            table, shortest, longest, known = self._table, self._shortest, self._longest, self._longest_known
            return [table.total(word, shortest, longest, known) for word in words]
        found: list[int] = []
        for at in range(0, len(words), _TOGETHER):
            found += self._of(words[at : at + _TOGETHER])
        return found

    def _of(self, words: Sequence[str]) -> list[int]:
        edged = letters([f" {word} " for word in words])
        owners = np.arange(len(words)).repeat(edged.lengths)
        hashes, owners = self._pieces(edged, owners)
        at = self._places(hashes)
        known = (self._hashes[at] == hashes).nonzero()[0]
        return packed_rows(_sums(self._rows[at[known]], owners[known], len(words)))

    def _places(self, hashes: Hashes) -> NDArray[np.int32]:
        """Return where each hash stands among those of the pieces, or would stand: few steps on from its first bits."""
        at: NDArray[np.int32] = self._first[hashes >> self._shift]
        behind = (self._hashes[at] < hashes).nonzero()[0]
        while len(behind):
            at[behind] += 1
            behind = behind[self._hashes[at[behind]] < hashes[behind]]
        return at

    def _pieces(self, edged: Letters, owners: Places) -> tuple[Hashes, Places]:
        """Return the hashes of the pieces of words with the word each is from, in the order of the words.

        Every place begins runs of all lengths that end within the word; the first place stands for the word as well.
        """
        codes, starts, lengths = edged
        left = (starts + lengths).repeat(lengths) - np.arange(len(codes))
        count = self._longest - self._shortest + 1
        found = np.zeros((len(codes), count + 1), np.uint64)
        row = codes + FACTOR
        for length in range(1, self._longest + 1):
            if length > 1:
                row = row[:-1] * FACTOR + codes[length - 1 :]
            if length >= self._shortest:
                found[: len(row), length - self._shortest] = row
        fits = np.zeros(found.shape, np.bool_)
        fits[:, :count] = left[:, None] >= np.arange(self._shortest, self._longest + 1)
        if self._shortest == 1:
            fits[starts, 0] = False
            fits[starts + lengths - 1, 0] = False
        whole = ((lengths > self._longest) & (lengths <= self._longest_known)).nonzero()[0]
        if len(whole):
            found[starts[whole], count] = rolled(Letters(codes, starts[whole], lengths[whole]))
            fits[starts[whole], count] = True
        which = fits.ravel().nonzero()[0]
        return spread(found.ravel()[which]), owners[which // (count + 1)]


def _joined(models: Sequence[PieceRows], longest: int) -> tuple[Hashes, Steps]:
    """Return the hashes of all pieces of models, in order, with their weights in all of them side by side."""
    parts = [model.of_words(longest) for model in models]
    hashes, places = np.unique(np.concatenate([each for each, _ in parts]), return_inverse=True)
    joined = np.zeros((len(hashes), sum(rows.shape[1] for _, rows in parts)), np.int32)
    lane = at = 0
    for _, rows in parts:
        joined[places[at : at + len(rows)], lane : lane + rows.shape[1]] = rows
        at += len(rows)
        lane += rows.shape[1]
    return hashes, joined


def _sums(rows: Steps, owners: Places, words: int) -> Totals:
    """Return the sums of the rows of each word; the rows come in the order of the words."""
    sums = np.zeros((words, rows.shape[1]), np.int64)
    if len(rows):
        first = np.concatenate([[0], (owners[1:] != owners[:-1]).nonzero()[0] + 1])
        sums[owners[first]] = np.add.reduceat(rows, first, axis=0, dtype=np.int64)
    return sums
