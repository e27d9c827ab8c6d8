"""What tests of the Graph networks do again and again on a stage of the connector suite."""

from typing import Any

from connectors.simulator.graph.routes import GRAPH_API
from connectors.simulator.graph.scripted import ScriptedError
from monitor.domain.mentions import Mention
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import RemoteCall
from monitor.domain.streams import Page, Record, Seen


async def fetch(stage: Any, stream: str = "comments", cursor: str | None = None) -> Page:
    page: Page = await stage.connector.source.fetch(stream, cursor, now=stage.simulated.now)
    return page


async def poll(stage: Any, stream: str = "comments", cursor: str | None = None) -> tuple[dict[str, Mention], Page]:
    """Fetch until the round is over; gives the mentions by key, the newest form of each, and the last page."""
    found: dict[str, Mention] = {}
    for _ in range(400):
        page = await fetch(stage, stream, cursor)
        found |= {record.mention.remote_id: record.mention for record in page.records if isinstance(record, Seen)}
        cursor = page.cursor
        if not page.more:
            return found, page
    raise AssertionError("the round does not end")


def call_for(mention: Mention, move: MoveKind, text: str = "Atsiprašome!", **more: Any) -> RemoteCall:
    return RemoteCall(
        key="k",
        move=move,
        text=text,
        mention_id=mention.remote_id,
        conversation_id=mention.conversation_id,
        author_id=mention.author.remote_id,
        **more,
    )


async def comment(stage: Any, text: str = "kur siunta?") -> Mention:
    """Let the customer comment, and read it."""
    key = stage.customer_writes(text)
    return (await poll(stage))[0][key]


async def message(stage: Any, text: str = "labas") -> Mention:
    """Let the customer write privately, and read it."""
    key = stage.customer_messages(text)
    return (await poll(stage, "messages"))[0][key]


async def publish(stage: Any, mention: Mention, move: MoveKind, text: str = "Atsiprašome!", **more: Any) -> Any:
    """Make a move in answer to the mention."""
    return await stage.connector.publisher.publish(call_for(mention, move, text, **more), now=stage.simulated.now)


async def look_up(stage: Any, mention: Mention, move: MoveKind, text: str = "Atsiprašome!", **more: Any) -> Any:
    """Look for the effect of a move, as if it had been tried just now."""
    more.setdefault("attempted_at", stage.simulated.now)
    return await stage.connector.publisher.look_up(call_for(mention, move, text, **more), now=stage.simulated.now)


async def pushed(stage: Any, act: Any, *, bodies: int = 1) -> list[Record]:
    """Read what the network pushes when `act` happens."""
    return [
        record
        for _, body in await stage.pushed_by(act, bodies=bodies)
        for record in stage.plugin.read_webhook(body, [stage.account])
    ]


def script(stage: Any, code: int, subcode: int | None = None, **more: Any) -> None:
    """Order an error of the API for the next call."""
    stage.simulated.app[GRAPH_API].script.add(ScriptedError(code, subcode, **more))
