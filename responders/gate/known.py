"""What must not come back in an answer: gathered from the case's texts and the customer's record."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.domain.assessments import SEVERITY, PersonalDataSpan, PersonalDataType
from monitor.domain.writing.folding import folded
from monitor.domain.writing.number_words import spelled_numbers


class Form(StrEnum):
    """How a known value is compared with a draft."""

    NUMBER = "number"
    CODE = "code"
    EMAIL = "email"
    NAME = "name"
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


_FORMS: Final = {
    PersonalDataType.EMAIL: Form.EMAIL,
    PersonalDataType.ADDRESS: Form.STREET,
    PersonalDataType.BIRTH_DATE: Form.DATE,
    PersonalDataType.PERSON: Form.NAME,
    PersonalDataType.SECRET: Form.CODE,
    PersonalDataType.ORDER: Form.CODE,
    PersonalDataType.PLATE: Form.CODE,
    PersonalDataType.PARCEL: Form.CODE,
    PersonalDataType.ID_DOCUMENT: Form.CODE,
    PersonalDataType.IBAN: Form.CODE,
    PersonalDataType.NATIONAL_ID: Form.CODE,
    PersonalDataType.TAX_ID: Form.CODE,
    PersonalDataType.HEALTH: Form.HEALTH,
}
_HARMLESS_FIELDS: Final = re.compile(
    r"^(?:lang|locale|network|handle|user_?name|screen|country|first_?name|given|vard(?:as|o)$|imie$"
    r"|title|gender|sex"
    r"|salutation|followers|profile|url|tier|segment|id$|account$|tone|timezone|created|platform|city"
    r"|miest|miasto)"
)
_FIELD_FORMS: Final = (
    (re.compile(r"birth|gim|urodz|dob"), Form.DATE),
    (re.compile(r"mail|past"), Form.EMAIL),
    (re.compile(r"street|addr|adres|ulic|gatv"), Form.STREET),
    (re.compile(r"name|surname|pavard|nazwisk|author|customer"), Form.NAME),
    (re.compile(r"health|liga|diagno|chorob|sveikat|zdrow"), Form.HEALTH),
)
_SEVERE_FIELDS: Final = re.compile(
    r"pesel|asmens|national|nino|nhs|card|kort|karta|cvv|pin|passw|hasl|slapt|pass|dow|health"
)
_DIGITS: Final = re.compile(r"\d+")
_FEWEST_DIGITS: Final = 4
_LONG_NUMBER: Final = re.compile(r"(?<![\w#@])\d(?:[ .()\-]{0,2}\d){6,}(?!\w)")
_DATE_LIKE: Final = re.compile(
    r"\d{4}[-. /]\d{1,2}[-. /]\d{1,2}|\d{1,2}[-. /]\d{1,2}[-. /]\d{4}"
    r"|\d{4} ?- ?\d{4}"
)


def known_values(
    thread: Sequence[str],
    customer: Mapping[str, str],
    detect: Callable[[str], Sequence[PersonalDataSpan]],
) -> set[Known]:
    """Every value of the case's texts and of the record that an answer must not repeat."""
    known = {value for text in thread for value in _of_text(text, detect(text))}
    return known | {value for field, text in customer.items() if text for value in _of_field(field, str(text))}


def _of_text(text: str, spans: Iterable[PersonalDataSpan]) -> Iterator[Known]:
    for span in spans:
        value = folded(text[span.start : span.end])
        severe = SEVERITY[span.type] == 5
        yield from _shaped(_FORMS.get(span.type, Form.NUMBER), value, span.type, severe=severe)
    for match in _LONG_NUMBER.finditer(folded(text)):
        if _DATE_LIKE.match(match[0]) is None:  # a long number nobody recognised is still the customer's
            yield Known(Form.NUMBER, "".join(_DIGITS.findall(match[0])), "number")


def _of_field(field: str, text: str) -> Iterator[Known]:
    name, value = folded(field).strip(), folded(text).strip()
    if _HARMLESS_FIELDS.search(name):
        return
    form = next((form for pattern, form in _FIELD_FORMS if pattern.search(name)), None)
    if form in {None, Form.NAME} and "@" in value:
        form = Form.EMAIL
    if form is None:
        form = Form.CODE if any(c.isdigit() for c in value) else Form.NAME
    yield from _shaped(form, value, f"record field {name}", severe=_SEVERE_FIELDS.search(name) is not None)


def _shaped(form: Form, value: str, kind: str, *, severe: bool) -> Iterator[Known]:
    """A value in its own form, and its digits as a number whatever the form."""
    if form is not Form.NUMBER:
        yield Known(form, value, kind, severe)
    digits = "".join(_DIGITS.findall(value)) or "".join(n.digits for n in spelled_numbers(value))
    if len(digits) >= _FEWEST_DIGITS and form is not Form.DATE:
        yield Known(Form.NUMBER, digits, kind, severe)
