"""Codes, passwords and e-mail addresses of the customer in a draft, whatever stands between their characters."""

import re
from collections.abc import Iterator
from typing import Final

from responders.gate.drafted import Drafted
from responders.gate.inflection import is_form_of

_PARTS: Final = re.compile(r"[^\W_]+")
_AT: Final = re.compile(r"@|[(\[{<] ?(?:at|eta|malpa|a) ?[)\]}>]|(?<=\w) (?:at|eta|malpa) (?=\w)")
_DOT: Final = re.compile(r" ?[(\[{<]? ?(?<![a-z])(?:dot|taskas|kropka)(?![a-z]) ?[)\]}>]? ?")
_EVERYBODYS: Final = re.compile(
    r"^(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|icloud|me|proton(?:mail)?|aol|gmx|wp|o2|onet"
    r"|interia|op|vp|poczta"
    r"|tlen|inbox|mail|takas|one|zebra|btinternet|msn|yandex|zoho)\."
)
_COMPARED_WHOLE: Final = 5
_TELLING_PART: Final = 4


def find_code(known: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the places where a code stands, whole or in a telling part."""
    wanted = "".join(_PARTS.findall(known))
    if len(wanted) < _COMPARED_WHOLE:
        yield from _short(wanted, draft)
        return
    text, places = draft.compact
    found = text.find(wanted)
    telling = sum(c.isdigit() for c in wanted) > 1
    while found >= 0:
        start, end = places[found], places[found + len(wanted) - 1] + 1
        if telling or _stands_alone(draft.low, start, end):
            yield start, end
        found = text.find(wanted, found + 1)
    for word in draft.words:
        telling = len(word.text) >= _TELLING_PART and any(c.isdigit() for c in word.text) and not word.text.isdigit()
        if telling and word.text in wanted:
            yield word.start, word.end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether neither end of a span cuts a word."""
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def _short(wanted: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Codes of up to four characters must stand alone, their characters at most two marks apart."""
    if len(wanted) > 1:
        pattern = r"(?<!\w)" + r"[\W_]{0,2}".join(map(re.escape, wanted)) + r"(?!\w)"
        yield from (match.span() for match in re.finditer(pattern, draft.low))


def find_email(known: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the places where an address, its local part, a name in it, or a private domain stands."""
    local, _, domain = _DOT.sub(".", _AT.sub("@", known, count=1)).partition("@")
    yield from find_code(local, draft)
    for part in re.findall(r"[a-z]+", local):
        if len(part) >= _TELLING_PART:
            inflected = len(part) > _COMPARED_WHOLE
            yield from (
                (word.start, word.end)
                for word in draft.words
                if word.text == part or (inflected and is_form_of(word.text, part))
            )
    domain = domain.strip()
    if domain and not _EVERYBODYS.match(domain):
        yield from find_code(domain, draft)
