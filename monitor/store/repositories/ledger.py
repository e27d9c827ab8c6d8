"""The completeness ledger: rows of streams, arrivals of mentions, rounds of looking again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.completeness import Alone, Ledger
from monitor.domain.gaps import Gap
from monitor.domain.mentions import MentionKind, Visibility
from monitor.domain.news import is_old_page, is_old_webhook
from monitor.domain.streams import Record, Removed, Seen, Standing, StreamRef
from monitor.ports.ledger import Round, Way, WaysOfDay
from monitor.store.cleaning import clean
from monitor.store.dialect import insert_into, is_postgresql, serialise
from monitor.store.schema import arrivals, ledgers, mentions, rounds

_WAYS = {Way.POLL: arrivals.c.polled_at, Way.WEBHOOK: arrivals.c.pushed_at}
_OTHER = {Way.POLL: arrivals.c.pushed_at, Way.WEBHOOK: arrivals.c.polled_at}
_TOLD = {Way.POLL: arrivals.c.polled_told, Way.WEBHOOK: arrivals.c.pushed_told}
_MOST_KEYS = 500  # in one IN list
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Key = tuple[str, str]
Told = tuple[datetime | None, datetime | None]
"""When the newest page and the newest webhook told of a mention."""


class SqlLedger:
    """`monitor.ports.ledger.LedgerBook` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, ref: StreamRef) -> Ledger:
        """Return one stream's ledger, an empty one at first; nobody else changes it until the transaction ends."""
        await serialise(self._connection, [f"ledger {ref.account}/{ref.stream}"])
        which = (ledgers.c.account == ref.account) & (ledgers.c.stream == ref.stream)
        row = (await self._connection.execute(select(ledgers).where(which))).one_or_none()
        return _as_ledger(row) if row else Ledger(ref=ref)

    async def save(self, ledger: Ledger) -> None:
        """Insert or replace it."""
        row = {
            "account": ledger.ref.account,
            "stream": ledger.ref.stream,
            "up_to": ledger.up_to,
            "looked_at": ledger.looked_at,
            "due_at": ledger.due_at,
            "pushed_at": ledger.pushed_at,
            "pushed_since": ledger.pushed_since,
            "open": msgspec.to_builtins(ledger.open),
            "closed": msgspec.to_builtins(ledger.closed),
        }
        statement = insert_into(self._connection, ledgers)
        news = {name: statement.excluded[name] for name in row if name not in ("account", "stream")}
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["account", "stream"], set_=news), row
        )

    async def all(self) -> list[Ledger]:
        """Return all ledgers, by account and stream name."""
        rows = await self._connection.execute(select(ledgers).order_by(ledgers.c.account, ledgers.c.stream))
        return [_as_ledger(row) for row in rows]

    async def fresh(self, records: Sequence[Record], way: Way, *, as_of: datetime) -> list[Record]:
        """Leave out old news; nobody else changes these accounts until the transaction ends."""
        await serialise(self._connection, {_account(record) for record in records})
        told = await self._told({_key(record) for record in records if isinstance(record, Seen)})
        return [record for record in records if not _is_old(record, way, as_of, told)]

    async def _told(self, keys: Iterable[Key]) -> dict[Key, Told]:
        by_account: dict[str, list[str]] = {}
        for account, remote_id in keys:
            by_account.setdefault(account, []).append(remote_id)
        found: dict[Key, Told] = {}
        for account, ids in by_account.items():
            for start in range(0, len(ids), _MOST_KEYS):
                which = (arrivals.c.account == account) & arrivals.c.remote_id.in_(ids[start : start + _MOST_KEYS])
                columns = (arrivals.c.remote_id, arrivals.c.polled_told, arrivals.c.pushed_told)
                for row in await self._connection.execute(select(*columns).where(which)):
                    found[account, row.remote_id] = (row.polled_told, row.pushed_told)
        return found

    async def vanished(self, standing: Sequence[Standing], *, as_of: datetime) -> list[Removed]:
        """Return removals of what a poll has shown before in these conversations, and this one, asked for then, not.

        What came by webhook only counts as standing: not every kind of message is shown to polls.
        """
        shown = {(each.account, each.conversation_id): each for each in standing}
        found: list[Removed] = []
        for account in sorted({account for account, _ in shown}):
            names = sorted(name for of, name in shown if of == account)
            rows = await self._connection.execute(_polled_messages(account, names, before=as_of))
            for row in rows:
                there = shown[account, row.conversation_id]
                if row.created_at > there.since and row.remote_id not in there.remote_ids:
                    found.append(Removed(account, row.remote_id, as_of))
        return found

    async def arrived(
        self, records: Sequence[Record], way: Way, *, now: datetime, as_of: datetime | None = None
    ) -> None:
        """Note by which way mentions came, the first time of each way, and how new the newest news of each is."""
        mine, told = _WAYS[way], _TOLD[way]
        rows: dict[Key, dict[str, Any]] = {}
        for record in records:
            if isinstance(record, Seen):
                newest = max(rows.get(_key(record), {}).get(told.name, _LONG_AGO), record.as_of or as_of or now)
                rows[_key(record)] = _arrival(record, now) | {mine.name: now, told.name: newest}
        if not rows:
            return
        statement = insert_into(self._connection, arrivals)
        new = statement.excluded
        upsert = statement.on_conflict_do_update(
            index_elements=["account", "remote_id"],
            set_={mine.name: func.coalesce(mine, new[mine.name]), told.name: new[told.name]},
            where=told.is_(None) | (told < new[told.name]),
        )
        await self._connection.execute(upsert, [rows[key] for key in sorted(rows)])

    async def alone(self, ref: StreamRef, way: Way, *, since: datetime, until: datetime) -> Alone:
        """Count the stream's mentions that came by this way only, are still there and came from `since` to `until`."""
        same = (mentions.c.account == arrivals.c.account) & (mentions.c.remote_id == arrivals.c.remote_id)
        statement = (
            select(func.count(), func.min(arrivals.c.created_at), func.max(arrivals.c.created_at))
            .select_from(arrivals.join(mentions, same))
            .where(
                arrivals.c.account == ref.account,
                arrivals.c.stream == ref.stream,
                arrivals.c.arrived_at >= since,
                arrivals.c.arrived_at < until,
                _OTHER[way].is_(None),
                mentions.c.deleted_at.is_(None),
            )
        )
        count, first, last = (await self._connection.execute(statement)).one()
        return Alone(count, first, last)

    async def ways(self, *, since: datetime) -> list[WaysOfDay]:
        """Count per account, stream and day."""
        day = self._day(arrivals.c.created_at)
        polled, pushed = arrivals.c.polled_at.is_not(None), arrivals.c.pushed_at.is_not(None)
        statement = (
            select(
                arrivals.c.account,
                arrivals.c.stream,
                day.label("day"),
                func.count().filter(polled & ~pushed).label("poll_only"),
                func.count().filter(pushed & ~polled).label("webhook_only"),
                func.count().filter(pushed & polled).label("both"),
            )
            .where(arrivals.c.arrived_at >= since)
            .group_by(arrivals.c.account, arrivals.c.stream, day)
            .order_by(day.desc(), arrivals.c.account, arrivals.c.stream)
        )
        rows = await self._connection.execute(statement)
        return [
            WaysOfDay(row.account, row.stream, date.fromisoformat(row.day), row.poll_only, row.webhook_only, row.both)
            for row in rows
        ]

    def _day(self, moment: ColumnElement[Any]) -> ColumnElement[str]:
        if is_postgresql(self._connection):
            return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")
        return func.strftime("%Y-%m-%d", moment)

    async def forget_arrivals(self, *, before: datetime, limit: int) -> int:
        """Drop at most `limit` of what came in before, the oldest first; returns how many."""
        key = (arrivals.c.account, arrivals.c.remote_id)
        old = select(*key).where(arrivals.c.arrived_at < before).order_by(arrivals.c.arrived_at).limit(limit)
        result = await self._connection.execute(delete(arrivals).where(tuple_(*key).in_(old)))
        return int(result.rowcount)

    async def round_of(self, account: str) -> Round | None:
        """Return the account's round, None before the first."""
        found = await self._connection.execute(select(rounds).where(rounds.c.account == account))
        row = found.mappings().one_or_none()
        return Round(**row) if row else None

    async def rounds(self) -> list[Round]:
        """Return all rounds, by account."""
        found = await self._connection.execute(select(rounds).order_by(rounds.c.account))
        return [Round(**row) for row in found.mappings()]

    async def save_round(self, state: Round) -> None:
        """Insert or replace it."""
        row = {column.name: getattr(state, column.name) for column in rounds.c}
        statement = insert_into(self._connection, rounds)
        news = {name: statement.excluded[name] for name in row if name != "account"}
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["account"], set_=news), row)

    async def public_before(
        self, account: str, before_id: int | None, *, streams: Sequence[str], limit: int
    ) -> list[tuple[int, str]]:
        """Return (id, remote id) of public mentions of these streams that still stand, newest first."""
        standing = (
            select(mentions.c.id, mentions.c.remote_id)
            .where(
                mentions.c.account == account,
                mentions.c.visibility == Visibility.PUBLIC.value,
                mentions.c.stream.in_(streams),
                mentions.c.deleted_at.is_(None),
            )
            .order_by(mentions.c.id.desc())
            .limit(limit)
        )
        if before_id is not None:
            standing = standing.where(mentions.c.id < before_id)
        return [(row.id, row.remote_id) for row in await self._connection.execute(standing)]


