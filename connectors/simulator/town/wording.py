"""Turns templates into texts, and never into the same text twice."""

import re
from collections.abc import Mapping
from random import Random

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_VALUE = re.compile(r"\{(\w+)\}")
ATTEMPTS = 40


def varies(template: str) -> bool:
    """Tell whether a template can give more than one text."""
    return bool(_CHOICE.search(template) or _VALUE.search(template))


class Wording:
    """Writes texts with one source of chance; remembers all it wrote."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._written: set[str] = set()

    def pick(self, values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """Choose a value for each name: one talk keeps to one town, one parcel."""
        return {name: self._chance.choice(options) for name, options in values.items()}

    def write(self, template: str, picked: Mapping[str, str]) -> str | None:
        """Write a text not written before; None when chance finds no other. Raises KeyError for an unknown name."""
        for _ in range(ATTEMPTS if varies(template) else 1):
            chosen = _CHOICE.sub(lambda match: self._chance.choice(match[1].split("|")), template)
            text = _VALUE.sub(lambda match: picked[match[1]], chosen)
            text = text[:1].upper() + text[1:] if template.startswith("{") else text
            if text.casefold() not in self._written:
                self._written.add(text.casefold())
                return text
        return None
