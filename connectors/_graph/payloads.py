"""Single values out of Meta's JSON, read strictly: each function gives the value or raises BadPayload.

Every oddity of these payloads that is known is settled here: ids as numbers, three forms of time, missing and null
authors, texts that are not there. A reason names the field, never what stood in it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.domain.errors import BadPayload
from monitor.domain.mentions import Author
from monitor.domain.streams import Record, Unreadable

Json = Mapping[str, Any]
_MILLISECONDS_FROM = 10**11
"""Epoch numbers from here on are milliseconds: as seconds they would lie beyond the year 5000."""
_LONGEST_ID = 1000


def obj(value: object, what: str) -> Json:
    """Read an object."""
    if not isinstance(value, Mapping):
        raise BadPayload(f"{what} is not an object")
    return value


def objects(value: object) -> tuple[Json, ...]:
    """Read the objects of a list or of a `{"data": [...]}`; anything else counts as none."""
    found = value.get("data") if isinstance(value, Mapping) else value
    return tuple(item for item in found if isinstance(item, Mapping)) if isinstance(found, list) else ()


def inner(value: Json, *path: str) -> object:
    """Walk down nested objects; None where the path ends early."""
    found: object = value
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def id_or_none(value: object) -> str | None:
    """Read an id, which may come as text or number; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    return text if 0 < len(text) <= _LONGEST_ID else None


def needed_id(value: Json, key: str) -> str:
    """Read an id that must be there."""
    found = id_or_none(value.get(key))
    if found is None:
        raise BadPayload(f"{key} is missing or no id")
    return found


def text_of(value: Json, key: str) -> str:
    """Read a text; stickers, photos and withheld texts leave it out, which counts as empty."""
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise BadPayload(f"{key} is not a text")
    return found or ""


def short_text(value: object) -> str | None:
    """Read a name, link or other small text; None where it is not one."""
    return value if isinstance(value, str) and value else None


def flag(value: Json, key: str) -> bool | None:
    """Read a yes or no; None where Meta does not say."""
    found = value.get(key)
    return found if isinstance(found, bool) else None


def count(value: object) -> int | None:
    """Read a count; None where it is not one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def moment(value: object, what: str) -> datetime:
    """Read `2026-11-22T10:00:00+0000`, epoch seconds or epoch milliseconds; always aware, in UTC."""
    try:
        if isinstance(value, str) and not value.isdecimal():
            found = datetime.fromisoformat(value)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            number = float(value)
            return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS_FROM else number, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise BadPayload(f"{what} is missing or no time")


def moment_or_none(value: object) -> datetime | None:
    """Read a time; None where it is not one."""
    try:
        return moment(value, "")
    except BadPayload:
        return None


def author(value: object, *, username: object = None) -> Author:
    """Read a `from`, which is absent or null where Meta withholds it; Instagram may still tell a user name."""
    given = value if isinstance(value, Mapping) else {}
    return Author(
        remote_id=id_or_none(given.get("id")) or "",
        handle=short_text(given.get("username")) or short_text(username),
        name=short_text(given.get("name")),
    )


def readable(account: str, read: Callable[[Json], Record], items: Iterable[object]) -> tuple[Record, ...]:
    """Read items one by one; what cannot be read is kept as Unreadable and stops nothing."""
    return tuple(_one(account, read, item) for item in items)


def _one(account: str, read: Callable[[Json], Record], item: object) -> Record:
    try:
        return read(obj(item, "the record"))
    except BadPayload as bad:
        return unreadable(account, bad, item)


def unreadable(account: str, bad: BadPayload, item: object) -> Unreadable:
    """Keep a record that cannot be read, whole, with the reason."""
    return Unreadable(account, str(bad), json.dumps(item, ensure_ascii=False, default=str))
