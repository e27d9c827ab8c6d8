"""Turns one variant of a part into words: picks the form, fills the slots, begins with a capital."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from responders.grammar.form import Form

_FORMS = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_SLOT = re.compile(r"\{[a-z_]+\}")
_LONGEST_SLOT = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A rendered variant; by the longest stretch of its `own` words a repetition to one customer is known.

    `shape`: the variant before its slots were filled: by it others' texts are known to hold it, whatever their names.
    """

    text: str
    own: str
    shape: str


def render(variant: str, form: Form, slots: Mapping[str, str]) -> Line:
    """Render a variant. Raises KeyError for a slot without a value: the loader lets no such playbook in."""
    chosen = _FORMS.sub(r"\1" if form == "formal" else r"\2", variant)
    text = chosen.format_map(slots)
    own = max((plain(stretch) for stretch in _SLOT.split(chosen)), key=len)
    return Line(text[:1].upper() + text[1:], own, chosen)


@lru_cache(maxsize=4096)
def shaped(shape: str) -> re.Pattern[str]:
    """What finds a variant in a text whatever fills its slots."""
    stretches = (re.escape(stretch) for stretch in _SLOT.split(shape))
    return re.compile(r"(?<!\w)" + f".{{1,{_LONGEST_SLOT}}}?".join(stretches) + r"(?!\w)", re.IGNORECASE)


def plain(text: str) -> str:
    """Fold case and runs of blanks, for comparing."""
    return " ".join(text.casefold().split()).strip(" .,!?–:")
