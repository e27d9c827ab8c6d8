"""The brand's own published contacts, which its answers may always name."""

import re
from collections.abc import Collection
from typing import Final

from monitor.domain.writing.folding import folded

_NOT_DIGIT: Final = re.compile(r"\D+")
_NOT_ALNUM: Final = re.compile(r"[^a-z0-9]+")
_SHORTEST_NATIONAL: Final = 7
_SHORTEST_PIECE: Final = 5


class AllowList:
    """Tells whether a piece of text is one of the brand's own contacts, however it is grouped."""

    def __init__(self, contacts: Collection[str]) -> None:
        self._contacts = [contact for contact in contacts if contact.strip()]
        self._compact = {_compact(contact) for contact in self._contacts} - {""}
        self._digits = {_NOT_DIGIT.sub("", folded(contact)) for contact in self._contacts} - {""}

    def holds(self, piece: str) -> bool:
        """Whether the piece is a published contact or a telling part of one."""
        compact = _compact(piece)
        if compact in self._compact:
            return True
        if len(compact) >= _SHORTEST_PIECE and any(compact in own for own in self._compact):
            return True
        return compact.isdigit() and any(self._same_number(compact, own) for own in self._digits)

    def covers(self, draft: str, start: int, end: int) -> bool:
        """Whether a place of a draft lies within a published contact written there."""
        if self.holds(draft[start:end]):
            return True
        low = draft.lower()
        for contact in self._contacts:
            found = low.find(contact.lower())
            while found >= 0:
                if found <= start and end <= found + len(contact):
                    return True
                found = low.find(contact.lower(), found + 1)
        return False

    @staticmethod
    def _same_number(digits: str, own: str) -> bool:
        """Whether two phone numbers agree but for country code and trunk prefix."""
        tail = own[-8:]
        return len(digits) >= _SHORTEST_NATIONAL and len(tail) == 8 and digits.endswith(tail)


def _compact(text: str) -> str:
    return _NOT_ALNUM.sub("", folded(text))
