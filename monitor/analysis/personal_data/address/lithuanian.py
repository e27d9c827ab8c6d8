"""Lithuanian order: the name in the genitive, the street word, the number (Gedimino pr. 1-12)."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.address.parts import FLAT, HOUSE, NOT_A_NUMBER, TAIL, Street, street
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

_KIND: Final = re.compile(
    r"(?<=[ .])(?P<kind>g|gatv(?:e|es|eje|ei)|pr|prosp|prospekt(?:as|o|e|ui|a|u)|al|alej(?:a|os|oje)|pl"
    r"|plent(?:as|o|e|a|u)|skg|skersg"
    r"|skersgatv[a-z]{1,3}|tak|tak(?:as|o|e|a|u)|k|km|vs|vnk|kaim(?:as|o|e|a)|a|aikst(?:e|es|eje)|kel|keli(?:as|o)|bulv(?:aras|aro)?)"
    r"(?:(?P<dot>\.),? ?|,? )(?:nr\.? ?)?$"
)
_NUMBER: Final = re.compile(rf"{HOUSE}(?P<flat>{FLAT}{{1,2}})?(?P<tail>{TAIL})")
_LONGEST_KIND: Final = 22
_NAME: Final = re.compile(
    r"(?<![a-z])(?:[a-z]{1,3}\. ?|[a-z]+(?:ojo|osios|uju|iojo) "
    r"|[a-z]{3,} (?=[a-z]+ $))?[a-z]{3,}(?:-[a-z]+)? ?$"
)
_NAMED: Final = re.compile(
    r"(?<![a-z])[a-z]{3,}(?:o|u|os|es|aus|oji) \d{1,3}[a-z]? ?[-/] ?\d{1,3},? (?:(?:lt ?- ?)?\d{5},? )?"
    r"(?:vilni|kaun|klaiped|siauli|panevez|alyt|marijampol|mazeiki|jonav|uten|kedaini|tels|visagin|taurag|palang)[a-z]*"
)
TOWNS: Final = word_set("viln kaun klai siau pane alyt mari maze jona uten keda tels visa taur pala")
_NEED_DOT: Final = word_set(
    "a al pl kel tak take k km vs vnk",
)
_PATHS: Final = word_set("takas tako kelias kelio")
_GENITIVE: Final = re.compile("(?:os|es|io|us|u|o)$")
"""How the name before a path or road ends: Aušros takas, Pievų kelias."""
_NOT_NAME: Final = word_set(
    "ant del prie nuo uz kita kitoje pagrindine musu sios mano",
)
HEADS: Final = word_set(
    "g gatv pr pros al alej pl plen skg sker tak taka tako take taku k km vs vnk kaim a aiks kel keli bulv",
)
_LONGEST_NAME: Final = 44


def streets(view: View) -> Iterator[Street]:
    """Yield streets with their house numbers, the name included; looks back from each number."""
    text = view.low
    for figure, _ in view.figures:
        if not _follows_street_word(text, figure):
            continue
        kind = _KIND.search(text, max(0, figure - _LONGEST_KIND), figure)
        number = _NUMBER.match(text, figure) if kind else None
        if kind is None or number is None or NOT_A_NUMBER.match(text, number.end()):
            continue
        name = _NAME.search(text, max(0, kind.start() - _LONGEST_NAME), kind.start())
        if name and name[0].strip() not in _NOT_NAME and _sure(view, kind, name):
            flat, postcode = bool(number["flat"]), bool(number["tail"])
            yield street(text, _first(view, name), number.end(), flat=flat, postcode=postcode)


def _follows_street_word(text: str, figure: int) -> bool:
    """Whether the word before a figure begins like a street word: a plain look before any pattern."""
    before = text[max(0, figure - _LONGEST_KIND) : figure].rstrip(" .,").replace(".", " ")
    last = before.rpartition(" ")[2][:4]
    return last in HEADS or last == "nr"


def named(view: View) -> Iterator[tuple[int, int]]:
    """Yield "Pylimo 15-3, Vilnius": no street word, but a flat and a town."""
    for match in _NAMED.finditer(view.low):
        if view.cased[match.start()].isupper():
            yield match.span()


def _sure(view: View, match: re.Match[str], name: re.Match[str]) -> bool:
    """Whether a short street word is one: dotted, or behind a name with a capital."""
    capital = any(view.cased[place].isupper() for place in range(name.start(), name.end()))
    kind, dotted = match["kind"], bool(match["dot"])
    if kind in _PATHS:
        last = name.start() + name[0].rstrip().rfind(" ") + 1
        return view.cased[last].isupper() and _GENITIVE.search(name[0].rstrip()) is not None
    if kind in _NEED_DOT:
        return dotted and capital
    if kind in {"g", "pr"}:
        return dotted or (capital and view.cased[match.start()].islower())
    return capital or view.cased == view.low


def _first(view: View, name: re.Match[str]) -> int:
    """Where the name begins: its first capital, when an ordinary word was taken along."""
    words = [m.start() for m in re.finditer(r"[a-z]+", name[0])]
    capitals = [name.start() + w for w in words if view.cased[name.start() + w].isupper()]
    return capitals[0] if capitals else name.start()
