"""Cases with optimistic locking, and the inbox read by keyset."""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select, true, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.cases import Case, CaseState
from monitor.domain.errors import Conflict
from monitor.domain.mentions import MentionKind
from monitor.domain.priority import Priority, Reason
from monitor.ports.work import InboxRow
from monitor.store.dialect import serialise
from monitor.store.repositories.drafts import SUBMITTED
from monitor.store.repositories.searching import newest_with
from monitor.store.schema import cases, drafts, mentions

_MENTION = (
    mentions.c.author_name,
    mentions.c.author_handle,
    mentions.c.excerpt,
    mentions.c.complaint,
    mentions.c.sentiment,
    mentions.c.personal_data,
)

_LINES = select(cases, *_MENTION).outerjoin_from(cases, mentions, mentions.c.id == cases.c.last_inbound_id)
TEXTS_A_CASE = 10
"""How many texts of one case a search reads, at most, for each case it shows."""
_WAITING = select(drafts.c.case_id).where(SUBMITTED)


class SqlCases:
    """`monitor.ports.work.Cases` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, case: Case) -> Case:
        """Insert; returns it with its id."""
        statement = cases.insert().values(_as_row(case)).returning(cases.c.id)
        return replace(case, id=(await self._connection.execute(statement)).scalar_one())

    async def get(self, case_id: int) -> Case | None:
        """One case."""
        row = (await self._connection.execute(select(cases).where(cases.c.id == case_id))).one_or_none()
        return _as_case(row) if row else None

    async def hold(self, case_id: int) -> None:
        """Let nobody else who holds this case first go on until the transaction ends.

        On PostgreSQL two transactions would otherwise both see no answer, and both add one.
        """
        await serialise(self._connection, [f"case {case_id}"])

    async def latest_of_author(self, account: str, author_key: str) -> Case | None:
        """The author's newest case on the account, whatever its state."""
        theirs = select(cases).where(cases.c.account == account, cases.c.author_key == author_key)
        row = (await self._connection.execute(theirs.order_by(cases.c.id.desc()).limit(1))).one_or_none()
        return _as_case(row) if row else None

    async def save(self, case: Case) -> Case:
        """Write all fields if `case.version` is still the stored one; returns it with the next version.

        Raises Conflict otherwise.
        """
        same = (cases.c.id == case.id) & (cases.c.version == case.version)
        saved = replace(case, version=case.version + 1)
        result = await self._connection.execute(update(cases).where(same).values(_as_row(saved)))
        if result.rowcount != 1:
            raise Conflict(f"case {case.id} was changed meanwhile; read it again")
        return saved

    async def inbox(
        self,
        *,
        states: Collection[CaseState],
        accounts: Collection[str] | None = None,
        after: tuple[datetime, int] | None = None,
        limit: int = 50,
        for_approval: bool = False,
    ) -> list[InboxRow]:
        """Page of cases by `(rank_at, id)` ascending, after that key; never an OFFSET.

        Each state is read through its own partial index; pages of several states are merged here.
        """
        pages = []
        for state in CaseState:
            if state in states:
                rows = (await self._connection.execute(_page(state, accounts, after, limit, for_approval))).all()
                pages.append([_as_inbox_row(row) for row in rows])
        merged = heapq.merge(*pages, key=lambda row: (row.case.priority.rank_at, row.case.id))
        return list(merged)[:limit]

    async def search(self, beginnings: Sequence[str], *, most: int) -> list[InboxRow]:
        """Cases in which a word begins with each of these, the newest texts first; see the port."""
        found = await newest_with(self._connection, beginnings, most=most * TEXTS_A_CASE) if beginnings else []
        texts = select(mentions.c.id, mentions.c.case_id, mentions.c.excerpt).where(mentions.c.id.in_(found))
        excerpts: dict[int, str] = {}
        for text in await self._connection.execute(texts.order_by(mentions.c.id.desc())):
            excerpts[text.case_id] = excerpts.get(text.case_id) or text.excerpt
        rows = await self.rows(list(excerpts)[:most])
        return [replace(row, excerpt=excerpts[row.case.id] or row.excerpt) for row in rows]

    async def rows(self, case_ids: Sequence[int]) -> list[InboxRow]:
        """Lines of these cases, in this order; those that are not there are left out."""
        read = await self._connection.execute(_LINES.where(cases.c.id.in_(case_ids)))
        lines = {row.id: _as_inbox_row(row) for row in read}
        return [lines[each] for each in case_ids if each in lines]

    async def heard_since(self, moment: datetime, *, limit: int) -> list[Case]:
        """Cases in which a customer wrote since then, newest words first, whatever their state."""
        theirs = select(cases).where(cases.c.last_inbound_at >= moment)
        rows = await self._connection.execute(theirs.order_by(cases.c.last_inbound_at.desc(), cases.c.id).limit(limit))
        return [_as_case(row) for row in rows]

    async def waiting_since(
        self, network: str, kind: MentionKind, *, after: tuple[datetime, int], before: datetime, limit: int
    ) -> list[Case]:
        """Open cases whose newest words are of this kind and came between the two moments, oldest first.

        `after` is a moment with the id of the last case seen of those that wrote then.
        """
        since = cases.c.last_inbound_at
        theirs = (
            select(cases)
            .join(mentions, mentions.c.id == cases.c.last_inbound_id)
            .where(_in(CaseState.OPEN), cases.c.network == network, mentions.c.kind == kind)
            .where(tuple_(since, cases.c.id) > tuple_(*after), since <= before)
            .order_by(since, cases.c.id)
            .limit(limit)
        )
        return [_as_case(row) for row in await self._connection.execute(theirs)]

    async def undrafted(self, *, limit: int) -> list[int]:
        """Open cases whose newest inbound mention has not been drafted for (`drafted_id` differs), best rank first."""
        waiting = select(cases.c.id).where(_in(CaseState.OPEN), cases.c.drafted_id != cases.c.last_inbound_id)
        rows = await self._connection.scalars(waiting.order_by(cases.c.rank_at, cases.c.id).limit(limit))
        return list(rows)

    async def mark_drafted(self, case_id: int, mention_id: int) -> None:
        """Remember which mention the drafts answer; leaves `version` as it is."""
        await self._connection.execute(update(cases).where(cases.c.id == case_id).values(drafted_id=mention_id))

    async def counts(
        self, *, now: datetime, accounts: Collection[str] | None = None, states: Iterable[CaseState] = CaseState
    ) -> Mapping[str, int]:
        """Counts by state (all asked for are named), `overdue` among the open, and `for_approval`; of these accounts.

        Beside 100,000 closed cases the open ones alone take a fifth of the time that all states take.
        """
        ours = true() if accounts is None else cases.c.account.in_(sorted(accounts))
        counts = {}
        for state in states:
            counts[state.value] = await self._count(_in(state) & ours)
        counts["overdue"] = await self._count(_in(CaseState.OPEN) & (cases.c.due_at < now) & ours)
        counts["for_approval"] = await self._connection.scalar(_submitted(accounts)) or 0
        return counts

    async def _count(self, which: ColumnElement[bool]) -> int:
        return await self._connection.scalar(select(func.count()).select_from(cases).where(which)) or 0


