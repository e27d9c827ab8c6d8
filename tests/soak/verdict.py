"""What must hold at the end: the store equals the networks, and every approved text had one effect or has a reason."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from monitor.bootstrap.house import House
from monitor.domain.mentions import Direction
from monitor.store.schema import mentions, outbox
from tests.soak.networks import word

Key = tuple[str, str]
WINDOW_RULES = ("outside_window", "window", "not_summoned", "private_reply_used", "private_reply_window")


@dataclass
class Verdict:
    """Counts, and the first few of what is wrong."""

    stored: int = 0
    there: int = 0
    lost: list[Any] = field(default_factory=list)
    doubled: list[Any] = field(default_factory=list)
    other_words: list[Any] = field(default_factory=list)
    erased: int = 0
    not_erased: list[Any] = field(default_factory=list)
    pending: int = 0
    writes: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    sent_twice: list[Any] = field(default_factory=list)
    never_arrived: list[Any] = field(default_factory=list)
    unexplained: list[Any] = field(default_factory=list)

    @property
    def wrong(self) -> dict[str, list[Any]]:
        """What must be empty."""
        named = ("lost", "doubled", "other_words", "not_erased", "sent_twice", "never_arrived", "unexplained")
        return {name: getattr(self, name) for name in named if getattr(self, name)}


async def judge(house: House, truth: dict[str, Any]) -> Verdict:
    """Compare both sides."""
    verdict = Verdict()
    there = {(account, remote_id): (word, ours, hidden) for account, remote_id, word, ours, hidden in truth["rows"]}
    async with house.store._readers.begin() as connection:
        rows = (await connection.execute(select(mentions))).all()
        entries = (await connection.execute(select(outbox))).all()
        doubles = select(mentions.c.account, mentions.c.remote_id).group_by(*mentions.c["account", "remote_id"])
        verdict.doubled = list((await connection.execute(doubles.having(func.count() > 1))).all())
    _compare(verdict, rows, there)
    _writes(verdict, entries, there, set(truth["native"]), {(row.account, row.remote_id) for row in rows})
    return verdict


def _compare(verdict: Verdict, rows: Any, there: dict[Key, tuple[str, bool, bool]]) -> None:
    verdict.there, verdict.stored = len(there), len(rows)
    living = {(row.account, row.remote_id): row for row in rows if not row.deleted_at}
    verdict.erased = len(rows) - len(living)
    verdict.pending = sum(row.pending_since is not None for row in rows)
    verdict.lost = [key for key in there if key not in living]
    verdict.not_erased = [key for key in living if key not in there]
    for key, row in living.items():
        if key not in there:
            continue
        text, ours, hidden = there[key]
        same_words = word(row.text) == text or (ours and row.text.strip() and row.text.strip() in text)
        if not same_words or (row.direction == Direction.OUTBOUND) is not ours or row.hidden is not hidden:
            verdict.other_words.append(key)


def _writes(
    verdict: Verdict, entries: Any, there: dict[Key, tuple[str, bool, bool]], native: set[str], stored: set[Key]
) -> None:
    ours = {key for key, (_, mine, _) in there.items() if mine and key[1] not in native}
    delivered = [(entry.account, entry.remote_id) for entry in entries if entry.state == "delivered"]
    verdict.sent_twice = [key for key, times in Counter(delivered).items() if times > 1]
    verdict.sent_twice += sorted(ours - set(delivered))
    verdict.never_arrived = sorted(key for key in delivered if key not in ours and key not in stored)
    for entry in entries:
        verdict.ends[entry.state] += 1
        if entry.state != "delivered":
            verdict.writes[f"{entry.state}: {(entry.reason or '')[:90]}"] += 1
            if not entry.reason:
                verdict.unexplained.append((entry.id, entry.state))
