"""Small linear models: a piece of text → its weights for all classes, packed into one integer.

Python adds integers of any length in C. When the weights of a piece stand side by side in one integer, 40 bits
each, summing words sums all classes at once, exactly and in any order, several times faster than a loop over floats;
for the words of one text it is faster than numpy too. No text that is read has a sum near 2^39. Weights are fixed-point
numbers, so a score is the same on every machine. New words are worked out elsewhere (`piece_sums`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from typing import Any, Final

from librt.strings import read_i64_le
from mypy_extensions import i64

LANE_BYTES: Final = 5
LANE_BITS: Final = 8 * LANE_BYTES
BIAS: Final = 1 << (LANE_BITS - 1)
"""Added to a lane, makes it positive."""
_MASK: Final[i64] = (1 << LANE_BITS) - 1
_REST: Final = 8 - LANE_BYTES
"""Bytes after the last lane that are read with it."""
FIGURE: Final = "="
"""Starts the name of a figure among a model's rows; no piece of a word and no pair starts so."""
PRECISION: Final = 1 << 12
"""Steps per unit of weight."""


def pack(weights: Sequence[float]) -> int:
    """Return the weights side by side in one integer; sums of such integers are sums of the weights."""
    return packed([round(weight * PRECISION) for weight in weights])


def packed(row: Sequence[int]) -> int:
    """Return weights in steps side by side in one integer."""
    return sum([step << shift for step, shift in zip(row, _SHIFTS, strict=False)])


def unpack(packed: int, lanes: int) -> list[float]:
    """Return the weights of a packed integer or of a sum of such."""
    return [step / PRECISION for step in steps(packed, lanes)]


def steps(packed: int, lanes: int) -> list[int]:
    """Return the weights of a packed integer in steps, `PRECISION` of them to one."""
    raw = (packed + BIASES[lanes] & _MASKS[lanes]).to_bytes(LANE_BYTES * lanes + _REST, "little")
    found: list[int] = []
    at: i64 = 0
    for _ in range(lanes):
        found.append((read_i64_le(raw, at) & _MASK) - BIAS)
        at += LANE_BYTES
    return found


def lane(packed: int, place: int) -> float:
    """Return one lane of a packed integer that has no lanes after it."""
    return ((packed + BIASES[place + 1] >> _SHIFTS[place]) - BIAS) / PRECISION


def beside(packed: int, place: int) -> int:
    """Return a packed integer moved to the lanes from `place` on, to be added to another."""
    return packed << _SHIFTS[place]


def above(packed: int, place: int) -> int:
    """Return the lanes from `place` on, as if they were the first."""
    return packed + BIASES[place] >> _SHIFTS[place]


def total_of(rows: Mapping[str, int], pieces: Iterable[str]) -> int:
    """Return the sum of the rows of the pieces that have one."""
    return sum(filter(None, map(rows.get, pieces)))


_SHIFTS: Final = tuple(LANE_BITS * lane for lane in range(16))
_MASKS: Final = tuple((1 << LANE_BITS * lanes) - 1 for lanes in range(17))
BIASES: Final = tuple(sum(BIAS << shift for shift in _SHIFTS[:lanes]) for lanes in range(17))
"""The biases of so many lanes, side by side."""


@dataclass(frozen=True, slots=True)
class PackedModel:
    """A linear model: classes, their intercepts, a weight row for each known piece, and what training noted."""

    classes: tuple[str, ...]
    intercepts: tuple[float, ...]
    rows: Mapping[str, int]
    notes: Mapping[str, Any] = field(default_factory=dict)


def word_pieces(word: str, longest: int) -> Iterable[str]:
    """Return the pieces of one lower-case word: letters and runs of up to `longest`, its edges marked by spaces."""
    edged = f" {word} "
    pieces = [*word, *runs(edged, 2, longest)]
    if len(edged) > longest:
        pieces.append(edged)
    return pieces


def runs(text: str, shortest: int, longest: int) -> list[str]:
    """Return the runs of characters of a text, the shorter ones first."""
    found: list[str] = []
    row: list[str] = list(text)
    for length in range(2, longest + 1):
        row = list(map(add, row, text[length - 1 :]))
        if length >= shortest:
            found += row
    return found
