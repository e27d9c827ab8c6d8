"""Looks on the network for the effect of a write whose answer was lost: our words, by us, since the attempt."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors._graph.client import GraphClient
from connectors._graph.messages import Own, conversation_id, person_of, read_thread
from connectors._graph.paging import read_edge
from connectors._graph.payloads import Json, author, id_or_none, moment_or_none, objects
from connectors._graph.source import CONVERSATION_FIELDS
from monitor.domain.errors import Retryable
from monitor.domain.mentions import Direction
from monitor.domain.outbox import Receipt, RemoteCall
from monitor.domain.streams import Seen

CLOCK_SKEW = timedelta(minutes=2)
"""How far Meta's clock and ours may differ; Meta also cuts times to the second."""
NEWEST_FIRST = "reverse_chronological"
_PAGES = 20


def since_of(call: RemoteCall) -> datetime | None:
    """Earliest time an effect of the call can bear; None = no attempt of ours is known."""
    return call.attempted_at - CLOCK_SKEW if call.attempted_at else None


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space and composition, which networks change."""
    return " ".join(unicodedata.normalize("NFC", one).split()) == " ".join(unicodedata.normalize("NFC", other).split())


@dataclass(frozen=True, slots=True)
class Readback:
    """Reads as one account; `page_id` is where conversations hang, `platform` which of them are ours."""

    client: GraphClient
    own: Own
    page_id: str
    platform: str

    async def comment(self, call: RemoteCall, node: str, edge: str, *, text: str, time: str, **args: Any) -> str | None:
        """Id of our own comment under `node` with the call's words; `text` and `time` name the fields.

        Raises Retryable when there are too many comments to be sure.
        """
        after = None
        for _ in range(_PAGES):
            page = await read_edge(self.client, node, edge, size=50, after=after, **args)
            found = self.among(page.items, call, text=text, time=time)
            over = args.get("order") == NEWEST_FIRST and _all_older(page.items, since_of(call), time)
            if found or over or page.after is None or page.after == after:
                return found
            after = page.after
        raise _too_long()

    def among(self, items: Iterable[Json], call: RemoteCall, *, text: str, time: str) -> str | None:
        """Id of our own comment with the call's words among `items`; `text` and `time` name the fields."""
        since = since_of(call)
        ours = (item for item in items if self._is_ours(item, call, text=text, time=time, since=since))
        return next((id_or_none(item.get("id")) for item in ours), None)

    async def in_conversation(self, call: RemoteCall) -> Receipt | None:
        """Receipt of the call's message in the conversation it names."""
        person = person_of(call.conversation_id)
        if person is None:
            return None
        args = {"platform": self.platform, "fields": CONVERSATION_FIELDS, "user_id": person}
        page = await read_edge(self.client, self.page_id, "conversations", size=5, **args)
        ours = [thread for thread in page.items if conversation_id(self.own.id, person) in self._names(thread)]
        return next((found for thread in ours if (found := self.in_thread(call, thread))), None)

    async def in_any_conversation(self, call: RemoteCall, *, with_: str | None = None) -> Receipt | None:
        """Receipt of the call's message in whichever conversation holds it; `with_` names the other side if known.

        Raises Retryable when there are too many conversations to be sure.
        """
        since, after = since_of(call), None
        args = {"platform": self.platform, "fields": CONVERSATION_FIELDS}
        for _ in range(_PAGES):
            page = await read_edge(self.client, self.page_id, "conversations", size=25, after=after, **args)
            for thread in page.items:
                if with_ is None or self._is_with(thread, with_):
                    found = self.in_thread(call, thread)
                    if found:
                        return found
            over = _all_older(page.items, since, "updated_time")
            if over or page.after is None or page.after == after:
                return None
            after = page.after
        raise _too_long()

    def in_thread(self, call: RemoteCall, thread: Json) -> Receipt | None:
        """Receipt of the call's message in this thread."""
        since = since_of(call)
        for record in read_thread(self.own, thread):
            if not isinstance(record, Seen) or record.mention.direction is not Direction.OUTBOUND:
                continue
            fresh = since is None or record.mention.created_at >= since
            if fresh and same_words(record.mention.text, call.text):
                return Receipt(record.mention.remote_id, record.mention.conversation_id)
        return None

    def _is_ours(self, item: Json, call: RemoteCall, *, text: str, time: str, since: datetime | None) -> bool:
        by, words, at = author(item.get("from"), username=item.get("username")), item.get(text), item.get(time)
        written = moment_or_none(at)
        known = bool(by.remote_id or by.handle)
        fresh = since is None or (written is not None and written >= since)
        return (self.own.wrote(by) or not known) and fresh and isinstance(words, str) and same_words(words, call.text)

    def _names(self, thread: Json) -> set[str]:
        ids = (id_or_none(item.get("id")) for item in objects(thread.get("participants")))
        return {conversation_id(self.own.id, id_) for id_ in ids if id_}

    def _is_with(self, thread: Json, name: str) -> bool:
        sides = objects(thread.get("participants"))
        return any(name in (side.get("username"), side.get("name"), id_or_none(side.get("id"))) for side in sides)


def _too_long() -> Retryable:
    return Retryable("too much was written since to be sure that ours is not there", after=timedelta(minutes=10))


def _all_older(items: Iterable[Json], since: datetime | None, time: str) -> bool:
    times = [moment_or_none(item.get(time)) for item in items]
    return since is not None and bool(times) and all(time is not None and time < since for time in times)
