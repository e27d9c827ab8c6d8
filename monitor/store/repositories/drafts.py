"""Drafts with optimistic locking, and approvals of exact texts."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, distinct, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.approval import POLICY
from monitor.domain.drafts import Approval, Draft, DraftState, Finding
from monitor.domain.errors import Conflict
from monitor.domain.moves import MoveKind
from monitor.store.cleaning import clean
from monitor.store.schema import approvals, cases, drafts

LATELY = 5_000
"""Newest drafts among which a brand's are looked for."""
SUBMITTED = drafts.c.state == literal_column(f"'{DraftState.SUBMITTED.value}'")
"""State as a literal, so that the planner can match it with its partial index."""


class SqlDrafts:
    """`monitor.ports.work.Drafts` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, draft: Draft) -> Draft:
        """Insert; returns it with its id, its text as it is kept."""
        statement = drafts.insert().values(_as_row(draft)).returning(drafts.c.id)
        new_id = (await self._connection.execute(statement)).scalar_one()
        return replace(draft, id=new_id, text=clean(draft.text))

    async def get(self, draft_id: int) -> Draft | None:
        """One draft."""
        row = (await self._connection.execute(select(drafts).where(drafts.c.id == draft_id))).one_or_none()
        return _as_draft(row) if row else None

    async def of_case(self, case_id: int) -> list[Draft]:
        """A case's drafts, newest first."""
        statement = select(drafts).where(drafts.c.case_id == case_id).order_by(drafts.c.id.desc())
        return [_as_draft(row) for row in await self._connection.execute(statement)]

    async def save(self, draft: Draft) -> Draft:
        """Write if the version is still the stored one; returns it with the next version.

        Raises Conflict otherwise.
        """
        same = (drafts.c.id == draft.id) & (drafts.c.version == draft.version)
        saved = replace(draft, version=draft.version + 1, text=clean(draft.text))
        result = await self._connection.execute(update(drafts).where(same).values(_as_row(saved)))
        if result.rowcount != 1:
            raise Conflict(f"draft {draft.id} was changed meanwhile; read it again")
        return saved

    async def approve(self, approval: Approval) -> None:
        """Record who approved which exact text."""
        await self._connection.execute(approvals.insert(), asdict(approval))

    async def approvals_of(self, draft_id: int) -> list[Approval]:
        """Approvals of a draft, newest first, withdrawn ones too."""
        statement = select(approvals).where(approvals.c.draft_id == draft_id).order_by(approvals.c.id.desc())
        return [_as_approval(row) for row in await self._connection.execute(statement)]

    async def withdraw(self, draft_id: int, *, now: datetime) -> None:
        """Make the approvals of a draft count no more."""
        standing = (approvals.c.draft_id == draft_id) & approvals.c.withdrawn_at.is_(None)
        await self._connection.execute(update(approvals).where(standing).values(withdrawn_at=now))

    async def ask_deputy(self, draft_id: int, *, now: datetime) -> None:
        """Note since when the deputy has been asked; leaves `version` as it is."""
        await self._connection.execute(update(drafts).where(drafts.c.id == draft_id).values(deputy_since=now))

    async def open_of(self, case_ids: Collection[int]) -> list[Draft]:
        """Drafts of these cases that wait for somebody, proposed or submitted."""
        waiting = drafts.c.state.in_([DraftState.PROPOSED, DraftState.SUBMITTED])
        found = select(drafts).where(drafts.c.case_id.in_(sorted(case_ids)), waiting).order_by(drafts.c.id)
        return [_as_draft(row) for row in await self._connection.execute(found)]

    async def by_playbooks(self, names: Collection[str], case_ids: Collection[int]) -> list[Draft]:
        """Drafts of these cases that those playbooks wrote."""
        theirs = drafts.c.case_id.in_(sorted(case_ids)) & drafts.c.playbook.in_(sorted(names))
        found = select(drafts).where(theirs).order_by(drafts.c.id)
        return [_as_draft(row) for row in await self._connection.execute(found)]

    async def lately(self, brand: str, language: str, *, without: int, limit: int) -> list[str]:
        """Texts drafted by playbooks for other cases of the brand than that one, newest first; discarded ones not.

        Looks through the newest `LATELY` drafts only, however seldom the brand is written for.
        """
        newest = await self._connection.scalar(select(func.max(drafts.c.id))) or 0
        found = (
            select(drafts.c.text)
            .join_from(drafts, cases, drafts.c.case_id == cases.c.id)
            .where(drafts.c.id > newest - LATELY, cases.c.brand == brand, drafts.c.case_id != without)
            .where(drafts.c.language == language, drafts.c.playbook != "", drafts.c.text != "")
            .where(drafts.c.state != DraftState.DISCARDED)
            .order_by(drafts.c.id.desc())
            .limit(limit)
        )
        return list(await self._connection.scalars(found))

    async def without_deputy(self, *, limit: int) -> list[Draft]:
        """Drafts that wait for somebody's approval and of which the deputy has not been told, by case."""
        waiting = select(drafts).where(SUBMITTED, drafts.c.deputy_since.is_(None))
        waiting = waiting.order_by(drafts.c.case_id).limit(limit)  # as their index has them: drafts are many
        return [_as_draft(row) for row in await self._connection.execute(waiting)]

    async def sent_by_policy(self, *, since: datetime, case_id: int | None = None) -> int:
        """Cases (or whether this one) whose drafts a policy approved since then, withdrawn approvals counted too."""
        by_policy = approvals.c.actor.startswith(POLICY, autoescape=True) & (approvals.c.approved_at >= since)
        if case_id is not None:
            by_policy &= drafts.c.case_id == case_id
        counted = select(func.count(distinct(drafts.c.case_id))).join_from(approvals, drafts).where(by_policy)
        return await self._connection.scalar(counted) or 0


def _as_row(draft: Draft) -> dict[str, Any]:
    row = {name: getattr(draft, name) for name in drafts.c.keys() if name != "id"}  # noqa: SIM118 - no dict
    return row | {"findings": [asdict(finding) for finding in draft.findings]}


def _as_draft(row: Row[Any]) -> Draft:
    fields: dict[str, Any] = dict(zip(row._fields, row, strict=True))
    fields["move"] = MoveKind(row.move)
    fields["state"] = DraftState(row.state)
    fields["findings"] = tuple(Finding(**finding) for finding in row.findings)
    return Draft(**fields)


def _as_approval(row: Row[Any]) -> Approval:
    return Approval(**{name: getattr(row, name) for name in approvals.c.keys() if name != "id"})  # noqa: SIM118 - no dict
