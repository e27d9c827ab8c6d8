"""Streets of the customer in a draft, inflected; house and flat together; towns may be named."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.domain.writing.word_sets import word_set
from responders.gate.drafted import Drafted, Word
from responders.gate.inflection import is_form_of

_WORDS: Final = re.compile(r"[a-z]+(?:'s)?")
_KINDS: Final = word_set(
    "g gatve gatves gatveje gatvei pr prosp prospektas prospekto prospekte al aleja alejos alejoje alei",
    "aleje alejach pl plentas plento plente skg skersgatvis skersgatvio tak takas tako a aikste aikstes",
    "kel kelias kelio ul ulica ulicy ulice os osiedle osiedla osiedlu plac placu street st road rd avenue",
    "ave lane ln drive dr close court way place gardens grove terrace crescent square sq mews boulevard",
    "blvd flat apt apartment unit m lok bt but nr",
)
_COMMON: Final = word_set(
    "vilnius vilniaus vilniuje kaunas kauno klaipeda klaipedos siauliai siauliu panevezys panevezio",
    "alytus alytaus warszawa warszawska krakow krakowska poznan poznanska wroclaw wroclawska gdansk",
    "gdanska lodz lublin katowice szczecin london leeds york manchester birmingham lietuva lietuvos",
    "polska poland england high main north south east west new old green park station naujoji senoji",
    "centrine nowa stara polna glowna centralna sw1a",
)
_HOUSE_AND_FLAT: Final = re.compile(r"(\d{1,4}[a-z]?)\s*(?:[-/]|m\.?|bt\.?|lok\.?|but\.?)\s*(\d{1,4})(?!\d)")
_POSTCODE: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?![a-z\d])")
_SHORT: Final = 5
_LONG: Final = 8
_NEAR: Final = 3


def find(known: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the places that give the address away."""
    street = known.split(",", maxsplit=1)[0] if _has_name(known.split(",", maxsplit=1)[0]) else known
    for part in _WORDS.findall(street):
        if part in _KINDS or len(part) < 3:
            continue
        for index, word in enumerate(draft.words):
            if _is_street(word, part, index, draft):
                yield word.start, word.end
    for pattern in (_HOUSE_AND_FLAT, _POSTCODE):
        for match in pattern.finditer(known):
            yield from _literal(match[0], draft)


def _has_name(piece: str) -> bool:
    return any(len(word) >= 3 and word not in _KINDS for word in _WORDS.findall(piece))


def _is_street(word: Word, part: str, index: int, draft: Drafted) -> bool:
    """Whether a word is the street's name; an ordinary word only beside a street word or a number.

    "Długa" is a street and "długo" a long time: a short or common name counts alone only inside a sentence and with a
    capital.
    """
    if not is_form_of(word.text, part) or (part.endswith("a") and word.text.endswith(("o", "ie"))):
        return False  # "długo" is no form of Długa
    around = (*draft.words[max(0, index - 1) : index], *draft.words[index + 1 : index + _NEAR])
    if any(other.text in _KINDS or other.text[0].isdigit() for other in around):
        return True
    if part in _COMMON or len(part) < _SHORT:
        return False
    return len(part) >= _LONG or (word.capital and not _opens_with_other(word, draft)) or len(draft.words) < _NEAR


def _opens_with_other(word: Word, draft: Drafted) -> bool:
    """Whether a sentence opens here, so that the capital says nothing, with a form no street is declined in."""
    if word.text.endswith(("a", "ej")):
        return False
    before = draft.low[: word.start].rstrip(" \"'(-")
    return not before or before[-1] in ".!?\n:"


def _literal(value: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    wanted = re.sub(r"\W+", "", value)
    if len(wanted) < 3:
        return
    pattern = r"(?<!\w)" + r"\W{0,2}".join(map(re.escape, wanted)) + r"(?![\w%])"
    yield from (match.span() for match in re.finditer(pattern, draft.view.digits) if not _is_span(draft, match.end()))


def _is_span(draft: Drafted, end: int) -> bool:
    """Whether "3-5" counts days or hours rather than naming a door."""
    return (
        re.match(
            r" ?(?:d\.|darbo|dien|dni|day|val|h\b|hours?|godz|working|business|min|%|eur|zl|robocz)",
            draft.low[end : end + 12],
        )
        is not None
    )
