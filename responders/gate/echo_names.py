"""Surnames of the customer in a draft, in any case and family form; the given name may be used."""

import re
from collections.abc import Iterator
from typing import Final

from responders.gate.drafted import Drafted
from responders.gate.inflection import is_form_of

_PARTS: Final = re.compile(r"[a-z]+")
_WHOLE: Final = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_SURNAME: Final = re.compile(
    r"(?:ait|yt|ut|iut)(?:is|e|iene)$|(?:ausk|insk|ovsk|evsk)(?:as|iene|aite)$|[a-z]{3}(?:un|en|on"
    r"|in)as$|(?:ev|av|ov)ic(?:ius|iene|iute)$"
    r"|iene$|(?:sk|ck|dzk)(?:i|a)$|wicz$|czyk$|(?:ow|ew)a$|son$"
)
_CAPITAL_BELOW: Final = 5
"""Shorter surnames are ordinary words too often: only with a capital do they count."""


def find(known: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the places of the surname in a full name; the other words may be used."""
    parts = [part for part in _WHOLE.findall(known) if len(part) > 1]
    if len(parts) > 1 and _SURNAME.search(parts[0]) and not _SURNAME.search(parts[-1]):
        parts = [parts[-1], *parts[:-1]]  # surname first
    for surname in parts[1:]:
        yield from find_surname(surname, draft, given=parts[0])


def find_surname(known: str, draft: Drafted, *, given: str = "") -> Iterator[tuple[int, int]]:
    """Yield the places of a surname, hyphenated ones by each part."""
    whole = "".join(_PARTS.findall(known))
    yield from ((word.start, word.end) for word in draft.words if len(whole) >= 4 and word.text == whole)
    small = not any(word.capital for word in draft.words)
    for surname in _PARTS.findall(known):
        if len(surname) < 2:
            continue
        for word in draft.words:
            sure = len(surname) >= _CAPITAL_BELOW or word.capital or small
            if sure and is_form_of(word.text, surname) and not (given and _is_given(word.text, given, surname)):
                yield word.start, word.end


def _is_given(word: str, given: str, surname: str) -> bool:
    """Whether a word is rather a form of the given name: Jonai of Jonas beside Jonaitis."""
    return is_form_of(word, given) and not word.startswith(surname[: max(4, len(surname) - 2)])
