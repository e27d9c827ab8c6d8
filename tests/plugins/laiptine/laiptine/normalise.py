"""Laiptinė's JSON into records; pure. An entry's conversation is its thread, a letter's is its other side."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from config.settings import AccountSettings
from monitor.domain.errors import BadPayload
from monitor.domain.mentions import Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Record, Removed, Seen, Unreadable

Id = Annotated[str, Meta(min_length=1, max_length=100)]
Moment = Annotated[datetime, Meta(tz=True)]


class Member(Struct, frozen=True):
    """Who wrote it."""

    member: Id
    name: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a thread, in its present form."""

    entry: Id
    thread: Id
    above: str | None = None
    by: Member
    words: str = ""
    written: Moment
    changed: Moment
    withdrawn: bool = False
    pictures: tuple[str, ...] = ()


class Letter(Struct, frozen=True, kw_only=True):
    """One private letter between us and `with_`."""

    letter: Id
    with_: Id = msgspec.field(name="with")
    by: Member
    words: str = ""
    written: Moment


def entry(account: AccountSettings, item: Any) -> Record:
    """Read an entry: a mention, or the word that it was withdrawn."""
    try:
        found = msgspec.convert(item, Entry)
    except msgspec.ValidationError:
        return _unreadable(account, "entry", item)
    if found.withdrawn:
        return Removed(account.name, found.entry, found.changed.astimezone(UTC))
    mention = Mention(
        account=account.name,
        network=account.network,
        kind=MentionKind.COMMENT if found.above else MentionKind.POST,
        visibility=Visibility.PUBLIC,
        direction=_direction(account, found.by),
        remote_id=found.entry,
        conversation_id=found.thread,
        parent_id=found.above,
        author=Author(remote_id=found.by.member, name=found.by.name or None),
        text=found.words,
        created_at=found.written.astimezone(UTC),
        stream="talk",
        attachments=found.pictures,
    )
    return Seen(mention, item, as_of=found.changed.astimezone(UTC))


def letter(account: AccountSettings, item: Any) -> Record:
    """Read a letter."""
    try:
        found = msgspec.convert(item, Letter)
    except msgspec.ValidationError:
        return _unreadable(account, "letter", item)
    mention = Mention(
        account=account.name,
        network=account.network,
        kind=MentionKind.MESSAGE,
        visibility=Visibility.PRIVATE,
        direction=_direction(account, found.by),
        remote_id=found.letter,
        conversation_id=conversation_with(found.with_),
        author=Author(remote_id=found.by.member, name=found.by.name or None),
        text=found.words,
        created_at=found.written.astimezone(UTC),
        stream="letters",
    )
    return Seen(mention, item, as_of=mention.created_at)


def again(account: AccountSettings, raw: str) -> Record:
    """Read what was kept as unreadable once more. Raises BadPayload when it is no JSON."""
    try:
        item = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        raise BadPayload("a kept record of Laiptinė that is not JSON") from None
    return letter(account, item) if isinstance(item, dict) and "letter" in item else entry(account, item)


def conversation_with(member: str) -> str:
    """Name the private conversation with a member."""
    return f"letters:{member}"


def other_side(conversation_id: str) -> str | None:
    """Whom a private conversation is with, None when it is a public thread."""
    kind, _, member = conversation_id.partition(":")
    return member if kind == "letters" and member else None


def _direction(account: AccountSettings, by: Member) -> Direction:
    return Direction.OUTBOUND if by.member == account.remote_id else Direction.INBOUND


def _unreadable(account: AccountSettings, kind: str, item: Any) -> Unreadable:
    raw = msgspec.json.encode(item if isinstance(item, Mapping | list) else {"value": item}).decode()
    return Unreadable(account.name, f"{kind}: not in the form Laiptinė describes", raw)