def _in(state: CaseState) -> ColumnElement[bool]:
    """State as a literal, so that the planner can match it with its partial index."""
    return cases.c.state == literal_column(f"'{state.value}'")


def _submitted(accounts: Collection[str] | None) -> Select[Any]:
    """Count by the few drafts that wait: read from the side of the accounts it would go through all their cases."""
    statement = select(func.count(drafts.c.case_id.distinct())).where(SUBMITTED)
    if accounts is None:
        return statement
    account = select(cases.c.account).where(cases.c.id == drafts.c.case_id).scalar_subquery()
    return statement.where(account.in_(sorted(accounts)))


def _page(
    state: CaseState,
    accounts: Collection[str] | None,
    after: tuple[datetime, int] | None,
    limit: int,
    for_approval: bool,  # noqa: FBT001 - handed on from a keyword
) -> Select[Any]:
    statement = _LINES.where(_in(state))
    if accounts is not None:
        names = sorted(accounts)
        one = len(names) == 1  # an equality keeps the order of `(account, rank_at, id)`, a list of one may not
        statement = statement.where(cases.c.account == names[0] if one else cases.c.account.in_(names))
    if for_approval:
        statement = statement.where(cases.c.id.in_(_WAITING))
    if after is not None:
        statement = statement.where(tuple_(cases.c.rank_at, cases.c.id) > tuple_(*after))
    return statement.order_by(cases.c.rank_at, cases.c.id).limit(limit)


def _as_row(case: Case) -> dict[str, Any]:
    row = {name: getattr(case, name) for name in _PLAIN}
    return row | {
        "points": case.priority.points,
        "reasons": [asdict(reason) for reason in case.priority.reasons],
        "due_at": case.priority.due_at,
        "rank_at": case.priority.rank_at,
    }


_PLAIN = (
    "brand",
    "account",
    "network",
    "author_key",
    "state",
    "language",
    "needs_private",
    "opened_at",
    "last_inbound_at",
    "last_inbound_id",
    "drafted_id",
    "assignee",
    "version",
)


def _as_case(row: Row[Any]) -> Case:
    fields: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    fields["state"] = CaseState(row.state)
    reasons = tuple(Reason(**reason) for reason in row.reasons)
    return Case(id=row.id, priority=Priority(row.points, reasons, row.due_at, row.rank_at), **fields)


def _as_inbox_row(row: Row[Any]) -> InboxRow:
    return InboxRow(
        case=_as_case(row),
        author=row.author_name or row.author_handle or "",
        excerpt=row.excerpt or "",
        complaint=row.complaint or 0.0,
        sentiment=row.sentiment or "unsure",
        personal_data=tuple(row.personal_data or ()),
    )
