"""The brand's own published contacts, which its answers may always name."""

import re
from collections.abc import Collection
from typing import Final

from monitor.domain.writing.folding import folded

_NOT_DIGIT: Final = re.compile(r"\D+")
_NOT_ALNUM: Final = re.compile(r"[^a-z0-9]+")
_SHORTEST_NATIONAL: Final = 7


class AllowList:
    """Tells whether a piece of text is one of the brand's own contacts, however it is grouped."""

    def __init__(self, contacts: Collection[str]) -> None:
        self._compact = {_compact(contact) for contact in contacts} - {""}
        self._digits = {_NOT_DIGIT.sub("", folded(contact)) for contact in contacts} - {""}

    def holds(self, piece: str) -> bool:
        """Whether the piece is a published contact or stands within one."""
        compact = _compact(piece)
        if not compact:
            return False
        if any(compact in own for own in self._compact):
            return True
        digits = _NOT_DIGIT.sub("", compact)
        return digits == compact and any(self._same_number(digits, own) for own in self._digits)

    @staticmethod
    def _same_number(digits: str, own: str) -> bool:
        """Whether two phone numbers agree but for country code and trunk prefix."""
        tail = own[-8:]
        return len(digits) >= _SHORTEST_NATIONAL and len(tail) == 8 and digits.endswith(tail)


def _compact(text: str) -> str:
    return _NOT_ALNUM.sub("", folded(text))
