"""`aside analyse`, `aside draft`, `aside guard`: the whole judgement of Aside on JSON lines.

No database is needed; where the settings name one that exists, `draft` writes by the playbooks as they stand there.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal

import click
import msgspec

from config.loading import load
from config.playbooks.shapes import LANGUAGES
from config.settings import AnalysisSettings, PrioritySettings
from monitor.bootstrap.judgement import Ear, ear, guard
from monitor.commands.json_lines import transform
from monitor.commands.options import DEFAULT, config_option, not_loaded, settings_of
from monitor.domain.assessments import Assessment, Surroundings
from monitor.domain.errors import AsideError
from monitor.domain.mentions import Abilities, Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.ranking import rank
from monitor.ports import Compose, Situation
from responders.composer import compose
from responders.moves import plan_moves

Text = Annotated[str, msgspec.Meta(max_length=1_000_000)]
Id = str | int
source_argument = click.argument("source", type=click.File("rb"), default="-")


class AnalyseLine(msgspec.Struct, frozen=True):
    """What `analyse` reads; unknown keys are ignored."""

    id: Id
    text: Text
    network: str | None = None
    created_at: datetime | None = None
    author: str | dict[str, Any] | None = None


class DraftLine(msgspec.Struct, frozen=True):
    """What `draft` reads."""

    id: Id
    text: Text
    network: str
    visibility: Visibility
    author: str | dict[str, Any] | None = None
    language: Literal["lt", "pl", "en"] | None = None  # the thread's or the account's, for texts that do not tell


class GuardLine(msgspec.Struct, frozen=True):
    """What `guard` reads."""

    id: Id
    draft: Text
    visibility: Visibility
    thread: tuple[Text, ...] = ()
    customer: dict[str, Any] | None = None


@cache
def _ear(config: Path | None) -> Ear:
    """Return the analyser; only a file that was named can bring transformers, which load slowly."""
    return ear(load(config).analysis if config else AnalysisSettings(), not_loaded)


def _assess(text: str, config: Path | None, account_language: str | None = None) -> Assessment:
    return _ear(config).analyser.assess(text, Surroundings(account_language=account_language))


def _mention(line: AnalyseLine | DraftLine, visibility: Visibility, public: MentionKind = MentionKind.POST) -> Mention:
    created = getattr(line, "created_at", None) or datetime.now(UTC)
    return Mention(
        account="command-line",
        network=line.network or "",
        kind=MentionKind.MESSAGE if visibility is Visibility.PRIVATE else public,
        visibility=visibility,
        direction=Direction.INBOUND,
        remote_id=str(line.id),
        conversation_id=str(line.id),
        author=_author(line.author),
        text=line.text,
        abilities=Abilities(reply=True if "@" in line.text else None),
        created_at=created if created.tzinfo else created.replace(tzinfo=UTC),
    )


def _author(given: str | dict[str, Any] | None) -> Author:
    if not isinstance(given, dict):
        return Author(remote_id=given or "", handle=given, name=given)
    followers = given.get("followers")
    return Author(
        remote_id=str(given.get("id") or ""),
        handle=_optional(given.get("handle") or given.get("username")),
        name=_optional(given.get("name")),
        followers=followers if isinstance(followers, int) else None,
    )


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def analyse(line: AnalyseLine, config: Path | None = None) -> dict[str, object]:
    """One line of `aside analyse`."""
    return _analysed(line, _assess(line.text, config))


def analyse_together(lines: Sequence[AnalyseLine], config: Path | None = None) -> list[dict[str, object]]:
    """Many lines of `aside analyse`."""
    found = _ear(config).analyser.assess_many([(line.text, Surroundings()) for line in lines])
    return [_analysed(line, assessment) for line, assessment in zip(lines, found, strict=True)]


def _analysed(line: AnalyseLine, found: Assessment) -> dict[str, object]:
    priority = rank(_mention(line, Visibility.PUBLIC), found, repeats=1, policy=PrioritySettings())
    return {
        "id": line.id,
        "language": {"code": found.language.code, "confidence": round(found.language.confidence, 4)},
        "sentiment": {"label": found.sentiment.label, "score": round(found.sentiment.score, 4)},
        "complaint": {"score": round(found.complaint.score, 4), "kind": found.complaint.kind},
        "act": {"label": found.act.label, "score": round(found.act.score, 4)},
        "urgency": {"level": found.urgency.level, "threat": found.urgency.threat},
        "personal_data": [
            {"type": span.type.value, "start": span.start, "end": span.end, "score": round(span.score, 4)}
            for span in found.personal_data
        ],
        "evidence": [
            {"for": each.verdict, "start": each.start, "end": each.end, "weight": round(each.weight, 4)}
            for each in found.evidence
        ],
        "priority": {
            "points": priority.points,
            "reasons": [{"code": r.code, "points": r.points, "detail": r.detail} for r in priority.reasons],
        },
        "analyser": found.analyser,
    }


def draft(line: DraftLine, config: Path | None = None) -> dict[str, object]:
    """One line of `aside draft`.

    A text in no language we write in is not answered in a guessed one: both drafts are null, and `ask` says what a
    person has to say first. X takes a reply only where we were named or quoted, and hides leading handles from texts:
    where nothing shows it, `moves` say no, the drafts are those for a post that does name us, and `assumed` says so.
    Raises ValueError for a network that is not installed.
    """
    from monitor.plugins import networks  # noqa: PLC0415 - loads the SDKs, which `analyse` and `guard` do without

    plugin = networks().get(line.network)
    if plugin is None:
        raise ValueError(f"there is no network {line.network!r}; there are {', '.join(networks())}")
    now = datetime.now(UTC)
    found = _assess(line.text, config, line.language)
    told = found.language.code
    language = told if told in LANGUAGES else line.language or told
    # where a network has private replies, most public texts are comments under our own posts
    kind = MentionKind.COMMENT if plugin.rules.private_reply_window else MentionKind.POST
    situation = Situation(
        mention=_mention(line, line.visibility, kind),
        assessment=found,
        rules=plugin.rules,
        brand="",
        language=language,
        last_private_inbound_at=now if line.visibility is Visibility.PRIVATE else None,
        salt=str(line.id),
    )
    moves = plan_moves(situation, now=now)
    named = _named_us(situation)
    lawful = plan_moves(named, now=now) if named else moves
    composed = _composing(config)(named or situation, lawful, now=now)
    proposals = [each for each in composed if not _findings(each.text, each.move.visibility, line.text)]
    by_visibility = {proposal.move.visibility: proposal for proposal in proposals}
    public, private = by_visibility.get(Visibility.PUBLIC), by_visibility.get(Visibility.PRIVATE)
    return {
        "id": line.id,
        "language": language,
        "playbook": proposals[0].playbook if proposals else None,
        "moves": [
            {"move": move.kind.value, "allowed": move.allowed, "why": move.why}
            | ({"closes_at": move.closes_at.isoformat()} if move.closes_at else {})
            for move in moves
        ],
        "public": public.text if public else None,
        "private": private.text if private else None,
        "ask": None if language in LANGUAGES else _question(language),
        "assumed": "the author named or quoted us" if named and proposals else None,
    }


@cache
def _composing(config: Path | None) -> Compose:
    """Draft by the playbooks as they stand in the settings' database, by the shipped ones without settings."""
    if config is None and not DEFAULT.exists():
        return compose
    from monitor.bootstrap.bookshelf import bookshelf, composing  # noqa: PLC0415 - loads the store, which others do without

    return composing(asyncio.run(bookshelf(settings_of(config, needed=False), missed=_shipped_only)))


