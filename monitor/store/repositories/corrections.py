"""Corrections by people, and texts they answered without any."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.assessments import Assessment
from monitor.domain.cases import CaseState
from monitor.domain.corrections import Correction, Verdict
from monitor.domain.learning import Agreement
from monitor.domain.mentions import Direction
from monitor.store.repositories.mention_rows import as_assessment
from monitor.store.schema import approvals, assessments, cases, corrections, drafts, mentions

_COUNTS = corrections.c.withdrawn_at.is_(None) & (corrections.c.text != "")


class SqlCorrections:
    """`monitor.ports.learning.Corrections` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, correction: Correction) -> Correction:
        """Insert; returns it with its id."""
        row = {each.name: getattr(correction, each.name) for each in corrections.c if each.name != "id"}
        statement = corrections.insert().values(row).returning(corrections)
        return _as_correction((await self._connection.execute(statement)).one())

    async def of_mention(self, mention_id: int) -> list[Correction]:
        """All about one mention, oldest first, withdrawn ones too."""
        theirs = select(corrections).where(corrections.c.mention_id == mention_id).order_by(corrections.c.id)
        return [_as_correction(row) for row in await self._connection.execute(theirs)]

    async def withdraw(self, ids: Collection[int], *, now: datetime) -> None:
        """Let these count no more; they stay as history."""
        which = corrections.c.id.in_(sorted(ids)) & corrections.c.withdrawn_at.is_(None)
        await self._connection.execute(update(corrections).where(which).values(withdrawn_at=now))

    async def of_brand(self, brand: str, *, limit: int) -> list[Correction]:
        """The newest corrections of a brand that count and whose text was not erased, oldest of them first."""
        theirs = select(corrections).where(corrections.c.brand == brand, _COUNTS)
        rows = await self._connection.execute(theirs.order_by(corrections.c.id.desc()).limit(limit))
        return [_as_correction(row) for row in rows][::-1]

    async def agreements(self, brand: str, *, limit: int) -> list[Agreement]:
        """Texts that people answered without correcting anything, newest first: silent agreement."""
        answered = select(approvals.c.draft_id).where(approvals.c.withdrawn_at.is_(None))
        theirs = (
            select(mentions.c.text, mentions.c.sentiment, mentions.c.complaint)
            .join(cases, cases.c.id == mentions.c.case_id)
            .where(
                cases.c.brand == brand,
                cases.c.state != CaseState.OPEN,
                mentions.c.direction == Direction.INBOUND,
                mentions.c.text != "",
                mentions.c.sentiment.is_not(None),
                mentions.c.id.in_(select(drafts.c.mention_id).where(drafts.c.id.in_(answered))),
                mentions.c.id.not_in(select(corrections.c.mention_id)),
            )
        )
        rows = await self._connection.execute(theirs.order_by(mentions.c.id.desc()).limit(limit))
        return [Agreement(row.text, row.sentiment, (row.complaint or 0.0) >= 0.5) for row in rows]

    async def counts(self) -> list[tuple[str, str, str, int, int]]:
        """(brand, language, verdict, corrections, confirmations) of all that count, in order."""
        keys = (corrections.c.brand, corrections.c.language, corrections.c.verdict)
        agrees = func.sum(case((corrections.c.value == corrections.c.was, 1), else_=0))
        counted = select(*keys, func.count(), agrees).where(_COUNTS).group_by(*keys).order_by(*keys)
        rows = await self._connection.execute(counted)
        return [(brand, code, verdict, number - alike, alike) for brand, code, verdict, number, alike in rows]

    async def base_of(self, mention_id: int) -> Assessment | None:
        """What the analyser itself said last of a mention, before any correction."""
        plain = or_(assessments.c.corrected.is_(None), assessments.c.corrected == [])
        theirs = select(assessments).where(and_(assessments.c.mention_id == mention_id, plain))
        row = (await self._connection.execute(theirs.order_by(assessments.c.id.desc()).limit(1))).one_or_none()
        return as_assessment(row) if row else None


def _as_correction(row: Row[Any]) -> Correction:
    fields: dict[str, Any] = dict(zip(row._fields, row, strict=True))
    fields["verdict"] = Verdict(row.verdict)
    return Correction(**fields)
