"""Webhook bodies, kept before the network gets its 200."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.store.dialect import insert_into
from monitor.store.schema import webhooks


class SqlWebhooks:
    """`monitor.ports.intake.Webhooks` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, route: str, body: bytes, *, now: datetime) -> int:
        """Store a verified body; the same bytes on the same route again return the first id."""
        digest = hashlib.sha256(route.encode() + b"\0" + body).digest()
        row = {"digest": digest, "route": route, "body": body, "received_at": now, "problem": ""}
        add = insert_into(self._connection, webhooks).values(row).on_conflict_do_nothing().returning(webhooks.c.id)
        kept = await self._connection.scalar(add)
        if kept is None:
            kept = await self._connection.scalar(select(webhooks.c.id).where(webhooks.c.digest == digest))
        return int(kept)

    async def unread(self, *, limit: int) -> list[tuple[int, str, bytes]]:
        """(id, route, body), oldest first."""
        unread = select(webhooks.c.id, webhooks.c.route, webhooks.c.body).where(webhooks.c.read_at.is_(None))
        rows = await self._connection.execute(unread.order_by(webhooks.c.id).limit(limit))
        return [(row.id, row.route, bytes(row.body)) for row in rows]

    async def mark_read(self, webhook_id: int, *, now: datetime, problem: str = "") -> None:
        """Take it off the list."""
        statement = update(webhooks).where(webhooks.c.id == webhook_id).values(read_at=now, problem=problem)
        await self._connection.execute(statement)

    async def forget(self, *, before: datetime, limit: int) -> int:
        """Drop at most `limit` bodies read before, the oldest first; returns how many."""
        old = select(webhooks.c.id).where(webhooks.c.read_at < before).order_by(webhooks.c.read_at).limit(limit)
        return int((await self._connection.execute(delete(webhooks).where(webhooks.c.id.in_(old)))).rowcount)