def _shipped_only(error: AsideError) -> None:
    click.echo(
        f"aside: playbooks changed in the web could not be read, drafting by the shipped ones: {error}", err=True
    )


def _named_us(situation: Situation) -> Situation | None:
    """Return the same situation with an author who named us; None where that is not what is missing."""
    mention = situation.mention
    public = mention.visibility is Visibility.PUBLIC
    if not public or mention.abilities.reply is not None or not situation.rules.reply_needs_summons:
        return None
    return replace(situation, mention=replace(mention, abilities=replace(mention.abilities, reply=True)))


def _question(language: str) -> dict[str, object]:
    """Say what is not known, and which answers help: give one of them as `language` of the line."""
    why = "the text does not tell its language" if language == "und" else f"nothing is drafted in {language!r}"
    return {"for": "language", "why": why, "answers": list(LANGUAGES)}


def _findings(text: str, visibility: Visibility, thread: str) -> object:
    return guard(text, visibility=visibility, thread=(thread,), customer={}, allowed=())


def guard_line(line: GuardLine) -> dict[str, object]:
    """One line of `aside guard`."""
    customer = {key: str(value) for key, value in (line.customer or {}).items() if value is not None}
    findings = guard(line.draft, visibility=line.visibility, thread=line.thread, customer=customer, allowed=())
    return {
        "id": line.id,
        "verdict": "block" if findings else "pass",
        "findings": [{"kind": f.kind, "start": f.start, "end": f.end, "why": f.why, "fix": f.fix} for f in findings],
    }


def _run(
    source: BinaryIO,
    kind: type,
    work: Callable[[Any], object],
    work_together: Callable[[Sequence[Any]], Sequence[object]] | None = None,
) -> None:
    sys.exit(transform(source, kind, work, work_together))


@click.command("analyse")
@source_argument
@config_option
def analyse_command(source: BinaryIO, config: Path | None) -> None:
    """Read {"id","text",...} lines from SOURCE (standard input by default) and write one assessment a line."""
    _ear(config)  # what keeps it from loading is said once, not of every line
    _run(source, AnalyseLine, partial(analyse, config=config), partial(analyse_together, config=config))


@click.command("draft")
@source_argument
@config_option
def draft_command(source: BinaryIO, config: Path | None) -> None:
    """Read {"id","text","network","visibility"} lines and write moves and drafts, one object a line.

    Give "language" (lt, pl, en) for texts that do not tell theirs; without it nothing is drafted for them, and "ask"
    says so.
    """
    _ear(config)
    _run(source, DraftLine, partial(draft, config=config))


@click.command("guard")
@source_argument
def guard_command(source: BinaryIO) -> None:
    """Read {"id","draft","visibility","thread","customer"} lines and write pass or block, one object a line."""
    _run(source, GuardLine, guard_line)