def _key(record: Seen) -> Key:
    return clean(record.mention.account), clean(record.mention.remote_id)


def _account(record: Record) -> str:
    return clean(record.mention.account if isinstance(record, Seen) else record.account)


def _is_old(record: Record, way: Way, as_of: datetime, told: Mapping[Key, Told]) -> bool:
    if not isinstance(record, Seen):
        return False
    polled, pushed = told.get(_key(record), (None, None))
    if way is Way.POLL:
        return is_old_page(as_of, pushed=pushed)
    return is_old_webhook(record.as_of or as_of, polled=polled, pushed=pushed)


def _arrival(record: Seen, now: datetime) -> dict[str, Any]:
    mention = record.mention
    return {
        "account": mention.account,
        "remote_id": mention.remote_id,
        "stream": mention.stream,
        "created_at": mention.created_at,
        "arrived_at": now,
    }


def _polled_messages(account: str, conversations: Sequence[str], *, before: datetime) -> Select[Any]:
    same = (mentions.c.account == arrivals.c.account) & (mentions.c.remote_id == arrivals.c.remote_id)
    return (
        select(mentions.c.remote_id, mentions.c.conversation_id, mentions.c.created_at)
        .join(arrivals, same)
        .where(
            mentions.c.account == account,
            mentions.c.conversation_id.in_(conversations),
            mentions.c.kind == MentionKind.MESSAGE,
            mentions.c.deleted_at.is_(None),
            arrivals.c.polled_told < before,
        )
    )


def _as_ledger(row: Row[Any]) -> Ledger:
    return Ledger(
        ref=StreamRef(row.account, row.stream),
        up_to=row.up_to,
        looked_at=row.looked_at,
        due_at=row.due_at,
        pushed_at=row.pushed_at,
        pushed_since=row.pushed_since,
        open=msgspec.convert(row.open, tuple[Gap, ...]),
        closed=msgspec.convert(row.closed, tuple[Gap, ...]),
    )
