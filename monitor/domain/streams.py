"""Streams: one cursor of one account, the pages that come in on it, and its health."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from monitor.domain.gaps import Gap
from monitor.domain.mentions import Mention


@dataclass(frozen=True, slots=True)
class StreamRef:
    """Names one stream: the account's name in the settings and the stream's name in its network."""

    account: str
    stream: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention read from a page or a webhook, with the network's own JSON kept beside it.

    `as_of` is when the network said so, by its own clock; None for a page, which is as new as the question. `in_part`:
    a push that leaves out what a poll tells, such as whether the author takes messages. `bare`: a push that tells only
    where it stands; the source gives it whole when it is asked for the stream of its conversation's name.
    """

    mention: Mention
    raw: Mapping[str, Any]
    as_of: datetime | None = None
    in_part: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """The network says that something was deleted: text and media go, the metric stays.

    `with_replies`: on this network everything that stood beneath it went with it.
    """

    account: str
    remote_id: str
    at: datetime
    with_replies: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that could not be read: kept in quarantine with the reason (no personal data in the reason)."""

    account: str
    reason: str
    raw: str


Record = Seen | Removed | Unreadable


@dataclass(frozen=True, slots=True)
class Standing:
    """What a network shows of one conversation: everything since `since` that was not taken back; ids of it."""

    account: str
    conversation_id: str
    since: datetime
    remote_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a source.

    `cursor` is opaque to everyone but the source; it is stored in the same transaction as the records. `more` asks
    for another fetch at once. `up_to` says: everything created before this moment is here (None = not known yet).
    `next_poll_after` is the source's wish in seconds, from rate headers or from how hot the stream is. `gaps` are
    what the source knows to be out of its reach, named on the page where it learns it. `standing` tells of
    conversations shown whole, so that what is missing in them is known to be gone.
    """

    records: tuple[Record, ...]
    cursor: str | None
    more: bool = False
    up_to: datetime | None = None
    next_poll_after: float | None = None
    gaps: tuple[Gap, ...] = ()
    standing: tuple[Standing, ...] = ()


class StreamHealth(StrEnum):
    """How a stream does."""

    NEW = "new"
    OK = "ok"
    LIMITED = "limited"  # waiting as the network asked
    FAILING = "failing"  # passing faults
    STOPPED = "stopped"  # a person must act
    RETIRED = "retired"  # the settings name it no longer


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamLease:
    """The right to poll a stream until `until`; `epoch` proves at commit that nobody took over meanwhile."""

    ref: StreamRef
    cursor: str | None
    epoch: int
    failures: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamStatus:
    """What health pages show of a stream: state, plain reason, next step, and how far it has read."""

    ref: StreamRef
    health: StreamHealth
    reason: str = ""
    next_step: str = ""
    next_poll_at: datetime
    last_ok_at: datetime | None = None
    up_to: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
