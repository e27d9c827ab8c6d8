"""The outbox: exactly one remote call per entry, moved along its table under a lease."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.cases import CaseState
from monitor.domain.errors import Conflict
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OUTBOX_TRANSITIONS, OutboxEntry, OutboxState, RemoteCall, checked
from monitor.store.cleaning import clean
from monitor.store.dialect import insert_into, serialise
from monitor.store.repositories.accounts import is_held
from monitor.store.schema import cases, drafts, outbox

_RELEASED: dict[str, Any] = {"lease_owner": None, "lease_until": None}
NAMELESS: dict[str, Any] = {"text": "", "author_id": "", "conversation_id": ""}
"""What is left of an entry whose customer was erased: what was done, when, and how it ended."""
_ENDED = {OutboxState.REFUSED, OutboxState.CANCELLED}


class SqlOutbox:
    """`monitor.ports.work.Outbox` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, entry: OutboxEntry) -> OutboxEntry:
        """Insert; an entry that waits for one already settled starts where that settling would have moved it.

        Raises Conflict when `call.key` stands there already.
        """
        entry = await self._caught_up(entry)
        statement = insert_into(self._connection, outbox).values(_as_row(entry)).on_conflict_do_nothing()
        new_id = await self._connection.scalar(statement.returning(outbox.c.id))
        if new_id is None:
            raise Conflict("this remote call stands in the outbox already; it is made once only")
        return replace(entry, id=new_id, call=replace(entry.call, text=clean(entry.call.text)))

    async def _caught_up(self, entry: OutboxEntry) -> OutboxEntry:
        if entry.state is not OutboxState.WAITING:
            return entry
        first = select(outbox.c.state).where(outbox.c.id == entry.after_id).with_for_update()
        match await self._connection.scalar(first):
            case OutboxState.DELIVERED:
                return replace(entry, state=OutboxState.QUEUED)
            case OutboxState.REFUSED | OutboxState.CANCELLED:
                return replace(entry, state=OutboxState.CANCELLED, reason=_NEVER_WENT)
        return entry

    async def get(self, entry_id: int) -> OutboxEntry | None:
        """One entry."""
        row = (await self._connection.execute(select(outbox).where(outbox.c.id == entry_id))).one_or_none()
        return _as_entry(row) if row else None

    async def answered(
        self, brand: str, *, after: datetime, before: datetime, limit: int
    ) -> list[tuple[int, datetime]]:
        """Answered cases of a brand whose last delivered text arrived within that time, and when; earliest first."""
        answered = cases.c.state == literal_column(f"'{CaseState.ANSWERED.value}'")
        delivered = outbox.c.state == literal_column(f"'{OutboxState.DELIVERED.value}'")
        statement = (
            select(outbox.c.case_id, outbox.c.settled_at)
            .join_from(outbox, cases, outbox.c.case_id == cases.c.id)
            .where(answered, cases.c.brand == brand, delivered, outbox.c.settled_at > after)
            .order_by(outbox.c.settled_at)
        )
        last = {row.case_id: row.settled_at for row in await self._connection.execute(statement)}
        due = sorted((at, case_id) for case_id, at in last.items() if at <= before)
        return [(case_id, at) for at, case_id in due[:limit]]

    async def of_case(self, case_id: int) -> list[OutboxEntry]:
        """A case's entries, oldest first."""
        return await self._read(outbox.c.case_id == case_id, outbox.c.id)

    async def claim_due(self, *, now: datetime, owner: str, lease: timedelta, limit: int) -> list[OutboxEntry]:
        """Move due `queued` entries to `sending` under a lease, counting the attempt; one per account at a time.

        Entries of an account whose breaker is open wait.
        """
        await serialise(self._connection, ["outbox"])  # two claimers could each pick another entry of one account
        statement = (
            update(outbox)
            .where(outbox.c.id.in_(_first_due_per_account(now, limit)))
            .values(
                state=OutboxState.SENDING,
                attempts=outbox.c.attempts + 1,
                attempted_at=func.coalesce(outbox.c.attempted_at, now),
                lease_owner=owner,
                lease_until=now + lease,
                lease_epoch=outbox.c.lease_epoch + 1,
            )
            .returning(outbox)
        )
        rows = (await self._connection.execute(statement)).all()
        return [_as_entry(row) for row in sorted(rows, key=lambda row: (row.not_before, row.id))]

    async def lapsed(self, *, now: datetime) -> list[OutboxEntry]:
        """Move `sending` entries whose lease ran out to `unknown` and return all `unknown` entries that are due."""
        over = (outbox.c.state == OutboxState.SENDING) & (outbox.c.lease_until <= now)
        reason = "the delivery was interrupted"
        unknown = {"state": OutboxState.UNKNOWN, "not_before": now, "reason": reason, **_RELEASED}
        await self._connection.execute(update(outbox).where(over).values(**unknown))
        due = (outbox.c.state == OutboxState.UNKNOWN) & (outbox.c.not_before <= now) & ~is_held(outbox.c.account)
        return await self._read(due, outbox.c.not_before, outbox.c.id)

    async def settle(
        self,
        entry: OutboxEntry,
        to: OutboxState,
        *,
        now: datetime,
        reason: str = "",
        remote_id: str | None = None,
        not_before: datetime | None = None,
        attempted: bool = True,
    ) -> OutboxEntry:
        """Move the entry along its table, and those that wait for it along theirs; an attempt not made does not count.

        Raises Conflict when the table forbids the move, or somebody else moved the entry.
        """
        values: dict[str, Any] = {"state": checked(entry.state, to), "reason": reason, "settled_at": now, **_RELEASED}
        if remote_id is not None:
            values["remote_id"] = remote_id
        if not_before is not None:
            values["not_before"] = not_before
        if not attempted:
            values["attempts"] = outbox.c.attempts - 1
        settled = await self._move(entry, values)
        await self._release_waiting(settled)
        if not OUTBOX_TRANSITIONS[to]:
            await self._forget_erased(settled)
        return settled

    async def _forget_erased(self, settled: OutboxEntry) -> None:
        """Let words go that were on their way when their draft was erased: nobody looks for them any more."""
        erased = exists().where(drafts.c.id == outbox.c.draft_id, drafts.c.text == "")
        await self._connection.execute(update(outbox).where(outbox.c.id == settled.id, erased).values(**NAMELESS))

    async def hold(self, entry: OutboxEntry, *, not_before: datetime) -> None:
        """Keep an `unknown` entry unknown, and look again at `not_before`.

        Raises Conflict when it is no longer unknown.
        """
        if entry.state is not OutboxState.UNKNOWN:
            raise Conflict("only an entry of unknown outcome can be held")
        await self._move(entry, {"not_before": not_before})

    async def _move(self, entry: OutboxEntry, values: dict[str, Any]) -> OutboxEntry:
        same = (outbox.c.id == entry.id) & (outbox.c.state == entry.state) & (outbox.c.lease_epoch == entry.lease_epoch)
        statement = update(outbox).where(same).values(**values).returning(outbox)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            raise Conflict(f"outbox entry {entry.id} was moved meanwhile; read it again")
        return _as_entry(row)

    async def _release_waiting(self, settled: OutboxEntry) -> None:
        """Private first, public second: what waits goes on only after a delivery, and never after a refusal."""
        waits = (outbox.c.after_id == settled.id) & (outbox.c.state == OutboxState.WAITING)
        if settled.state is OutboxState.DELIVERED:
            await self._connection.execute(update(outbox).where(waits).values(state=OutboxState.QUEUED))
        elif settled.state in _ENDED:
            for follower in await self._read(waits, outbox.c.id):
                await self._release_waiting(
                    await self._move(follower, {"state": OutboxState.CANCELLED, "reason": _NEVER_WENT})
                )

    async def _read(self, which: ColumnElement[bool], *order: ColumnElement[Any]) -> list[OutboxEntry]:
        rows = await self._connection.execute(select(outbox).where(which).order_by(*order))
        return [_as_entry(row) for row in rows]


