"""Takes Meta's webhook bodies apart: batches of entries, each with changes, messages and stand-by messages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.settings import AccountSettings
from connectors._graph.payloads import Json, id_or_none, moment_or_none, objects, unreadable
from connectors._http import Answer
from monitor.domain.errors import BadPayload
from monitor.domain.streams import Record, Seen

MESSAGING = ("messaging", "standby")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened to one account of ours: a `change`, or a message (`field` is then "messaging")."""

    account: AccountSettings
    field: str
    value: Json
    entry: Json

    @property
    def told(self) -> Json:
        """The item as it is kept when it cannot be read: a message as it is, a change with its field and time."""
        if self.field == "messaging":
            return self.value
        return {"field": self.field, "value": self.value, "time": self.entry.get("time")}


def items(body: bytes, subject: str, accounts: Sequence[AccountSettings]) -> Iterator[Item]:
    """Go through a verified body about `subject` (page, instagram), for those of `accounts` it names.

    Raises BadPayload when the body is no such envelope.
    """
    envelope = Answer(200, {}, body).json_object()
    if envelope.get("object") != subject:
        return
    ours = {account.remote_id: account for account in accounts}
    for entry in objects(envelope.get("entry")):
        account = ours.get(id_or_none(entry.get("id")) or "")
        if account is None:
            continue
        for change in objects(entry.get("changes")):
            value = change.get("value")
            yield Item(account, str(change.get("field")), value if isinstance(value, dict) else {}, entry)
        for channel in MESSAGING:
            yield from (Item(account, "messaging", event, entry) for event in objects(entry.get(channel)))


def records(found: Iterator[Item], read: Callable[[Item], Record | None]) -> tuple[Record, ...]:
    """Read items one by one; None is something that concerns nobody, what cannot be read becomes Unreadable."""
    return tuple(record for item in found if (record := _one(item, read)) is not None)


def _one(item: Item, read: Callable[[Item], Record | None]) -> Record | None:
    try:
        record = read(item)
    except BadPayload as bad:
        return unreadable(item.account.name, bad, item.told)
    return replace(record, as_of=_said_at(item)) if isinstance(record, Seen) else record


def _said_at(item: Item) -> datetime | None:
    """When Meta said so: a message's event tells it itself, a change is as old as its entry."""
    return moment_or_none(item.value.get("timestamp") if item.field == "messaging" else item.entry.get("time"))
