"""How long each stream waited between two polls that came back, kept small: a day has a hundred thousand of them."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

BUCKETS = (60, 300, 600, 900, 1200, 1800, 2400, 3600, 5400, 7200, 7500, 7800, 8400, 9000, 10800, 21600, 43200, 86400)


@dataclass
class Pauses:
    """Pauses of all streams in buckets of seconds, by kind (`x mentions`), and the longest of each stream."""

    last: dict[tuple[str, str], datetime] = field(default_factory=dict)
    longest: dict[tuple[str, str], float] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    fetched: int = 0
    failed: int = 0

    def watching(self, account: str, source: Any) -> "Watched":
        return Watched(account, source, self)

    def succeeded(self, key: tuple[str, str], now: datetime) -> None:
        before = self.last.get(key)
        self.last[key] = now
        if before is None or before == now:
            return
        seconds = (now - before).total_seconds()
        self.counts.setdefault(kind_of(key), [0] * (len(BUCKETS) + 1))[bisect_left(BUCKETS, seconds)] += 1
        self.longest[key] = max(self.longest.get(key, 0.0), seconds)

    def pause(self, share: float) -> float:
        """The bucket below whose end that share of all pauses lies, in seconds."""
        return _below([sum(column) for column in zip(*self.counts.values(), strict=True)], share)

    def by_kind(self) -> dict[str, dict[str, float]]:
        """For each kind of stream: how many pauses, the ends of the buckets of p50 and p99, and the longest pause."""
        return {
            kind: {
                "pauses": sum(counts),
                "p50": _below(counts, 0.5),
                "p99": _below(counts, 0.99),
                "longest": max(seconds for key, seconds in self.longest.items() if kind_of(key) == kind),
            }
            for kind, counts in sorted(self.counts.items())
        }

    def waiting(self, now: datetime) -> float:
        """How long the stream that waits longest has been waiting, in seconds."""
        return max(((now - before).total_seconds() for before in self.last.values()), default=0.0)


def kind_of(key: tuple[str, str]) -> str:
    """Network and stream of an account's stream."""
    account, stream = key
    return f"{account.rpartition('-')[2]} {stream}"


def _below(counts: list[int], share: float) -> float:
    wanted, seen = share * sum(counts), 0
    for end, count in zip((*BUCKETS, float("inf")), counts, strict=True):
        seen += count
        if seen >= wanted:
            return end
    return 0.0


@dataclass(frozen=True)
class Watched:
    """A source whose successful fetches are noted."""

    account: str
    source: Any
    pauses: Pauses

    @property
    def streams(self) -> Any:
        return self.source.streams

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Any:
        self.pauses.fetched += 1
        try:
            page = await self.source.fetch(stream, cursor, now=now)
        except Exception:
            self.pauses.failed += 1
            raise
        if stream in self.source.streams:  # what is asked for once only has no pauses
            self.pauses.succeeded((self.account, stream), now)
        return page
