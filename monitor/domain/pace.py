"""How often a stream is polled: by how much goes on, by what the network still allows, by what may still be spent.

All pure. A *window* is one budget of calls as the network's own headers told it; a *pulse* is how much goes on in one
stream; a *pace* is the pause that follows, with its reason. The more goes on the shorter the pause, the fewer calls
are left the longer; what the network allows always wins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from config.settings import PaceSettings

HALF_LIFE = timedelta(minutes=15)
"""After this time without news a stream is half as hot."""
HOT = 0.5
"""From this warmth a stream is polled faster than usual: one new thing keeps it so for a quarter of an hour."""
QUIET_FROM = timedelta(minutes=10)
QUIET_WHOLLY = timedelta(hours=2)
"""Between these two times without news the pause grows from the usual one to the quiet one."""
PUSHES_TRUSTED = timedelta(days=2)
"""How long one push vouches for the next."""
_RESERVE = 20
"""One call in so many is left to answering, which looks up what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one answer's headers said of one budget of calls.

    `kind` names the budget at its network. `covers` says what spends it: names of streams, `send:<move>`,
    `look_up:<move>`; a final `*` stands for any ending. `left` calls may be made within the next `seconds`; `limit`
    is what a whole window allows (0 = not told). `shared`: every account of the app lives on it.
    """

    kind: str
    covers: tuple[str, ...]
    left: int
    seconds: float
    limit: int = 0
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A budget of calls as it is known to all processes: `left` until `until`."""

    kind: str
    covers: tuple[str, ...]
    left: int
    limit: int
    until: datetime

    def concerns(self, name: str) -> bool:
        """Whether a call of that name spends it."""
        return any(name == one or (one.endswith("*") and name.startswith(one[:-1])) for one in self.covers)

    @property
    def reserve(self) -> int:
        """Calls that polling leaves to answering."""
        return self.limit // _RESERVE


def window_of(rate: Rate, now: datetime) -> Window:
    """Place what an answer said on our clock; networks that name a time a year away are not believed."""
    wait = timedelta(seconds=min(max(0.0, rate.seconds), 32 * 86_400.0))
    return Window(
        kind=rate.kind, covers=rate.covers, left=max(0, rate.left), limit=max(0, rate.limit), until=now + wait
    )


def closed_until(windows: Iterable[Window], name: str, now: datetime, *, polling: bool) -> datetime | None:
    """When a call of that name may be made again; None = now. Polling stops while answering still has its reserve."""
    ends = [
        window.until
        for window in windows
        if window.until > now and window.concerns(name) and window.left <= (window.reserve if polling else 0)
    ]
    return max(ends, default=None)


def spread(windows: Iterable[Window], name: str, streams: Sequence[str], now: datetime) -> float:
    """Seconds between polls of stream `name` that let what is left last until its window's end; 0 = no limit known.

    `streams` are all that are polled on the same account: those that live on the same window share it.
    """
    pauses = [
        (window.until - now).total_seconds()
        / max(1, window.left - window.reserve)
        * max(1, sum(window.concerns(stream) for stream in streams))
        for window in windows
        if window.until > now and window.concerns(name)
    ]
    return max(pauses, default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How much goes on in one stream.

    `warmth` is the number of new things, each fading by half in `HALF_LIFE`, as it was at `at`. `news_at` is when a
    poll last brought something new, `pushed_at` when a push last did; `since` is the first poll.
    """

    warmth: float = 0.0
    at: datetime | None = None
    news_at: datetime | None = None
    pushed_at: datetime | None = None
    since: datetime | None = None

    def warmth_at(self, now: datetime) -> float:
        """Warmth that is left."""
        if self.at is None:
            return 0.0
        age = max(timedelta(), now - self.at)
        return float(self.warmth * 0.5 ** (age / HALF_LIFE))

    def quiet_for(self, now: datetime) -> timedelta:
        """Time without news, however they came."""
        told = [moment for moment in (self.news_at, self.pushed_at, self.since) if moment]
        return max(timedelta(), now - max(told)) if told else timedelta()

    def is_pushed(self, now: datetime) -> bool:
        """Whether pushes work: one came lately, and no poll has found anything that none had brought."""
        if self.pushed_at is None or now - self.pushed_at > PUSHES_TRUSTED:
            return False
        return self.news_at is None or self.news_at <= self.pushed_at


def warmed(pulse: Pulse, by: float, now: datetime) -> Pulse:
    """Add `by` new things."""
    return replace(pulse, warmth=min(100.0, pulse.warmth_at(now) + by), at=now)


def polled(pulse: Pulse, new: int, now: datetime) -> Pulse:
    """Take in a poll that brought `new` things."""
    after = warmed(pulse, new, now)
    return replace(after, since=pulse.since or now, news_at=now if new else pulse.news_at)


def pushed(pulse: Pulse, new: int, now: datetime) -> Pulse:
    """Take in a push that brought `new` things before any poll did."""
    return replace(warmed(pulse, new, now), since=pulse.since or now, pushed_at=now)


class Why(StrEnum):
    """What decides a pause."""

    USUAL = "usual"
    HOT = "hot"  # new things came, or we have just answered
    TALKING = "talking"  # somebody's open case is fresh
    QUIET = "quiet"
    NIGHT = "night"
    PUSHES = "pushes"  # webhooks bring everything, polls only check
    CALLS = "calls"  # few calls are left in the network's window
    BUDGET = "budget"  # the day's money goes faster than the day
    ASKED = "asked"  # the source wishes so
    CLOSED = "closed"  # no call is left until the window ends
    SPENT = "spent"  # the budget is used up


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds until the next poll, and why."""

    seconds: float
    why: Why


def wished(base: float, pulse: Pulse, *, talking: bool, now: datetime, policy: PaceSettings) -> Pace:
    """How soon to look again by what goes on alone; never below `shortest`, never above `longest` (or the base)."""
    warmth = pulse.warmth_at(now)
    if pulse.is_pushed(now):
        return Pace(min(base * policy.pushed_factor, max(base, policy.longest_seconds)), Why.PUSHES)
    if warmth >= HOT:
        return Pace(max(min(base, policy.shortest_seconds), base / (1 + warmth)), Why.HOT)
    quiet = pulse.quiet_for(now)
    if talking or quiet <= QUIET_FROM:
        return Pace(base, Why.TALKING if talking else Why.USUAL)
    grown = min(1.0, (quiet - QUIET_FROM) / (QUIET_WHOLLY - QUIET_FROM))
    night = is_night(now, policy)
    factor = 1 + grown * (policy.quiet_factor * (policy.night_factor if night else 1) - 1)
    return Pace(min(base * factor, max(base, policy.longest_seconds)), Why.NIGHT if night else Why.QUIET)


def is_night(now: datetime, policy: PaceSettings) -> bool:
    """Whether customers sleep, by the clock of `policy.time_zone`; the same hour twice means no night at all."""
    hour, begin, end = now.astimezone(ZoneInfo(policy.time_zone)).hour, policy.night_from, policy.night_until
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def paced(wish: Pace, *floors: Pace) -> Pace:
    """Let every reason to wait longer have its way; the longest names the pause."""
    return max((wish, *floors), key=lambda pace: pace.seconds)
