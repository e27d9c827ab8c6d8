"""Names people give themselves: after "mano vardas", "nazywam się", "my name is", or as a signature.

First-name lists flag 155 of 1,000 ordinary Lithuanian texts, so no list is used: only an introduction counts.
"""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

_CUE_HEADS: Final = word_set("vard vadi mane pava nazy imie imi nazw name tej call book unde")
_BEING_HEADS: Final = word_set("esu jest am")
_SIGNED_HEADS: Final = word_set("paga powa pozd rega sinc sign podp pasi")
_CUE_WORDS: Final = (
    "vard",
    "vadin",
    "tej strony",
    "called",
    "booked as",
    "is under",
    "mane vadina",
    "nazyw",
    "na imie",
    "nazwisk",
    "name",
)
_BEING_WORDS: Final = ("esu ", "jestem ", "i am ")
"""What the patterns cannot do without: a plain look for it is quicker than any of them."""
HEADS: Final = _CUE_HEADS | _BEING_HEADS | _SIGNED_HEADS
_CUE: Final = re.compile(
    r"(?<![a-z])(?:vadinuosi|z tej strony|i'm called|i am called|name's|booked as (?:mrs?|ms|miss|dr)\.?"
    r"|(?:account|booking|order|reservation) is (?:booked |registered )?under(?! the name)|uzsakiau vardu"
    r"|mano vardas(?:,? (?:ir )?pavarde)?(?: yra)?|vardas(?: ir|,|/)? ?pavarde"
    r"|mano pavarde(?: yra)?|mane vadina|as vardu"
    r"|(?:uzsakym\w*|rezervac\w*|bil[ie]+t\w*|paskyr\w*|registr\w*|saskait\w*|siunt\w*) (?:\w+ )?vardu"
    r"|na nazwisko|(?:under|in) the name(?: of)?|(?:mano )?vardas(?=:)|pavarde(?=:)|nazywam sie|mam na imie"
    r"|na imie mam|imie i nazwisko"
    r"|moje (?:imie i )?nazwisko(?: to)?"
    r"|nazwisko(?=:)|my (?:full )?name(?:'s| is)|(?:full )?name(?=:)|surname(?: is"
    r"|(?=:)))[ :\-]{1,3}(?:yra |to |is )?"
)
_BEING: Final = re.compile(r"(?<![a-z])(?:as esu|esu|jestem|i am) (?=[a-z])")
_INSTRUMENTAL: Final = re.compile("[a-z]+(?:im|ym|iem|em) ")
"""A Pole who names themselves does so in the nominative; this case says what they are."""
_SIGNED: Final = re.compile(
    r"(?<![a-z])(?:pagarbiai|su pagarba|z powazaniem|pozdrawiam|(?:best|kind|warm) regards|regards"
    r"|sincerely|signed|podpisano|pasirase)[ :,\n\-]{1,4}(?=[a-z])"
)
_STRONG: Final = re.compile(r"mano vardas|nazywam|mam na|na imie|my (?:full )?name|as vardu|mane")
_LEAVES_OFF: Final = re.compile(r"[,.!\n]|$| (?:ir|i|and|from|is|z|iz|-)(?![a-z])")
_CLOSED: Final = re.compile(r"[ .!,)]*(?:\n|$)")
_WORD: Final = re.compile(r"(?:[A-Z]'|Ma?c)?[A-Z][a-z]{2,}(?:[-'][A-Z][a-z]+)?(?![a-z0-9])")
_SMALL: Final = re.compile(r"[a-z]{3,}(?:-[a-z]+)?")
_NOT_NAME: Final = word_set(
    "yra jau not the what and for jest nie ale oraz already your still spelled wrong has was but also mud",
    "on in written all same now irasytas sutampa",
)
_MOST_NAMES: Final = 3


def recognise(view: View) -> Iterator[Hit]:
    """Find one to three words of a name after an introduction, two or three after a greeting that closes a line."""
    if not view.heads.isdisjoint(_CUE_HEADS) and any(map(view.low.__contains__, _CUE_WORDS)):
        yield from _introduced(view)
    if not view.heads.isdisjoint(_BEING_HEADS) and any(map(view.low.__contains__, _BEING_WORDS)):
        yield from _being(view)
    if not view.heads.isdisjoint(_SIGNED_HEADS):
        yield from _signed(view)


def _introduced(view: View) -> Iterator[Hit]:
    for match in _CUE.finditer(view.low):
        end = _name_end(view.cased, match.end(), 2 if match[0].rstrip().endswith(":") else 1)
        if not end and _STRONG.match(match[0]):
            end = _small_name_end(view, match.end())
        if end:
            yield Hit(PersonalDataType.PERSON, match.end(), end, 0.85)


def _being(view: View) -> Iterator[Hit]:
    for match in _BEING.finditer(view.low):
        end = _name_end(view.cased, match.end(), 2)
        shouted = view.cased[match.end() : end].isupper()
        instrumental = match[0].startswith("jestem") and _INSTRUMENTAL.match(view.low, match.end())
        if end and not (shouted or instrumental) and _LEAVES_OFF.match(view.low, end):
            yield Hit(PersonalDataType.PERSON, match.end(), end, 0.6)


def _signed(view: View) -> Iterator[Hit]:
    for match in _SIGNED.finditer(view.low):
        end = _name_end(view.cased, match.end(), 2)
        if end and _CLOSED.match(view.cased, end):
            yield Hit(PersonalDataType.PERSON, match.end(), end, 0.7)


def _name_end(cased: str, start: int, fewest: int) -> int:
    """Where up to three capitalised words end; 0 when there are fewer than asked for."""
    end, place, count = 0, start, 0
    while count < _MOST_NAMES and (word := _WORD.match(cased, place)):
        end, count = word.end(), count + 1
        place = end + 1
    return end if count >= fewest else 0


def _small_name_end(view: View, start: int) -> int:
    """Where one or two uncapitalised names end, for writers who use no capitals at all."""
    first = _SMALL.match(view.cased, start)
    if first is None or first[0] in _NOT_NAME or any(c.isupper() for c in view.cased[max(0, start - 40) : start + 40]):
        return 0
    second = _SMALL.match(view.cased, first.end() + 1) if view.cased[first.end() : first.end() + 1] == " " else None
    return second.end() if second and second[0] not in _NOT_NAME else first.end()
