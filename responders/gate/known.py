"""What must not come back in an answer: gathered from the case's texts and the customer's record."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.domain.assessments import SEVERITY, PersonalDataSpan, PersonalDataType
from monitor.domain.writing.folding import view_of
from monitor.domain.writing.number_words import spelled_numbers


class Form(StrEnum):
    """How a known value is compared with a draft."""

    NUMBER = "number"
    CODE = "code"
    EMAIL = "email"
    NAME = "name"
    SURNAME = "surname"
    STREET = "street"
    DATE = "date"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Known:
    """One value to keep out, folded; `severe` ones are kept out of private texts too."""

    form: Form
    value: str
    kind: str
    severe: bool = False


Detect = Callable[[str], Sequence[PersonalDataSpan]]

_FORMS: Final = {
    PersonalDataType.PHONE: Form.NUMBER,
    PersonalDataType.CARD: Form.NUMBER,
    PersonalDataType.EMAIL: Form.EMAIL,
    PersonalDataType.ADDRESS: Form.STREET,
    PersonalDataType.BIRTH_DATE: Form.DATE,
    PersonalDataType.PERSON: Form.NAME,
    PersonalDataType.HEALTH: Form.HEALTH,
}
"""Categories compared in a form of their own; all others are codes."""
_HARMLESS_FIELDS: Final = re.compile(
    r"^(?:lang|locale|network|handle|user_?name|screen|country|first_?name|given|fore_?name|vard(?:as"
    r"|o)?$|imie?$|title"
    r"|gender|sex|salutation|followers|profile|url|link|tier|segment|id$|account$|tone|timezone|created"
    r"|platform|city"
    r"|miest|miast|town|status|plan$|since|tags?$|currency)"
)
_GIVEN_FIELDS: Final = re.compile(
    r"^(?:first_?name|given|fore_?name|vard(?:as|o)?|imie?|(?:full|display"
    r"|profile)?_?name|author|customer)"
)
_FIELD_FORMS: Final = (
    (re.compile(r"birth|gim|urodz|dob"), Form.DATE),
    (re.compile(r"mail|past[ao]"), Form.EMAIL),
    (re.compile(r"street|addr|adres|ulic|gatv|zip|post"), Form.STREET),
    (re.compile(r"sur_?name|last_?name|family|pavard|nazwisk"), Form.SURNAME),
    (re.compile(r"name|author|customer|contact|asmuo|osoba|imie|vard"), Form.NAME),
    (re.compile(r"health|liga|diagno|chorob|sveikat|zdrow|illness|disab"), Form.HEALTH),
)
_ABOUT_THE_MATTER: Final = re.compile(
    r"amount|total|price|sum(?:a|$)|kaina|kwota|cena|currency|quant|qty|count|product|item|prek|produkt|towar|model|subject"
    r"|topic|channel|brand|shop|store|branch|carrier|courier|playbook"
    r"|date(?![a-z])|^data (?!osob)|(?:^|_)(?:time|eta)(?![a-z])"
)
"""Fields about the matter rather than the person, which an answer has to name; a date of birth is none of them."""
_SEVERE_FIELDS: Final = re.compile(
    r"pesel|asmens|national|nino|nhs|card|kort|karta|cvv|cvc|pin|pass|hasl|slapt|dow|health|liga|diagn"
    r"|chorob|sveik|zdrow"
)
_DIGITS: Final = re.compile(r"\d+")
_FEWEST_DIGITS: Final = 3
_LONG_NUMBER: Final = re.compile(r"(?<![\w#@])\d(?:[ .()\-]{0,2}\d){6,}(?!\w)")
_DATE_LIKE: Final = re.compile(
    r"\d{4}[-. /]\d{1,2}[-. /]\d{1,2}|\d{1,2}[-. /]\d{1,2}[-. /]\d{4}"
    r"|\d{4} ?- ?\d{4}"
)
_GIVEN_CUE: Final = re.compile(r"(?:vardas|vardu|imie|name(?:'s)?|vadina)(?: yra| is| to|:)? ?$")
_NAME_CUE_REACH: Final = 24


def given_names(customer: Mapping[str, str]) -> frozenset[str]:
    """Given names of the record, folded: an answer may greet with them even if an e-mail address holds them too."""
    found: set[str] = set()
    for field, content in customer.items():
        words = re.findall(r"[a-z]+", view_of(str(content)).low)
        if words and _GIVEN_FIELDS.search(view_of(field).low.strip()):
            found.add(words[0])
    return frozenset(found)


def known_values(thread: Sequence[str], customer: Mapping[str, str], detect: Detect) -> set[Known]:
    """Every value of the case's texts and of the record that an answer must not repeat."""
    known = {value for text in thread for value in _of_text(text, detect(text))}
    for field, content in customer.items():
        if content:
            known.update(_of_field(field, str(content), detect))
    return known


