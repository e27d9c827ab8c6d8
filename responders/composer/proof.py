"""Reads a playbook over before it is used: its own flaws, the privacy gate on each line, every network's limit.

What passes here can be drafted from on any network, in any language, in public and in private.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from config.playbooks.flaws import Flaw, flaws, lists
from config.playbooks.shapes import LANGUAGES, Phrases, Playbook
from monitor.domain.assessments import Act, Assessment, Complaint, Language, Sentiment, Urgency
from monitor.domain.mentions import Abilities, Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.moves import NetworkRules
from monitor.ports import Guard, PlanMoves, Situation
from responders.composer import Composer
from responders.composer.channels import pieces
from responders.composer.rendering import render
from responders.grammar.form import Form
from responders.grammar.times import by, within

_NAMES = {"lt": "Vytautas Pavyzdys", "pl": "Krzysztof Przykład", "en": "Christopher"}
"""Long given names that are greeted with, so that a text that fits them fits most."""
_SIGNATURE = "Rasa, „Pavyzdžio“ klientų komanda"
_FORMS: tuple[Form, ...] = ("formal", "familiar")


class Proof:
    """`monitor.ports.playbooks.Proofread` for these networks."""

    def __init__(
        self,
        phrases: Mapping[str, Phrases],
        networks: Sequence[NetworkRules],
        *,
        plan: PlanMoves,
        guard: Guard,
    ) -> None:
        self._phrases = phrases
        self._networks = networks
        self._plan = plan
        self._guard = guard

    def __call__(self, book: Playbook, *, now: datetime) -> Sequence[Flaw]:
        """Everything that is wrong; texts are put together only where each line is sound by itself."""
        found = list(flaws(book, today=now.date()))
        if any(flaw.code != "expired" for flaw in found):
            return found
        return [*found, *self._at_the_gate(book, now), *self._too_long(book, now)]

    def _at_the_gate(self, book: Playbook, now: datetime) -> Iterator[Flaw]:
        for language in LANGUAGES:
            slots = _slots(book, language, now)
            version = book.version_in(language)
            for visibility, parts in ((Visibility.PUBLIC, version.public), (Visibility.PRIVATE, version.private)):
                for part, variants in lists(parts):
                    for number, text in enumerate(variants):
                        why = self._stopped([render(text, form, slots).text for form in _FORMS], visibility)
                        if why:
                            yield Flaw(f"{language}.{visibility.value}.{part}[{number}]", "gate", why)

    def _stopped(self, texts: Sequence[str], visibility: Visibility) -> str:
        for text in dict.fromkeys(texts):
            findings = self._guard(text, visibility=visibility, thread=(), customer={}, allowed=())
            if findings:
                return findings[0].why
        return ""

    def _too_long(self, book: Playbook, now: datetime) -> Iterator[Flaw]:
        composer = Composer([book], self._phrases)
        for rules in self._networks:
            for language in LANGUAGES:
                for visibility in Visibility:
                    case = _case(rules, language, visibility, now)
                    moves = self._plan(case, now=now)
                    wanted = {piece.move for piece in pieces(book, case, moves)}
                    written = {proposal.move for proposal in composer.draft(book, case, moves, now=now)}
                    for move in sorted(wanted - written):
                        yield Flaw(f"{language}.{move.visibility.value}", "too_long", rules.network)


def _slots(book: Playbook, language: str, now: datetime) -> dict[str, str]:
    slots = {f"you_{case}": "Państwa" for case in ("gen", "dat", "acc", "ins")}
    if book.reply_in_days is not None:
        slots |= {"by": by(now, book.reply_in_days, language), "within": within(book.reply_in_days, language)}
    return slots


def _case(rules: NetworkRules, language: str, visibility: Visibility, now: datetime) -> Situation:
    """A customer's complaint that may be answered: the text does not matter, a long name and signature do."""
    private = visibility is Visibility.PRIVATE
    mention = Mention(
        account="proof",
        network=rules.network,
        kind=MentionKind.MESSAGE if private else MentionKind.COMMENT,
        visibility=visibility,
        direction=Direction.INBOUND,
        remote_id="1",
        conversation_id="1",
        author=Author(remote_id="2", name=_NAMES[language]),
        text="…",
        created_at=now.astimezone(UTC),
        abilities=Abilities(reply=True),
    )
    assessment = Assessment(
        language=Language(language, 1.0),
        sentiment=Sentiment("negative", -0.5),
        complaint=Complaint(0.9, None),
        act=Act("complaint", 0.9),
        urgency=Urgency(0, None),
    )
    return Situation(
        mention=mention,
        assessment=assessment,
        rules=rules,
        brand="Pavyzdys",
        account_id="1",
        signature=_SIGNATURE,
        language=language,
        last_private_inbound_at=now if private else None,
        salt=rules.network,
    )
