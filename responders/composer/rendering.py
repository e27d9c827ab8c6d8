"""Turns one variant of a part into words: picks the form, fills the slots, begins with a capital."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from responders.grammar.form import Form

_FORMS = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_SLOT = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class Line:
    """A rendered variant, and the longest stretch of its own words: by it a repetition is known."""

    text: str
    own: str


def render(variant: str, form: Form, slots: Mapping[str, str]) -> Line:
    """Render a variant. Raises KeyError for a slot without a value: the loader lets no such playbook in."""
    chosen = _FORMS.sub(r"\1" if form == "formal" else r"\2", variant)
    text = chosen.format_map(slots)
    own = max((plain(stretch) for stretch in _SLOT.split(chosen)), key=len)
    return Line(text[:1].upper() + text[1:], own)


def plain(text: str) -> str:
    """Fold case and runs of blanks, for comparing."""
    return " ".join(text.casefold().split()).strip(" .,!?–:")
