"""Gathers from the store what move planning, drafting and the privacy gate need to know of one case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.settings import AccountSettings, BrandSettings
from monitor.domain.assessments import Assessment
from monitor.domain.cases import Case
from monitor.domain.drafts import Finding
from monitor.domain.errors import NotFound
from monitor.domain.joining import unanswered
from monitor.domain.mentions import Direction, MentionKind, StoredMention, Visibility
from monitor.domain.moves import MoveKind, NetworkRules
from monitor.domain.outbox import OutboxEntry, OutboxState
from monitor.ports import Guard, Situation, Transaction
from monitor.services.unanswered import without_courtesies

LANGUAGES = frozenset({"lt", "pl", "en"})
STILL_COUNTS = frozenset({OutboxState.WAITING, OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNKNOWN})

_LATELY = 200
"""Texts to other customers that a new one is compared with."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything that belongs to it, as read in one transaction."""

    case: Case
    mentions: tuple[StoredMention, ...]
    entries: tuple[OutboxEntry, ...]
    situation: Situation

    @property
    def thread(self) -> tuple[str, ...]:
        """What the customer wrote, public and private: the gate compares every outgoing text with it."""
        return tuple(s.mention.text for s in self.mentions if s.mention.direction is Direction.INBOUND)

    @property
    def customer(self) -> dict[str, str]:
        """What is known of the customer beside their words."""
        author = self.situation.mention.author
        return {key: value for key, value in {"name": author.name}.items() if value}

    def findings(self, guard: Guard, text: str, visibility: Visibility) -> tuple[Finding, ...]:
        """What the privacy gate says of a text to this customer; empty = it may go."""
        return guard(
            text,
            visibility=visibility,
            thread=self.thread,
            customer=self.customer,
            allowed=self.situation.contacts,
        )

    @property
    def answering(self) -> tuple[OutboxEntry, ...]:
        """Texts among them: an answer on its way."""
        return tuple(entry for entry in self.pending if entry.call.move.carries_text)

    @property
    def pending(self) -> tuple[OutboxEntry, ...]:
        """Entries that have not reached an end."""
        return tuple(entry for entry in self.entries if entry.state in STILL_COUNTS)


@dataclass(frozen=True, slots=True)
class Situations:
    """Opens case files; knows the settings and the networks' rules."""

    accounts: Mapping[str, AccountSettings]
    brands: Mapping[str, BrandSettings]
    rules: Mapping[str, NetworkRules]

    async def open(
        self, tx: Transaction, case_id: int, *, about: int | None = None, without: int | None = None
    ) -> CaseFile:
        """Read the case, seen from the mention `about` (the customer's newest one when not given).

        `without` leaves out one outbox entry: the one that asks whether it may still go.
        Raises NotFound when there is no such case, or its mention was never assessed.
        """
        case = await tx.cases.get(case_id)
        newest = await tx.mentions.get(about or case.last_inbound_id) if case else None
        assessment = await _assessment(tx, case, newest) if case and newest else None
        if case is None or newest is None or assessment is None:
            raise NotFound(f"there is no case {case_id}")
        mentions = tuple(await tx.mentions.of_case(case_id))
        answering = await without_courtesies(tx, case_id, mentions)
        entries = tuple(entry for entry in await tx.outbox.of_case(case_id) if entry.id != without)
        account = self.accounts.get(case.account)
        brand, rules = self.brand_of(case), self.rules.get(case.network) or nothing_goes(case.network)
        situation = Situation(
            mention=newest.mention,
            assessment=assessment,
            rules=rules,
            brand=brand.name,
            account_id=account.remote_id if account else "",
            contacts=(*brand.contacts, *_links(rules, account)),
            signature=brand.signature,
            language=case.language if case.language in LANGUAGES else "und",
            last_private_inbound_at=_last_private(mentions),
            private_reply_used_at=_private_reply_used(newest, entries),
            refused=refused_at(newest, entries),
            answered_before=any(s.mention.direction is Direction.OUTBOUND for s in answering),
            repeats=_since_our_answer(answering),
            earlier_texts=tuple(s.mention.text for s in mentions if s.mention.direction is Direction.OUTBOUND),
            exposed=case.needs_private,
            waiting_threats=await _threats(tx, unanswered(answering)),
            salt=f"{case.account}:{case.id}",
        )
        return CaseFile(case, mentions, entries, situation)

    async def to_draft(self, tx: Transaction, file: CaseFile) -> Situation:
        """The situation with what other customers of the brand read lately, so that no two read the same words."""
        case = file.case
        lately = await tx.drafts.lately(case.brand, file.situation.language, without=case.id, limit=_LATELY)
        return replace(file.situation, said_lately=tuple(lately))

    def brand_of(self, case: Case) -> BrandSettings:
        """The case's brand; one that left the settings keeps its name and gets defaults."""
        return self.brands.get(case.brand) or BrandSettings(name=case.brand)


def nothing_goes(network: str) -> NetworkRules:
    """Rules of a network whose package is gone or broken: its cases can be read and closed, no text fits any more."""
    return NetworkRules(network=network, reply_needs_summons=True, public_limit=0, private_limit=0)


async def _assessment(tx: Transaction, case: Case, mention: StoredMention) -> Assessment | None:
    """What was found in it; our own words are not assessed, they stand in the light of what they answer."""
    ours = mention.mention.direction is Direction.OUTBOUND
    return await tx.mentions.assessment_of(case.last_inbound_id if ours else mention.id)


async def _threats(tx: Transaction, mentions: Sequence[StoredMention]) -> tuple[str, ...]:
    """The threats in texts, each once."""
    found = await tx.mentions.assessments_of([each.id for each in mentions])
    return tuple(dict.fromkeys(each.urgency.threat for each in found.values() if each.urgency.threat))


def _links(rules: NetworkRules, account: AccountSettings | None) -> tuple[str, ...]:
    """Our own address for private messages: it holds our account's number, which is no customer's data."""
    return (rules.message_link.format(account_id=account.remote_id),) if rules.message_link and account else ()


def _since_our_answer(mentions: Sequence[StoredMention]) -> int:
    inbound = [stored.mention.direction is Direction.INBOUND for stored in reversed(mentions)]
    return inbound.index(False) if False in inbound else len(inbound)


def _last_private(mentions: tuple[StoredMention, ...]) -> datetime | None:
    times = [
        stored.mention.created_at
        for stored in mentions
        if stored.mention.kind is MentionKind.MESSAGE and stored.mention.direction is Direction.INBOUND
    ]
    return max(times, default=None)


def _private_reply_used(newest: StoredMention, entries: tuple[OutboxEntry, ...]) -> datetime | None:
    """When the one private reply to this comment was spent, or may have been."""
    times = [
        entry.not_before
        for entry in entries
        if entry.call.move is MoveKind.PRIVATE_REPLY
        and entry.call.mention_id == newest.mention.remote_id
        and (entry.state in STILL_COUNTS or entry.state is OutboxState.DELIVERED)
    ]
    return max(times, default=None)


def refused_at(newest: StoredMention, entries: tuple[OutboxEntry, ...]) -> tuple[tuple[MoveKind, str], ...]:
    """Which moves the network refused for this text, and why."""
    return tuple(
        (entry.call.move, entry.reason)
        for entry in entries
        if entry.state is OutboxState.REFUSED and entry.call.mention_id == newest.mention.remote_id
    )
