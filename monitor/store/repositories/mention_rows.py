"""Mentions and assessments as rows and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from msgspec import structs
from sqlalchemy import Row

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
from monitor.domain.mentions import (
    Abilities,
    Author,
    Direction,
    Mention,
    MentionKind,
    StoredMention,
    Visibility,
)
from monitor.store.cleaning import clean

Values = dict[str, Any]

LARGEST = 2**63 - 1
"""What both engines can count to; a larger number of a network's must not stop its page."""


def as_values(mention: Mention) -> Values:
    """Return what the network says of a mention, by column; texts cleaned so that they compare with stored ones."""
    author = mention.author
    return {
        "account": clean(mention.account),
        "remote_id": clean(mention.remote_id),
        "network": mention.network,
        "kind": mention.kind.value,
        "visibility": mention.visibility.value,
        "direction": mention.direction.value,
        "conversation_id": clean(mention.conversation_id),
        "parent_id": _clean(mention.parent_id),
        "author_id": clean(author.remote_id),
        "author_handle": _clean(author.handle),
        "author_name": _clean(author.name),
        "author_followers": None if author.followers is None else min(author.followers, LARGEST),
        "created_at": mention.created_at,
        "permalink": _clean(mention.permalink),
        "hidden": mention.hidden,
        "abilities": _abilities(mention.abilities),
        "stream": mention.stream,
        "attachments": [clean(address) for address in mention.attachments],
        "text": clean(mention.text),
    }


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _abilities(abilities: Abilities) -> dict[str, bool]:
    return {name: value for name, value in asdict(abilities).items() if value is not None}


def as_stored(row: Row[Any]) -> StoredMention:
    """Return a row of `mentions` as the domain knows it."""
    return StoredMention(
        id=row.id,
        mention=_as_mention(row),
        case_id=row.case_id,
        deleted_at=row.deleted_at,
        revision=row.revision,
    )


def _as_mention(row: Row[Any]) -> Mention:
    return Mention(
        account=row.account,
        network=row.network,
        kind=MentionKind(row.kind),
        visibility=Visibility(row.visibility),
        direction=Direction(row.direction),
        remote_id=row.remote_id,
        conversation_id=row.conversation_id,
        parent_id=row.parent_id,
        author=Author(
            remote_id=row.author_id,
            handle=row.author_handle,
            name=row.author_name,
            followers=row.author_followers,
        ),
        text=row.text,
        created_at=row.created_at,
        permalink=row.permalink,
        hidden=row.hidden,
        abilities=Abilities(**row.abilities),
        stream=row.stream,
        attachments=tuple(row.attachments),
    )


def assessment_values(assessment: Assessment) -> Values:
    """Return an assessment by column."""
    return {
        "analyser": assessment.analyser,
        "language": assessment.language.code,
        "language_confidence": assessment.language.confidence,
        "language_source": assessment.language.source,
        "sentiment": assessment.sentiment.label,
        "sentiment_score": assessment.sentiment.score,
        "complaint_score": assessment.complaint.score,
        "complaint_kind": assessment.complaint.kind,
        "act": assessment.act.label,
        "act_score": assessment.act.score,
        "urgency": assessment.urgency.level,
        "threat": assessment.urgency.threat,
        "personal_data": [structs.asdict(span) for span in assessment.personal_data],
        "evidence": [structs.asdict(evidence) for evidence in assessment.evidence],
        "corrected": list(assessment.corrected) or None,
    }


def as_assessment(row: Row[Any]) -> Assessment:
    """Return a row of `assessments` as the domain knows it."""
    return Assessment(
        language=Language(row.language, row.language_confidence, row.language_source),
        sentiment=Sentiment(row.sentiment, row.sentiment_score),
        complaint=Complaint(row.complaint_score, row.complaint_kind),
        act=Act(row.act, row.act_score),
        urgency=Urgency(row.urgency, row.threat),
        personal_data=tuple(_as_span(span) for span in row.personal_data),
        evidence=tuple(Evidence(**evidence) for evidence in row.evidence),
        analyser=row.analyser,
        about_us="about_us" not in (row.corrected or ()),  # only people say so
        corrected=tuple(row.corrected or ()),
    )


def _as_span(span: Mapping[str, Any]) -> PersonalDataSpan:
    return PersonalDataSpan(PersonalDataType(span["type"]), span["start"], span["end"], span["score"])
