"""Which moves are lawful now, and why: facts about a case looked up in a table.

Nothing network-specific stands here; a network's figures come as `NetworkRules`.
"""

from datetime import datetime, timedelta

from monitor.domain.moves import Move, MoveKind
from monitor.ports import Situation
from responders.moves.facts import Facts
from responders.moves.table import TABLE

__all__ = ["plan_moves"]


def plan_moves(situation: Situation, *, now: datetime) -> tuple[Move, ...]:
    """Every kind of move, allowed or not, each with a plain sentence why.

    Ask again at the moment of sending: a window may have closed while the draft waited. Where a network answers only
    a summons (X), the reply opens only if the connector set `abilities.reply` to True.
    """
    facts = Facts(situation, now)
    return tuple(_move(kind, facts) for kind in TABLE)


def _move(kind: MoveKind, facts: Facts) -> Move:
    row = next(row for row in TABLE[kind] if row.holds(facts))
    words = _words(kind, facts)
    return Move(
        kind=kind,
        allowed=row.allowed,
        why=row.why.format_map(words),
        closes_at=row.closes.at(facts) if row.closes else None,
        uses_up=row.uses_up.format_map(words),
        human_agent=row.human_agent,
    )


def _words(kind: MoveKind, facts: Facts) -> dict[str, str]:
    rules = facts.rules
    return {
        "network": facts.network,
        "refusal": facts.refusal(kind) or "",
        "private_reply_window": in_words(rules.private_reply_window),
        "message_window": in_words(rules.message_window),
        "human_agent_window": in_words(rules.human_agent_window),
    }


def in_words(window: timedelta | None) -> str:
    """Say a window in hours up to two days, and in days beyond."""
    if window is None:
        return "no limit"
    hours = round(window.total_seconds() / 3600)
    return f"{hours} hours" if hours <= 48 else f"{hours // 24} days"
