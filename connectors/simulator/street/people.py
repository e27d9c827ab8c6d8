"""Who one can be in the street: a few invented people, and whoever is typed in."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_NAME = 60
LONGEST_HANDLE = 15  # X allows no longer one
_TAKEN_FOR_ASCII = str.maketrans("łŁđĐøØ", "lLdDoO")


@dataclass(frozen=True, slots=True)
class StreetPerson:
    """One customer; the handle names them on X and Instagram, and is their key on Facebook."""

    handle: str
    name: str
    language: str = ""


READY = (
    StreetPerson("ruta_k", "Rūta Kazlauskaitė", "lt"),
    StreetPerson("tomas_pet", "Tomas Petrauskas", "lt"),
    StreetPerson("zosia_w", "Zofia Wiśniewska", "pl"),
    StreetPerson("marek_ziel", "Marek Zieliński", "pl"),
    StreetPerson("emily_carter", "Emily Carter", "en"),
    StreetPerson("dan_obrien", "Daniel O’Brien", "en"),
)


class StreetPeople:
    """Everybody one can be, by handle."""

    def __init__(self) -> None:
        self._people = {person.handle: person for person in READY}

    def all(self) -> list[StreetPerson]:
        """List them, the ready ones first."""
        return list(self._people.values())

    def get(self, handle: str) -> StreetPerson:
        """Find one. Raises LookupError when nobody in the street has that handle."""
        if handle not in self._people:
            raise LookupError("nobody in the street has that handle; choose a person again")
        return self._people[handle]

    def add(self, name: str, taken: frozenset[str] = frozenset()) -> StreetPerson:
        """Let somebody new in, or give who has that name already. Raises ValueError for a name that is none.

        `taken`: handles that somebody outside the street has.
        """
        clean = " ".join("".join(char for char in name if char.isprintable()).split())
        if not clean or len(clean) > LONGEST_NAME:
            raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
        for person in self._people.values():
            if person.name == clean:
                return person
        person = StreetPerson(self._free_handle(clean, taken), clean)
        self._people[person.handle] = person
        return person

    def _free_handle(self, name: str, taken: frozenset[str]) -> str:
        plain = unicodedata.normalize("NFKD", name.translate(_TAKEN_FOR_ASCII)).encode("ascii", "ignore").decode()
        base = re.sub(r"[^a-z0-9]+", "_", plain.lower())[:LONGEST_HANDLE].strip("_") or "somebody"
        handle, number = base, 1
        while handle in self._people or handle in taken:
            number += 1
            handle = f"{base[: LONGEST_HANDLE - len(str(number))]}{number}"
        return handle
