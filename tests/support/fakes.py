"""Stand-ins for networks and rules in tests of use cases; the connectors' own tests run against the simulator."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from config.settings import AccountSettings, BrandSettings, PrioritySettings
from monitor.domain.assessments import (
    Act,
    Assessment,
    Complaint,
    Language,
    PersonalDataSpan,
    PersonalDataType,
    Sentiment,
    Surroundings,
    Urgency,
)
from monitor.domain.drafts import Finding
from monitor.domain.mentions import Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.moves import Move, MoveKind, NetworkRules
from monitor.domain.outbox import Receipt, RemoteCall
from monitor.domain.ranking import rank
from monitor.domain.streams import Page, Seen
from monitor.ports import Proposal, Situation

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ACCOUNT = AccountSettings(name="page", network="fake", brand="Brand", remote_id="our-page")
OTHER = AccountSettings(name="other", network="fake", brand="Brand", remote_id="our-other-page")
ACCOUNTS = {ACCOUNT.name: ACCOUNT, OTHER.name: OTHER}
BRANDS = {"Brand": BrandSettings(name="Brand", language="lt")}
RULES = {
    "fake": NetworkRules(
        network="fake",
        public_limit=280,
        private_limit=1000,
        private_reply_window=timedelta(days=7),
        can_hide=True,
        can_delete=True,
        can_delete_own=True,
        can_block=True,
    )
}
PHONE = "8 612 34567"


@dataclass
class FakeTime:
    """A clock that moves when told."""

    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


def mention(remote_id: str, text: str = "labas", **changes: object) -> Mention:
    """A customer's public comment on the account `page`."""
    made = Mention(
        account="page",
        network="fake",
        kind=MentionKind.COMMENT,
        visibility=Visibility.PUBLIC,
        direction=Direction.INBOUND,
        remote_id=remote_id,
        conversation_id="post-1",
        author=Author(remote_id="customer-1", name="Ona"),
        text=text,
        created_at=START,
    )
    return replace(made, **changes)


def message(remote_id: str, text: str = "labas", **changes: object) -> Mention:
    """A customer's private message."""
    private = {"kind": MentionKind.MESSAGE, "visibility": Visibility.PRIVATE, "conversation_id": "t:1"}
    return mention(remote_id, text, **(private | changes))


def ours(remote_id: str, text: str = "laba diena", **changes: object) -> Mention:
    """Our own text, written in the network's app."""
    own = {"direction": Direction.OUTBOUND, "author": Author(remote_id="our-page")}
    return mention(remote_id, text, **(own | changes))


def page(*mentions: Mention, cursor: str = "c1", more: bool = False) -> Page:
    return Page(tuple(Seen(each, {"id": each.remote_id}) for each in mentions), cursor, more=more)


@dataclass
class FakeSource:
    """Gives out what it was filled with: pages, or errors to raise."""

    answers: list[Page | Exception] = field(default_factory=list)
    cursors: list[str | None] = field(default_factory=list)
    streams: Sequence[str] = ("comments",)

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Page:
        self.cursors.append(cursor)
        answer = self.answers.pop(0) if self.answers else Page((), cursor)
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class FakePublisher:
    """Records calls; raises what it was told to, before or after the effect."""

    before: list[Exception | None] = field(default_factory=list)
    after: list[Exception | None] = field(default_factory=list)
    look_up_errors: list[Exception] = field(default_factory=list)
    done: list[RemoteCall] = field(default_factory=list)

    async def publish(self, call: RemoteCall, *, now: datetime) -> Receipt:
        _raise_next(self.before)
        self.done.append(call)
        _raise_next(self.after)
        return self._receipt(call)

    async def look_up(self, call: RemoteCall, *, now: datetime) -> Receipt | None:
        if self.look_up_errors:
            raise self.look_up_errors.pop(0)
        return self._receipt(call) if call.key in [done.key for done in self.done] else None

    def _receipt(self, call: RemoteCall) -> Receipt:
        private = call.move.visibility is Visibility.PRIVATE
        return Receipt(f"made-{call.key}", "t:1" if private else None)


def _raise_next(errors: list[Exception | None]) -> None:
    error = errors.pop(0) if errors else None
    if error:
        raise error


def assess(text: str, surroundings: Surroundings) -> Assessment:
    """A phone number is personal data; "blogai" is a complaint."""
    start = text.find(PHONE)
    spans = (PersonalDataSpan(PersonalDataType.PHONE, start, start + len(PHONE), 1.0),) if start >= 0 else ()
    bad = "blogai" in text
    return Assessment(
        language=Language("lt", 1.0),
        sentiment=Sentiment("negative" if bad else "neutral", -0.8 if bad else 0.0),
        complaint=Complaint(0.9 if bad else 0.1, "service" if bad else None),
        act=Act("complaint" if bad else "other", 0.9),
        urgency=Urgency(0, None),
        personal_data=spans,
        analyser="fake",
    )


def prioritise(mention: Mention, assessment: Assessment, **case: Any):
    return rank(mention, assessment, policy=PrioritySettings(), **case)


def compose(situation: Situation, moves: Sequence[Move], *, now: datetime) -> tuple[Proposal, ...]:
    """One private and one public text, where allowed."""
    lawful = [move.kind for move in moves if move.allowed]
    private = next((kind for kind in (MoveKind.MESSAGE, MoveKind.PRIVATE_REPLY) if kind in lawful), None)
    texts = [Proposal(private, "Parašykite mums čia.", "lt", "test")] if private else []
    if MoveKind.PUBLIC_REPLY in lawful:
        texts.append(Proposal(MoveKind.PUBLIC_REPLY, "Parašėme jums privačiai.", "lt", "test"))
    return tuple(texts)


def guard(text: str, *, visibility: Visibility, thread, customer, allowed) -> tuple[Finding, ...]:
    """No phone number in public."""
    start = text.find(PHONE)
    if visibility is Visibility.PUBLIC and start >= 0:
        return (Finding("personal_data", start, start + len(PHONE), "holds a phone number", "mask"),)
    return ()
