"""How we address this customer: the form they chose, their name in the vocative, Polish Pan and Pani."""

from dataclasses import dataclass

from monitor.ports import Situation
from responders.grammar.form import Form, form_of
from responders.grammar.vocative import Called, call

# genitive, dative, accusative, instrumental
_POLISH = {
    "m": ("Pana", "Panu", "Pana", "Panem"),
    "f": ("Pani", "Pani", "Panią", "Panią"),
    None: ("Państwa", "Państwu", "Państwa", "Państwem"),
}
_TITLE = {"m": "Panie", "f": "Pani"}


@dataclass(frozen=True, slots=True)
class Address:
    """The form, and what the slots about the person hold; `name` is empty when none is sure."""

    form: Form
    name: str
    slots: dict[str, str]


def address(situation: Situation) -> Address:
    """Read the address from the customer's own words and profile."""
    language = situation.language
    form = form_of(situation.mention.text, language)
    called = call(situation.mention.author.name, language)
    slots = _polish_slots(called) if language == "pl" else {}
    return Address(form, _name(called, form, language), slots)


def _name(called: Called | None, form: Form, language: str) -> str:
    if called is None:
        return ""
    if language == "pl" and form == "formal":
        return f"{_TITLE[called.gender]} {called.name}" if called.gender else ""
    return called.name


def _polish_slots(called: Called | None) -> dict[str, str]:
    forms = _POLISH[called.gender if called else None]
    return dict(zip(("you_gen", "you_dat", "you_acc", "you_ins"), forms, strict=True))
