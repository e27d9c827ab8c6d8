"""What the street's page is told: flat JSON, the same for all networks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from connectors.simulator.identities import SimulatedBrand
from connectors.simulator.street.people import StreetPerson

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """Who looks at which brand. `everyone`: also what others wrote, not only one's own conversations."""

    person: StreetPerson
    brand: SimulatedBrand
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote something, as readers of the page see it."""

    name: str
    handle: str
    role: str  # brand, me, other


class Side(Protocol):
    """One network as a customer uses it in the app.

    Ids are those the network shows. Methods raise LookupError for what is not there, PermissionError for what is
    not one's own, ValueError for what the app does not let one do.
    """

    def public(self, wish: Wish) -> list[Json]:
        """List public threads, each an entry with its `replies`, and with `others`: how many are left out."""

    def private(self, wish: Wish) -> list[Json]:
        """List the messages between person and brand, oldest first."""

    def accepts_messages(self, person: StreetPerson) -> bool:
        """Tell whether the person lets businesses write to them."""

    def accept_messages(self, person: StreetPerson, *, accepts: bool) -> None:
        """Set whether the person lets businesses write to them."""

    def post(self, wish: Wish, text: str, how: str) -> str:
        """Write something of one's own about the brand; `how` is one of the network's `WAYS`."""

    def reply(self, wish: Wish, to: str, text: str) -> str:
        """Comment under a post, or answer a comment or reply."""

    def edit(self, person: StreetPerson, thing_id: str, text: str) -> None:
        """Change one's own post or comment."""

    def delete(self, person: StreetPerson, thing_id: str) -> None:
        """Delete one's own post or comment."""

    def message(self, wish: Wish, text: str) -> str:
        """Write to the brand in private."""


def iso(moment: datetime | None) -> str | None:
    """Write a moment for the page."""
    return moment.isoformat() if moment else None


def entry(  # noqa: PLR0913 - the page's one shape, named at every call
    thing_id: str,
    writer: Writer,
    text: str,
    created: datetime,
    *,
    level: int = 1,
    edited: bool = False,
    hidden: bool = False,
    may_edit: bool = False,
) -> Json:
    """Describe a post, comment or reply. `level` 2 stands under the `level` 1 before it."""
    mine = writer.role == "me"
    return {
        "id": thing_id,
        "name": writer.name,
        "handle": writer.handle,
        "role": writer.role,
        "text": text,
        "created": iso(created),
        "level": level,
        "edited": edited,
        "hidden": hidden,
        "may_edit": mine and may_edit,
        "may_delete": mine,
    }
