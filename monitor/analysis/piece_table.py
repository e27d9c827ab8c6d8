"""The weights of the pieces of words in one table, and their sum for a word, letter by letter.

Written for compiled code: its numbers are the machine's own, of 64 bits, and wrap around as hashes need. Plain
Python's do not, so `PieceSums` asks numpy where nothing is compiled; both find the same sums.
"""

from typing import Final, final

from librt.strings import BytesWriter, read_i32_le, read_i64_le, write_i32_le
from librt.vecs import append, vec
from mypy_extensions import i32, i64, u8

from monitor.analysis.packed import BIAS, BIASES
from monitor.analysis.piece_rows import FACTOR, SPREAD

COMPILED: Final = not __file__.endswith(".py")
"""Whether this module is compiled; all others then are too."""
_HALF: Final[i64] = 32
_LOW_HALF: Final[i64] = (1 << 32) - 1
_BYTES: Final[i64] = 8
_BYTES_OF_WEIGHT: Final[i64] = 4
_NOWHERE: Final[i64] = -1


@final
class PieceTable:
    """Pieces by hash with their rows of weights. Never changes, so threads may share it."""

    def __init__(self, records: bytes, first: bytes, bits: int, lanes: int) -> None:
        """Take records: a hash of 8 bytes, then `lanes` weights of 4 bytes, so that both are read from memory at once.

        They stand in rising order, the greatest hash of all last; `first` tells for each beginning of so many `bits`
        where the hashes that begin so stand, in 4 bytes.
        """
        self.records: Final = records
        self.first: Final = first
        self._width: Final[i64] = _BYTES + lanes * _BYTES_OF_WEIGHT
        self._shift: Final[i64] = 64 - bits
        self._beginning: Final[i64] = (1 << bits) - 1
        self._biases: Final = BIASES[lanes]
        self._factor: Final[i64] = _signed(int(FACTOR))
        self._spread: Final[i64] = _signed(int(SPREAD))

    def total(self, word: str, shortest: i64, longest: i64, longest_known: i64) -> int:
        """Return the packed sum of the rows of a word's runs of so many letters, its edges marked by spaces.

        The word itself is one more piece where it is longer than those, and no longer than any that is known.
        """
        codes = _codes(f" {word} ")
        size: i64 = len(codes)
        places = self._runs(codes, shortest, longest)
        if longest < size <= longest_known:
            places = self._with(places, self._rolled(codes))
        return self._sum(places)

    def _runs(self, codes: "vec[i64]", shortest: i64, longest: i64) -> "vec[i64]":
        """Return where the runs of letters stand that are known; a space alone is no run."""
        places = vec[i64]()
        size: i64 = len(codes)
        start: i64 = 0
        while start < size:
            stop = min(start + longest, size)
            rolled: i64 = 1
            at = start
            while at < stop:
                rolled = rolled * self._factor + codes[at]
                at += 1
                edge = at == start + 1 and (start == 0 or at == size)
                if at - start >= shortest and not edge:
                    places = self._with(places, rolled)
            start += 1
        return places

    def _rolled(self, codes: "vec[i64]") -> i64:
        """Return the hash of a whole text before it is spread."""
        rolled: i64 = 1
        for code in codes:
            rolled = rolled * self._factor + code
        return rolled

    def _with(self, places: "vec[i64]", rolled: i64) -> "vec[i64]":
        """Return places with that of a piece, if it is known."""
        mixed = (rolled ^ (rolled >> _HALF & _LOW_HALF)) * self._spread
        place = self._place(mixed ^ (mixed >> _HALF & _LOW_HALF))
        return places if place == _NOWHERE else append(places, place)

    def _place(self, spread: i64) -> i64:
        """Return where a record begins; the greatest hash of all is the last, so that a search always ends."""
        at: i64 = i64(read_i32_le(self.first, (spread >> self._shift & self._beginning) * _BYTES_OF_WEIGHT))
        at *= self._width
        there = read_i64_le(self.records, at)
        while there != spread and _comes_before(there, spread):
            at += self._width
            there = read_i64_le(self.records, at)
        return at if there == spread else _NOWHERE

    def _sum(self, places: "vec[i64]") -> int:
        """Return the sum of rows, packed."""
        found = BytesWriter()
        at: i64 = _BYTES
        while at < self._width:
            step: i64 = BIAS
            for place in places:
                step += i64(read_i32_le(self.records, place + at))
            write_i32_le(found, i32(step & _LOW_HALF))
            found.append(u8(step >> _HALF))
            at += _BYTES_OF_WEIGHT
        return int.from_bytes(found.getvalue(), "little") - self._biases


def _codes(text: str) -> "vec[i64]":
    """Return the code points of a text."""
    size: i64 = len(text)
    codes = vec[i64](capacity=size)
    at: i64 = 0
    while at < size:
        codes = append(codes, i64(ord(text[at])))
        at += 1
    return codes


def _comes_before(first: i64, second: i64) -> bool:
    """Whether one hash is smaller than another, both taken as numbers without a sign."""
    return first < second if (first ^ second) >= 0 else second < 0


def _signed(number: int) -> int:
    """Return the number with a sign that has the same 64 bits."""
    return number - (1 << 64) if number >> 63 else number
