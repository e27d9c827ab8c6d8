"""The people of the town: invented names, the handles they chose, and whether they take messages."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random

from connectors.simulator.town.script import Gender

Names = tuple[list[str], list[str]]  # first names, and surnames in the form that fits them

GENDERS: tuple[Gender, ...] = ("woman", "man")  # in the order of the names
RETURNING = 0.12  # share of talks begun by somebody who wrote before
TAKING_MESSAGES = 0.6  # share of people whom strangers may write to on X


@cache
def _names() -> Mapping[str, list[Names]]:
    """Read the names by language."""
    told = tomllib.loads((resources.files(__package__) / "names.toml").read_text(encoding="utf-8"))
    return {
        language: [(group["first"].split(), group["last"].split()) for group in groups]
        for language, groups in told.items()
    }


@dataclass(frozen=True, slots=True)
class Townsperson:
    """Somebody of the town; the handle is their key on every network."""

    handle: str
    name: str
    language: str
    gender: Gender
    takes_messages: bool


class Townspeople:
    """Everybody who has written so far, by handle."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._names = _names()
        self._people: dict[str, Townsperson] = {}

    def get(self, handle: str) -> Townsperson | None:
        """Find one."""
        return self._people.get(handle)

    def somebody(self, language: str, gender: Gender | None = None) -> Townsperson:
        """Send somebody who speaks the language: mostly a new face."""
        who = self._chance.choice(GENDERS) if gender is None else gender
        known = [one for one in self._people.values() if (one.language, one.gender) == (language, who)]
        if known and self._chance.random() < RETURNING:
            return self._chance.choice(known)
        first, last = (self._chance.choice(names) for names in self._names[language][GENDERS.index(who)])
        handle = self._handle(first, last)
        person = Townsperson(handle, f"{first} {last}", language, who, self._chance.random() < TAKING_MESSAGES)
        self._people[handle] = person
        return person

    def _handle(self, first: str, last: str) -> str:
        one, other = _plain(first), _plain(last)
        shapes = (
            f"{one}_{other[:4]}",
            f"{one}{other[:1]}",
            f"{one[:1]}{other}",
            f"{one}_{other[:1]}",
            f"{other}_{one[:3]}",
        )
        base = self._chance.choice(shapes)[:12]
        while base in self._people or len(base) < 4:
            base = f"{base[:12]}{self._chance.randint(2, 99)}"[:15]
        return base


def _plain(name: str) -> str:
    latin = unicodedata.normalize("NFKD", name.lower().replace("ł", "l")).encode("ascii", "ignore").decode()
    return "".join(char for char in latin if char.isalpha())