_NEVER_WENT = "what it waited for was not delivered"


def _first_due_per_account(now: datetime, limit: int) -> Any:
    earlier, busy = outbox.alias("earlier"), outbox.alias("busy")
    due = (outbox.c.state == OutboxState.QUEUED) & (outbox.c.not_before <= now)
    has_busy = exists().where(busy.c.account == outbox.c.account, busy.c.state == OutboxState.SENDING)
    first = (
        select(earlier.c.id)
        .where(
            earlier.c.account == outbox.c.account, earlier.c.state == OutboxState.QUEUED, earlier.c.not_before <= now
        )
        .order_by(earlier.c.not_before, earlier.c.id)
        .limit(1)
        .scalar_subquery()
    )
    chosen = select(outbox.c.id).where(due, ~has_busy, outbox.c.id == first, ~is_held(outbox.c.account))
    return chosen.order_by(outbox.c.not_before, outbox.c.id).limit(limit).with_for_update(skip_locked=True)


def _as_row(entry: OutboxEntry) -> dict[str, Any]:
    call = entry.call
    return {
        "case_id": entry.case_id,
        "draft_id": entry.draft_id,
        "account": entry.account,
        "key": call.key,
        "move": call.move,
        "text": call.text,
        "text_hash": entry.text_hash,
        "mention_remote_id": call.mention_id,
        "conversation_id": call.conversation_id,
        "author_id": call.author_id,
        "human_agent": call.human_agent,
        "attempted_at": call.attempted_at,
        "state": entry.state,
        "after_id": entry.after_id,
        "not_before": entry.not_before,
        "attempts": entry.attempts,
        "lease_epoch": entry.lease_epoch,
        "remote_id": entry.remote_id,
        "reason": entry.reason,
    }


def _as_call(row: Row[Any]) -> RemoteCall:
    return RemoteCall(
        key=row.key,
        move=MoveKind(row.move),
        text=row.text,
        mention_id=row.mention_remote_id,
        conversation_id=row.conversation_id,
        author_id=row.author_id,
        human_agent=row.human_agent,
        attempted_at=row.attempted_at,
    )


def _as_entry(row: Row[Any]) -> OutboxEntry:
    return OutboxEntry(
        id=row.id,
        case_id=row.case_id,
        draft_id=row.draft_id,
        account=row.account,
        call=_as_call(row),
        state=OutboxState(row.state),
        after_id=row.after_id,
        not_before=row.not_before,
        attempts=row.attempts,
        lease_epoch=row.lease_epoch,
        remote_id=row.remote_id,
        reason=row.reason,
        text_hash=row.text_hash,
    )
