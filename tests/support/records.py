"""Invented mentions, cases, assessments and replies, each field replaceable."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.domain.assessments import (
    Act,
    Assessment,
    Complaint,
    Evidence,
    Language,
    PersonalDataSpan,
    PersonalDataType,
    Sentiment,
    Urgency,
)
from monitor.domain.cases import Case
from monitor.domain.corrections import Correction, Verdict
from monitor.domain.drafts import Draft
from monitor.domain.mentions import Abilities, Author, Direction, Mention, MentionKind, StoredMention, Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState, RemoteCall
from monitor.domain.priority import Priority, Reason
from monitor.domain.promises import Promise
from monitor.domain.streams import Record, Seen
from monitor.ports import Store

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LEASE = timedelta(seconds=60)

MENTION = Mention(
    account="siuntos-x",
    network="x",
    kind=MentionKind.POST,
    visibility=Visibility.PUBLIC,
    direction=Direction.INBOUND,
    remote_id="1001",
    conversation_id="1001",
    author=Author(remote_id="u-rasa", handle="rasa_test", name="Rasa Pavyzdė", followers=120),
    text="Vėl vėluoja siunta, rašykite 600 00000 📦",
    created_at=NOW,
    permalink="https://x.example.com/i/1001",
    abilities=Abilities(reply=True),
    stream="mentions",
    attachments=("https://media.example.com/1.jpg",),
    hidden=False,
)

ASSESSMENT = Assessment(
    language=Language("lt", 0.98),
    sentiment=Sentiment("negative", -0.6),
    complaint=Complaint(0.9, "delivery"),
    act=Act("complaint", 0.8),
    urgency=Urgency(2, "churn"),
    personal_data=(PersonalDataSpan(PersonalDataType.PHONE, 29, 38, 0.95),),
    evidence=(Evidence("complaint", 4, 11, 1.5),),
    analyser="lexicon-1",
)

CASE = Case(
    brand="Siuntos",
    account="siuntos-x",
    network="x",
    author_key="u-rasa",
    priority=Priority(60, (Reason("complaint", 30, "0.9"),), NOW + 60 * MINUTE, NOW),
    opened_at=NOW,
    last_inbound_at=NOW,
    last_inbound_id=1,
)

CALL = RemoteCall(
    key="draft-1",
    move=MoveKind.PUBLIC_REPLY,
    text="Labas, Rasa, jau tikriname.",
    mention_id="1001",
    conversation_id="1001",
    author_id="u-rasa",
)


def mention(**fields: Any) -> Mention:
    return replace(MENTION, **fields)


def seen(remote_id: str = "1001", *, raw: dict[str, Any] | None = None, **fields: Any) -> Seen:
    return Seen(mention(remote_id=remote_id, **fields), {"id": remote_id} if raw is None else raw)


async def absorbed(store: Store, *records: Record, now: datetime = NOW) -> list[int]:
    """Store records in a transaction of their own and return the ids of what is new."""
    async with store.write() as tx:
        return list((await tx.mentions.absorb(records, now=now)).new)


async def stored(store: Store, mention_id: int) -> StoredMention:
    async with store.read() as tx:
        found = await tx.mentions.get(mention_id)
    assert found is not None
    return found


async def opened(store: Store, **fields: Any) -> Case:
    """Store a case."""
    async with store.write() as tx:
        return await tx.cases.add(replace(CASE, **fields))


async def drafted(store: Store, **fields: Any) -> Draft:
    """Store a draft, with a case and a mention of its own unless they are given."""
    if "mention_id" not in fields:
        [fields["mention_id"]] = await absorbed(store, seen())
    if "case_id" not in fields:
        fields["case_id"] = (await opened(store, last_inbound_id=fields["mention_id"])).id
    template: dict[str, Any] = {
        "move": MoveKind.PUBLIC_REPLY,
        "text": "Labas, Rasa, jau tikriname.",
        "language": "lt",
        "playbook": "late-delivery",
    }
    async with store.write() as tx:
        return await tx.drafts.add(Draft(**(template | fields)))


def entry(case_id: int, key: str, **fields: Any) -> OutboxEntry:
    plain = OutboxEntry(
        case_id=case_id,
        draft_id=None,
        account="siuntos-x",
        call=replace(CALL, key=key),
        state=OutboxState.QUEUED,
        not_before=NOW,
        text_hash="h",
    )
    return replace(plain, **fields)


async def queued(store: Store, case_id: int, key: str, **fields: Any) -> OutboxEntry:
    """Store an outbox entry, due now unless said otherwise."""
    async with store.write() as tx:
        return await tx.outbox.add(entry(case_id, key, **fields))


def promise(case_id: int, entry_id: int, **fields: Any) -> Promise:
    """A promise made now for an hour later."""
    template = {"brand": "Siuntos", "start": 0, "end": 5, "made_at": NOW, "due_at": NOW + 60 * MINUTE}
    return Promise(case_id=case_id, entry_id=entry_id, **(template | fields))


def correction(mention_id: int, case_id: int, verdict: Verdict = Verdict.SENTIMENT, **fields: Any) -> Correction:
    """Somebody said that a text taken for neutral is negative."""
    template: dict[str, Any] = {
        "brand": "Siuntos",
        "revision": 1,
        "value": "negative",
        "was": "neutral",
        "analyser": "lexicon-1",
        "language": "lt",
        "text": MENTION.text,
        "actor": "ona",
        "at": NOW,
    }
    return Correction(mention_id=mention_id, case_id=case_id, verdict=verdict, **(template | fields))
