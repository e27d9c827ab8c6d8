"""Builds situations for tests of planning and drafting: one call, everything else at a sensible default."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from monitor.domain.assessments import (
    Act,
    ActLabel,
    Assessment,
    Complaint,
    Language,
    PersonalDataSpan,
    PersonalDataType,
    Sentiment,
    Threat,
    Urgency,
)
from monitor.domain.mentions import Abilities, Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.moves import NetworkRules
from monitor.ports import Situation

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)  # a Wednesday, at noon in Vilnius
DAY = timedelta(days=1)


def weighted(text: str) -> int:
    """Length as X counts it, near enough for tests: emoji and wide characters weigh two, links are counted whole."""
    return sum(2 if char == "…" or ord(char) > 0x2100 else 1 for char in unicodedata.normalize("NFC", text))


X = NetworkRules(
    network="x",
    reply_needs_summons=True,
    cold_message=True,
    can_hide=True,
    hiding_removes=False,
    can_delete_own=True,
    public_limit=280,
    private_limit=10_000,
    measure=weighted,
    message_link="https://x.example/compose?to={account_id}",
)
FACEBOOK = NetworkRules(
    network="facebook",
    private_reply_window=7 * DAY,
    message_window=DAY,
    human_agent_window=7 * DAY,
    can_hide=True,
    can_delete=True,
    can_delete_own=True,
    can_block=True,
    public_limit=8000,
    private_limit=2000,
    message_link="https://m.example/{account_id}",
)
INSTAGRAM = NetworkRules(
    network="instagram",
    private_reply_window=7 * DAY,
    message_window=DAY,
    human_agent_window=7 * DAY,
    can_hide=True,
    can_delete=True,
    can_delete_own=True,
    answers_hidden=False,
    public_limit=2200,
    private_limit=1000,
)
NETWORKS: Mapping[str, NetworkRules] = {"x": X, "facebook": FACEBOOK, "instagram": INSTAGRAM}


@dataclass(frozen=True)
class Story:
    """What a test says about the customer's text."""

    text: str = "…"
    language: str = "lt"
    act: ActLabel = "complaint"
    kind: str | None = None
    threat: Threat | None = None
    data: tuple[PersonalDataType, ...] = ()
    name: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    post: bool = False
    hidden: bool | None = False
    ours: bool = False
    nameless: bool = False
    age: timedelta = timedelta(hours=1)
    abilities: Abilities = field(default_factory=lambda: Abilities(reply=True))


def mention(story: Story, network: str) -> Mention:
    """The mention of a story."""
    private = story.visibility is Visibility.PRIVATE
    public_kind = MentionKind.POST if story.post else MentionKind.COMMENT
    return Mention(
        account="shop",
        network=network,
        kind=MentionKind.MESSAGE if private else public_kind,
        visibility=story.visibility,
        direction=Direction.OUTBOUND if story.ours else Direction.INBOUND,
        remote_id="m1",
        conversation_id="c1",
        author=Author(remote_id="" if story.nameless else "a1", name=story.name),
        text=story.text,
        created_at=NOW - story.age,
        hidden=story.hidden,
        abilities=story.abilities,
    )


def assessment(story: Story) -> Assessment:
    """The assessment of a story."""
    return Assessment(
        language=Language(story.language, 0.9),
        sentiment=Sentiment("negative", -0.5),
        complaint=Complaint(0.9, story.kind),
        act=Act(story.act, 0.9),
        urgency=Urgency(3 if story.threat else 0, story.threat),
        personal_data=tuple(PersonalDataSpan(kind, 0, 1, 1.0) for kind in story.data),
    )


def situation(  # noqa: PLR0913 - one keyword for each fact a test may set
    story: Story | None = None,
    rules: NetworkRules = FACEBOOK,
    *,
    salt: str = "case-1",
    signature: str = "",
    earlier: tuple[str, ...] = (),
    repeats: int = 0,
    last_inbound: datetime | None = None,
    reply_used: datetime | None = None,
) -> Situation:
    """A situation around a story."""
    story = story or Story()
    return Situation(
        mention=mention(story, rules.network),
        assessment=assessment(story),
        rules=rules,
        brand="Vėtra",
        account_id="777",
        language=story.language,
        salt=salt,
        signature=signature,
        earlier_texts=earlier,
        repeats=repeats,
        last_private_inbound_at=last_inbound,
        private_reply_used_at=reply_used,
    )
