"""What is wrong with a playbook's texts: slots nobody fills, equal variants, broken brackets, missing questions."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from config.playbooks.shapes import LANGUAGES, Playbook

NAME = re.compile("[a-z][a-z_]{0,60}")
_TAKEN = frozenset({"new"})
"""Names that are addresses of pages."""
SLOT = re.compile(r"\{([^{}]*)\}")
POLISH_SLOTS = frozenset({"you_gen", "you_dat", "you_acc", "you_ins"})
_TIME_SLOTS = frozenset({"by", "within"})
_SAID = {
    "same": "two variants are the same; customers would read the same words",
    "edges": "is empty, or begins or ends with a space",
    "slot": "nobody fills the slot {detail}",
    "brace": "has a brace that is not part of a slot",
    "bracket": "square brackets hold exactly two forms: [formal|familiar]",
    "by_beside_question": "says {by} beside a question; the time runs from the answer: {within}",
    "needs_ask": "needs three variants, because `needs` names data to ask for",
    "few": "needs three variants, so that no two customers read the same words",
    "missing": "is missing; fill it in",
    "gate": "the privacy gate would stop it: {detail}",
    "too_long": "no text fits {detail}; shorten the variants",
    "shape": "{detail}",
    "name": "small letters and underscores only, and a name that is no address of a page",
    "expired": "{detail} has passed; review the texts and set a new date",
}

CODES = frozenset(_SAID)


class Flaw(NamedTuple):
    """One thing that is wrong: where ("lt.public.open[0]"), a stable code, and what varies."""

    where: str
    code: str
    detail: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.where}: {_SAID[self.code].replace('{detail}', self.detail)}"


def is_name(name: str) -> bool:
    """Whether a playbook may be called so."""
    return NAME.fullmatch(name) is not None and name not in _TAKEN


def flaws(book: Playbook, *, today: date | None = None) -> Iterator[Flaw]:
    """Yield what is wrong with the book; with `today` also that its expiry has passed."""
    if not is_name(book.name):
        yield Flaw("name", "name")
    if today is not None and book.expires < today:
        yield Flaw("expires", "expired", str(book.expires))
    for language in LANGUAGES:
        yield from _of_version(book, language)


def _of_version(book: Playbook, language: str) -> Iterator[Flaw]:
    version = book.version_in(language)
    known = POLISH_SLOTS if language == "pl" else frozenset[str]()
    known |= _TIME_SLOTS if book.reply_in_days is not None else frozenset[str]()
    for visibility, parts in (("public", version.public), ("private", version.private)):
        for part, variants in lists(parts):
            yield from of_variants(variants, known, f"{language}.{visibility}.{part}")
    if version.private.ask and any("{by}" in text for text in version.private.next):
        yield Flaw(f"{language}.private.next", "by_beside_question")
    if book.needs and len(version.private.ask) < 3:
        yield Flaw(f"{language}.private.ask", "needs_ask")


def lists(struct: msgspec.Struct) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parts of a text by name; a single line counts as a list of one."""
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        yield name, (value,) if isinstance(value, str) else value


def of_variants(variants: tuple[str, ...], known: frozenset[str], where: str) -> Iterator[Flaw]:
    """Yield what is wrong with the variants of one part, whose slots are `known`."""
    if len(set(variants)) < len(variants):
        yield Flaw(where, "same")
    for number, text in enumerate(variants):
        found = _of_text(text, known)
        if found:
            yield Flaw(f"{where}[{number}]", *found)


def _of_text(text: str, known: frozenset[str]) -> tuple[str, str] | None:
    if not text.strip() or text != text.strip():
        return "edges", ""
    for slot in SLOT.findall(text):
        if slot not in known:
            return "slot", f"{{{slot}}}; slots here: {', '.join(sorted(known)) or 'none'}"
    if re.search(r"[{}]", SLOT.sub("", text)):
        return "brace", ""
    if re.search(r"[\[\]]", re.sub(r"\[[^\[\]|]*\|[^\[\]|]*\]", "", text)):
        return "bracket", ""
    return None
