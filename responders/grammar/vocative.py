"""How to call a person by first name in Lithuanian, Polish and English; only where it is sure.

Only names on our lists are used: a page, a nickname or a foreign name is never taken for one, and a name whose
vocative is not sure is left out.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Gender = Literal["m", "f"]
_LISTS = Path(__file__).parent / "given_names"
# masculine nominative endings, longest first; "-jas" has two vocatives in use, so it is left out
_LITHUANIAN = (("ius", "iau"), ("jas", None), ("us", "au"), ("as", "ai"), ("is", "i"), ("ys", "y"))


@dataclass(frozen=True, slots=True)
class Called:
    """A first name in the vocative, and the gender it tells (None in English: not needed there)."""

    name: str
    gender: Gender | None = None


def call(display_name: str | None, language: str) -> Called | None:
    """Return the first name of a profile as one calls it in `language`, or None when that is not sure."""
    words = (display_name or "").split()
    first = words[0].strip(".,") if words else ""
    if first.isupper() and len(first) > 1:
        first = first.capitalize()
    return _known(language).get(first)


@cache
def _known(language: str) -> dict[str, Called]:
    match language:
        case "lt":
            men = {name: _lithuanian_man(name) for name in _read("lt_m")}
            women = {name: Called(_lithuanian_woman(name), "f") for name in _read("lt_f")}
            return {name: called for name, called in (men | women).items() if called is not None}
        case "pl":
            return _polish("pl_m", "m") | _polish("pl_f", "f")
        case "en":
            return {name: Called(name) for name in _read("en")}
        case _:
            return {}


def _polish(file: str, gender: Gender) -> dict[str, Called]:
    pairs = (entry.split(":") for entry in _read(file))
    return {name: Called(vocative, gender) for name, vocative in pairs}


def _lithuanian_man(name: str) -> Called | None:
    for ending, vocative in _LITHUANIAN:
        if name.endswith(ending):
            return None if vocative is None else Called(name.removesuffix(ending) + vocative, "m")
    return None


def _lithuanian_woman(name: str) -> str:
    return name.removesuffix("ė") + "e" if name.endswith("ė") else name


def _read(file: str) -> list[str]:
    return (_LISTS / f"{file}.txt").read_text(encoding="utf-8").split()
