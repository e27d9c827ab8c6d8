"""Check digits and built-in dates of Lithuanian, Polish, British and international ids.

python-stdnum does the sums; it is imported on first use, because most posts hold no digit at all.
"""

from datetime import date
from functools import cache
from types import ModuleType
from typing import Final

_LUHN_DOUBLE: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_DOWOD_WEIGHTS: Final = (7, 3, 1, 7, 3, 1, 7, 3)
_PESEL_CENTURY: Final = {8: 1800, 0: 1900, 2: 2000, 4: 2100, 6: 2200}


@cache
def _stdnum(name: str) -> ModuleType:
    from importlib import import_module  # noqa: PLC0415 - loaded only when the first digits appear

    return import_module(f"stdnum.{name}")


def is_valid(scheme: str, number: str) -> bool:
    """Whether python-stdnum accepts the number; `scheme` is its module, "lt.asmens" for example."""
    return bool(_stdnum(scheme).is_valid(number))


def luhn(digits: str) -> bool:
    """Whether the last digit is right by ISO/IEC 7812-1 annex B."""
    doubled = map(_LUHN_DOUBLE.__getitem__, map(int, digits[-2::-2]))
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def iban(compact: str) -> bool:
    """Whether the remainder by 97 is right (ISO 13616); takes capitals and digits without spaces."""
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def s10(digits: str) -> bool:
    """Whether the ninth digit of a postal item number is right (UPU standard S10)."""
    rest = 11 - sum(int(c) * w for c, w in zip(digits, _S10_WEIGHTS, strict=False)) % 11
    return int(digits[8]) == {10: 0, 11: 5}.get(rest, rest)


def asmens_date(digits: str) -> bool:
    """Whether eleven digits begin like an asmens kodas: sex and century, then a real past date of birth."""
    if digits[0] not in "123456":
        return False
    year = 1800 + (int(digits[0]) - 1) // 2 * 100 + int(digits[1:3])
    return _lived(year, int(digits[3:5]), int(digits[5:7]))


def pesel_date(digits: str) -> bool:
    """Whether eleven digits begin like a PESEL: a real past date of birth with the century in the month."""
    month = int(digits[2:4])
    century = _PESEL_CENTURY[month // 20 * 2 if month < 80 else 8]
    return _lived(century + int(digits[:2]), month % 20, int(digits[4:6]))


def _lived(year: int, month: int, day: int) -> bool:
    """Whether a living person may have been born then (upper bound: this decade, not the clock)."""
    try:
        return 1900 <= date(year, month, day).year < 2030
    except ValueError:
        return False
