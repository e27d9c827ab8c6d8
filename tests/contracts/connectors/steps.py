"""What the suites do over and over: read a stream, make a call, look it up."""

import dataclasses
from datetime import timedelta
from typing import Any

from monitor.domain.errors import (
    Retryable,
)
from monitor.domain.mentions import Mention
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall
from monitor.domain.streams import Page, Seen
from tests.contracts.connectors.stage import Stage

A_WHILE = timedelta(minutes=2)  # longer than any index lag


async def read_all(stage: Stage, stream: str, cursor: str | None = None) -> tuple[list[Mention], str | None]:
    """Fetch until nothing more is there; gives the mentions and the last cursor."""
    found: list[Mention] = []
    for _ in range(50):
        page = await fetch(stage, stream, cursor)
        found += mentions(page)
        cursor = page.cursor
        if not page.more:
            return found, cursor
    raise AssertionError("the stream does not end")


async def fetch(stage: Stage, stream: str, cursor: str | None = None) -> Page:
    return await stage.connector.source.fetch(stream, cursor, now=stage.simulated.now)


def mentions(page: Page) -> list[Mention]:
    return [record.mention for record in page.records if isinstance(record, Seen)]


def keys(found: list[Mention]) -> set[str]:
    return {mention.remote_id for mention in found}


async def mention_of(stage: Stage, remote_id: str, stream: str) -> Mention:
    found, _ = await read_all(stage, stream)
    return next(mention for mention in found if mention.remote_id == remote_id)


async def public_call(stage: Stage, text: str, **more: Any) -> RemoteCall:
    """A call that answers a new public text of the customer."""
    key = stage.customer_writes("kada bus siunta?")
    stage.simulated.pass_time(A_WHILE)
    return call_for(await mention_of(stage, key, stage.public_stream), stage.public_move, text, **more)


async def private_call(stage: Stage, text: str, **more: Any) -> RemoteCall:
    """A call that answers a new private message of the customer."""
    key = stage.customer_messages("rašau čia")
    stage.simulated.pass_time(A_WHILE)
    return call_for(await mention_of(stage, key, stage.private_stream), stage.private_move, text, **more)


def call_for(mention: Mention, move: MoveKind, text: str, **more: Any) -> RemoteCall:
    return RemoteCall(
        key="k1",
        move=move,
        text=text,
        mention_id=mention.remote_id,
        conversation_id=mention.conversation_id,
        author_id=mention.author.remote_id,
        **more,
    )


async def looked_up(stage: Stage, call: RemoteCall) -> Receipt | None:
    """Look up as the delivery service does: come back when the network says it cannot tell yet."""
    for _ in range(5):
        try:
            return await stage.connector.publisher.look_up(call, now=stage.simulated.now)
        except Retryable as error:
            stage.simulated.pass_time(error.after)
    raise AssertionError("the network never tells")


def attempted(stage: Stage, call: RemoteCall) -> RemoteCall:
    """The call as the outbox keeps it after a first attempt at this moment."""
    return dataclasses.replace(call, attempted_at=stage.simulated.now)
