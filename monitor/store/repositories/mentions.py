"""Mentions with their raw JSON, the quarantine, and assessments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.assessments import Assessment
from monitor.domain.errors import NotFound
from monitor.domain.mentions import Direction, MentionKind, StoredMention
from monitor.domain.searching import terms_of
from monitor.domain.streams import Record
from monitor.ports.intake import Absorbed, Quarantined
from monitor.store.dialect import serialise
from monitor.store.excerpts import Mask, excerpt
from monitor.store.repositories.absorption import MOST_KEYS, absorb
from monitor.store.repositories.mention_rows import Values, as_assessment, as_stored, assessment_values
from monitor.store.repositories.searching import keep_terms
from monitor.store.schema import assessments, mention_raws, mentions, quarantine


class SqlMentions:
    """`monitor.ports.intake.Mentions` on one connection."""

    def __init__(self, connection: AsyncConnection, mask: Mask) -> None:
        self._connection = connection
        self._mask = mask

    async def absorb(self, records: Sequence[Record], *, now: datetime) -> Absorbed:
        """Store records by natural key: repeats change nothing, edits change the text, removals erase it."""
        return await absorb(self._connection, records, now=now)

    async def unassessed(self, *, limit: int) -> list[StoredMention]:
        """Mentions without a current assessment or case, oldest first."""
        pending = select(mentions).where(mentions.c.pending_since.is_not(None))
        rows = await self._connection.execute(pending.order_by(mentions.c.created_at, mentions.c.id).limit(limit))
        return [as_stored(row) for row in rows]

    async def still_unassessed(self, read: Sequence[StoredMention]) -> frozenset[int]:
        """Ids of those among them that nobody has assessed since they were read."""
        await serialise(self._connection, {f"triage {each.mention.account}" for each in read})
        found: set[int] = set()
        for start in range(0, len(read), MOST_KEYS):
            some = mentions.c.id.in_([each.id for each in read[start : start + MOST_KEYS]])
            pending = select(mentions.c.id).where(some, mentions.c.pending_since.is_not(None))
            found.update(await self._connection.scalars(pending))
        return frozenset(found)

    async def get(self, mention_id: int) -> StoredMention | None:
        """One mention."""
        return await self._one(mentions.c.id == mention_id)

    async def by_remote_id(self, account: str, remote_id: str) -> StoredMention | None:
        """One mention by its natural key."""
        return await self._one((mentions.c.account == account) & (mentions.c.remote_id == remote_id))

    async def _one(self, which: ColumnElement[bool]) -> StoredMention | None:
        row = (await self._connection.execute(select(mentions).where(which))).one_or_none()
        return as_stored(row) if row else None

    async def of_case(self, case_id: int) -> list[StoredMention]:
        """A case's mentions, oldest first, ours included."""
        theirs = select(mentions).where(mentions.c.case_id == case_id)
        rows = await self._connection.execute(theirs.order_by(mentions.c.created_at, mentions.c.id))
        return [as_stored(row) for row in rows]

    async def case_ids_of_conversations(self, account: str, conversation_ids: Sequence[str]) -> dict[str, int]:
        """Newest case of each conversation that has one."""
        conversation, newest = mentions.c.conversation_id, func.max(mentions.c.case_id)
        statement = (
            select(conversation, newest)
            .where(mentions.c.account == account, conversation.in_(conversation_ids), mentions.c.case_id.is_not(None))
            .group_by(conversation)
        )
        return {row[0]: row[1] for row in await self._connection.execute(statement)}

    async def orphans(self, account: str, conversation_id: str) -> list[StoredMention]:
        """Our own texts of a conversation that belong to no case yet, oldest first."""
        which = (
            mentions.c.account == account,
            mentions.c.conversation_id == conversation_id,
            mentions.c.case_id.is_(None),
            mentions.c.direction == Direction.OUTBOUND,
        )
        found = await self._connection.execute(select(mentions).where(*which).order_by(mentions.c.created_at))
        return [as_stored(row) for row in found]

    async def unheard(self, account: str, *, author_id: str, conversation_id: str) -> bool:
        """Whether words of this customer have arrived that nobody has assessed yet."""
        private = (mentions.c.conversation_id == conversation_id) & (mentions.c.kind == MentionKind.MESSAGE)
        theirs = private | (mentions.c.author_id == author_id) if author_id else private
        waiting = select(mentions.c.id).where(
            mentions.c.pending_since.is_not(None),
            mentions.c.account == account,
            mentions.c.direction == Direction.INBOUND,
            mentions.c.deleted_at.is_(None),
            theirs,
        )
        return await self._connection.scalar(waiting.limit(1)) is not None

    async def assessed(
        self,
        mention_id: int,
        assessment: Assessment | None,
        case_id: int | None,
        *,
        now: datetime,
        revision: int | None = None,
    ) -> None:
        """Keep an assessment (None for our own texts) and the case the mention was joined to.

        `revision` says which text was assessed. If the text has been edited since, the assessment is kept but the
        mention stays unassessed, and nothing of the new text is shown masked by the old text's offsets.
        Raises NotFound.
        """
        row = (await self._connection.execute(_for_assessment(mention_id))).one_or_none()
        if row is None:
            raise NotFound(f"there is no mention {mention_id}")
        revision = revision or row.revision
        if assessment is not None:
            kept = assessment_values(assessment) | {"mention_id": mention_id, "revision": revision, "assessed_at": now}
            await self._connection.execute(assessments.insert(), kept)
        values: Values = {"case_id": case_id}
        if revision == row.revision:
            values |= {"pending_since": None} | self._summary(row.text, assessment)
            if case_id is not None and row.deleted_at is None:
                terms = terms_of(row.text, row.author_name, row.author_handle)
                await keep_terms(self._connection, mention_id, terms)
        await self._connection.execute(update(mentions).where(mentions.c.id == mention_id).values(**values))

    def _summary(self, text: str, assessment: Assessment | None) -> Values:
        """What the inbox shows of a mention, so that its page needs no other table."""
        if assessment is None:
            return {}
        return {
            "excerpt": excerpt(text, assessment.personal_data, self._mask),
            "complaint": assessment.complaint.score,
            "sentiment": assessment.sentiment.label,
            "personal_data": sorted({span.type.value for span in assessment.personal_data}),
        }

    async def assessment_of(self, mention_id: int) -> Assessment | None:
        """Newest assessment."""
        theirs = select(assessments).where(assessments.c.mention_id == mention_id)
        row = (await self._connection.execute(theirs.order_by(assessments.c.id.desc()).limit(1))).one_or_none()
        return as_assessment(row) if row else None

    async def mark_hidden(self, account: str, remote_id: str, *, hidden: bool) -> None:
        """Remember that we hid a text, or showed it again; what the network says later counts more."""
        which = (mentions.c.account == account) & (mentions.c.remote_id == remote_id)
        await self._connection.execute(update(mentions).where(which).values(hidden=hidden))

    async def of_cases(self, case_ids: Sequence[int]) -> dict[int, list[StoredMention]]:
        """The mentions of many cases (some hundreds), each list oldest first, ours included."""
        theirs = select(mentions).where(mentions.c.case_id.in_(case_ids))
        found: dict[int, list[StoredMention]] = {}
        for row in await self._connection.execute(theirs.order_by(mentions.c.created_at, mentions.c.id)):
            found.setdefault(row.case_id, []).append(as_stored(row))
        return found

    async def assessments_of(self, mention_ids: Sequence[int]) -> dict[int, Assessment]:
        """The newest assessments of many mentions, those that have one."""
        found: dict[int, Assessment] = {}
        for start in range(0, len(mention_ids), MOST_KEYS):
            some = assessments.c.mention_id.in_(mention_ids[start : start + MOST_KEYS])
            newest = select(func.max(assessments.c.id)).where(some).group_by(assessments.c.mention_id)
            rows = await self._connection.execute(select(assessments).where(assessments.c.id.in_(newest)))
            found |= {row.mention_id: as_assessment(row) for row in rows}
        return found

    async def forget_raws(self, *, before: datetime, limit: int) -> int:
        """Drop the raw JSON of at most `limit` mentions stored before; ids grow with time: only the first are read."""
        first = (
            select(mention_raws.c.mention_id, mentions.c.stored_at)
            .join(mentions, mentions.c.id == mention_raws.c.mention_id)
            .order_by(mention_raws.c.mention_id)
            .limit(limit)
        )
        old = [row.mention_id for row in await self._connection.execute(first) if row.stored_at < before]
        for start in range(0, len(old), MOST_KEYS):
            some = mention_raws.c.mention_id.in_(old[start : start + MOST_KEYS])
            await self._connection.execute(delete(mention_raws).where(some))
        return len(old)

    async def quarantined(self) -> int:
        """How many records could not be read."""
        return await self._connection.scalar(select(func.count()).select_from(quarantine)) or 0

    async def in_quarantine(self, *, after: int, limit: int) -> list[Quarantined]:
        """Records that could not be read, by id, from behind `after` on; erased ones are left out."""
        kept = select(quarantine).where(quarantine.c.id > after, quarantine.c.raw != "")
        rows = await self._connection.execute(kept.order_by(quarantine.c.id).limit(limit))
        return [Quarantined(row.id, row.account, row.raw, row.at) for row in rows]

    async def release(self, quarantine_id: int) -> None:
        """Take a record out of quarantine: it has been read."""
        await self._connection.execute(delete(quarantine).where(quarantine.c.id == quarantine_id))


def _for_assessment(mention_id: int) -> Select[Any]:
    author = (mentions.c.author_name, mentions.c.author_handle)
    row = select(mentions.c.revision, mentions.c.text, mentions.c.deleted_at, *author)
    return row.where(mentions.c.id == mention_id).with_for_update()