def _of_text(text: str, spans: Iterable[PersonalDataSpan]) -> Iterator[Known]:
    for span in spans:
        value = view_of(text[span.start : span.end]).digits
        form = _FORMS.get(span.type, Form.CODE)
        if form is Form.NAME and " " not in value:
            if _GIVEN_CUE.search(view_of(text[max(0, span.start - _NAME_CUE_REACH) : span.start]).low):
                continue  # a given name alone may be used
            form = Form.SURNAME
        yield from _shaped(form, value, span.type, severe=SEVERITY[span.type] == 5)
    for match in _LONG_NUMBER.finditer(view_of(text).digits):
        if _DATE_LIKE.match(match[0]) is None:  # a long number nobody recognised is still the customer's
            yield Known(Form.NUMBER, "".join(_DIGITS.findall(match[0])), "number")


def _of_field(field: str, text: str, detect: Detect) -> Iterator[Known]:
    name, value = view_of(field).low.strip(), view_of(text).digits.strip()
    born = _FIELD_FORMS[0][0].search(name) is not None
    if _HARMLESS_FIELDS.search(name) or (_ABOUT_THE_MATTER.search(name) and not born):
        return
    yield from _of_text(text, detect(text))
    form = next((form for pattern, form in _FIELD_FORMS if pattern.search(name)), None)
    if "@" in value and "." in value:
        form = Form.EMAIL
    elif form is None and (any(c.isdigit() for c in value) or " " not in value.strip()):
        form = Form.CODE
    elif form is None:
        form = Form.NAME if text.istitle() else None
    if form is not None:
        yield from _shaped(form, value, f"record field {name}", severe=_SEVERE_FIELDS.search(name) is not None)


def _shaped(form: Form, value: str, kind: str, *, severe: bool) -> Iterator[Known]:
    """A value in its own form, and its digits as a number whatever the form."""
    if form is not Form.NUMBER:
        yield Known(form, value, kind, severe)
    digits = "".join(_DIGITS.findall(value)) or "".join(n.digits for n in spelled_numbers(value))
    fewest = _FEWEST_DIGITS if severe else _FEWEST_DIGITS + 1
    if len(digits) >= fewest and form is not Form.DATE:
        yield Known(Form.NUMBER, digits, kind, severe)
    if (born := _born(digits)) is not None:
        yield Known(Form.DATE, born, kind, severe)


def _born(digits: str) -> str | None:
    """The birth date inside eleven digits of an asmens kodas or a PESEL, as year-month-day."""
    if len(digits) != 11:
        return None
    if digits[0] in "3456" and "01" <= digits[3:5] <= "12" and "01" <= digits[5:7] <= "31":
        return f"{19 if digits[0] in '34' else 20}{digits[1:3]}-{digits[3:5]}-{digits[5:7]}"
    month = int(digits[2:4])
    if month in {*range(1, 13), *range(21, 33)} and "01" <= digits[4:6] <= "31":
        return f"{20 if month > 20 else 19}{digits[:2]}-{month % 20:02d}-{digits[4:6]}"
    return None
