"""How an account does as a whole: its token, what it lacks, and the breaker that stops it; pure.

    closed ──► open ──► half_open ──► closed    (a probe found it well)
                 ▲          │
                 └──────────┘                   (the probe failed too)

The breaker opens for what concerns the whole account: a dead token, or a network that has blocked account or app. A
missing permission stops only the streams and moves that need it. While it is open nothing of this account is polled
or sent; drafts and queued answers wait.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.domain.errors import (
    AccountBlocked,
    AccountLocked,
    AsideError,
    AuthExpired,
    BadPayload,
    Conflict,
    Gone,
    Misconfigured,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)

STRIKES = 3
"""Failures in a row, on any stream or answer of the account, that open the breaker; a failed probe opens it at once."""
DAILY = timedelta(hours=24)
REPAIR = timedelta(minutes=15)
"""Between probes while something is wrong."""
BLOCKED = timedelta(hours=1)
"""How long a network's block is left alone: no probe sees it, only another attempt does, and each may lengthen it."""
PROBE_LASTS = timedelta(minutes=5)
"""A probe that has not come back by then was lost with its process."""
WARN_DAYS = (30, 14, 7, 3, 1, 0)
"""Days before the end of a token at which it is said once more."""
WEBHOOK_FIELD = "webhook field "
"""Begins what a probe says of webhook fields nobody subscribed to; everything else it misses is a permission."""


class Breaker(StrEnum):
    """Whether calls are made for the account."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"  # open, and a probe is under way


class Family(StrEnum):
    """Families of errors, each with its own way to repair."""

    WAIT = "wait"
    RETRY = "retry"
    REAUTHORISE = "reauthorise"
    PERMISSION = "permission"
    LOCKED = "locked"
    POLICY = "policy"
    GONE = "gone"
    UNKNOWN = "unknown"
    BAD_PAYLOAD = "bad_payload"
    SETTING = "setting"
    REFUSED = "refused"


_FAMILIES: tuple[tuple[type[AsideError], Family], ...] = (
    (RateLimited, Family.WAIT),
    (Retryable, Family.RETRY),
    (Conflict, Family.RETRY),
    (AuthExpired, Family.REAUTHORISE),
    (AccountLocked, Family.LOCKED),  # each before the wider class it belongs to
    (AccountBlocked, Family.POLICY),
    (PermissionMissing, Family.PERMISSION),
    (Gone, Family.GONE),
    (OutcomeUnknown, Family.UNKNOWN),
    (BadPayload, Family.BAD_PAYLOAD),
    (Misconfigured, Family.SETTING),
    (Rejected, Family.REFUSED),
)


def family_of(error: BaseException) -> Family:
    """Name the family; what was not raised on purpose is a passing fault until shown otherwise."""
    return next((family for kind, family in _FAMILIES if isinstance(error, kind)), Family.RETRY)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHealth:
    """What is known of one account. `family`, `reason` and `next_step` are empty while nothing is wrong.

    `expires_at` is when the token ends or Meta's access to data does, whichever is nearer; None = no end is known.
    `probed_at` is the last probe that was answered, `well_at` the last that found nothing wrong with the token.
    """

    account: str
    breaker: Breaker = Breaker.CLOSED
    strikes: int = 0
    family: Family | None = None
    reason: str = ""
    next_step: str = ""
    expires_at: datetime | None = None
    data_access_expires_at: datetime | None = None
    missing: tuple[str, ...] = ()
    probed_at: datetime | None = None
    well_at: datetime | None = None
    opened_at: datetime | None = None
    next_probe_at: datetime

    @property
    def held(self) -> bool:
        """Whether nothing is polled or sent for it."""
        return self.breaker is not Breaker.CLOSED

    @property
    def permissions(self) -> tuple[str, ...]:
        """Permissions the token lacks."""
        return tuple(name for name in self.missing if not name.startswith(WEBHOOK_FIELD))

    @property
    def webhook_fields(self) -> tuple[str, ...]:
        """Webhook fields nobody subscribed to."""
        return tuple(name.removeprefix(WEBHOOK_FIELD) for name in self.missing if name.startswith(WEBHOOK_FIELD))

    def days_left(self, now: datetime) -> int | None:
        """Whole days until the token ends, 0 on its last day and after; None where no end is known."""
        return None if self.expires_at is None else max(0, (self.expires_at - now).days)


def stops_account(error: BaseException) -> bool:
    """Whether an error concerns the account as a whole."""
    return isinstance(error, AuthExpired | AccountBlocked)


def struck(old: AccountHealth, error: Exception, *, now: datetime) -> AccountHealth:
    """Take in that a call failed so as to concern the whole account; enough of them in a row open the breaker.

    The first asks for a probe at once, which decides.
    """
    told = _told(replace(old, strikes=old.strikes + 1), error)
    if old.held:
        return replace(told, strikes=old.strikes)
    probe_at = now if old.strikes == 0 else old.next_probe_at
    return _opened(told, now) if told.strikes >= STRIKES else replace(told, next_probe_at=probe_at)


def asked(old: AccountHealth, *, now: datetime) -> AccountHealth:
    """Ask for a probe now, unless one is due before."""
    return replace(old, next_probe_at=min(old.next_probe_at, now))


def worked(old: AccountHealth, *, sent: bool) -> AccountHealth:
    """Take in that a call went through: the token lives. It never closes an open breaker.

    Of a block by the network only something `sent` is proof: reading often goes on.
    """
    if old.held or not old.strikes or (old.family is Family.POLICY and not sent):
        return old
    return _cleared(replace(old, strikes=0))


def opened_by(old: AccountHealth, error: Exception, *, now: datetime) -> AccountHealth:
    """Stop the account at once, for a reason that leaves no doubt."""
    return _opened(_told(old, error), now)


def begun(old: AccountHealth, *, now: datetime) -> AccountHealth:
    """Begin a probe; if its process dies, the next one begins after `PROBE_LASTS`."""
    breaker = Breaker.HALF_OPEN if old.held else Breaker.CLOSED
    return replace(old, breaker=breaker, next_probe_at=now + PROBE_LASTS)


def found_well(
    old: AccountHealth,
    *,
    expires_at: datetime | None,
    data_access_expires_at: datetime | None,
    missing: tuple[str, ...],
    now: datetime,
) -> AccountHealth:
    """Take in a probe that was answered: the breaker closes; what is missing is said.

    After a block by the network the next failure opens it again, as a probe cannot see that the block is gone; a
    lock it meets itself.
    """
    blocked = old.family is Family.POLICY
    well = replace(
        old if blocked else _cleared(old),
        breaker=Breaker.CLOSED,
        strikes=min(old.strikes, STRIKES - 1) if blocked else 0,
        expires_at=expires_at,
        data_access_expires_at=data_access_expires_at,
        missing=missing,
        probed_at=now,
        well_at=now,
        opened_at=None,
        next_probe_at=now + DAILY,
    )
    if blocked or not well.permissions:
        return well
    lacking = PermissionMissing(f"these permissions are missing: {', '.join(well.permissions)}")
    return _told(well, lacking)


def found_ill(old: AccountHealth, error: Exception, *, now: datetime) -> AccountHealth:
    """Take in a probe that failed.

    What stops the account opens the breaker; a network that does not answer decides nothing, and an open breaker
    stays open with its old reason.
    """
    later = replace(old, next_probe_at=now + (BLOCKED if family_of(error) is Family.POLICY else REPAIR))
    if stops_account(error):
        opened = _opened(_told(later, error), now)
        return replace(opened, strikes=STRIKES, probed_at=now, next_probe_at=later.next_probe_at)
    if old.held:
        return replace(later, breaker=Breaker.OPEN)
    if isinstance(error, RateLimited):
        return replace(old, next_probe_at=max(error.until, now + REPAIR))
    if isinstance(error, PermissionMissing | Misconfigured | Rejected):
        return replace(_told(later, error), probed_at=now)
    return later


def warning_of(old: AccountHealth, new: AccountHealth, *, now: datetime) -> int | None:
    """Days left, if the token's end has come past one more of `WARN_DAYS` since the last probe; else None."""
    days = new.days_left(now)
    if days is None or days > WARN_DAYS[0]:
        return None
    known = old.probed_at is not None and old.expires_at == new.expires_at
    before = old.days_left(old.probed_at) if known and old.probed_at else None
    mark = min(mark for mark in WARN_DAYS if mark >= days)
    return days if before is None or before > mark else None


def _told(health: AccountHealth, error: Exception) -> AccountHealth:
    """Keep family, reason and next step; of an unexpected error only its class is shown."""
    if not isinstance(error, AsideError):
        return replace(health, family=Family.RETRY, reason=f"unexpected {type(error).__name__}", next_step="")
    return replace(health, family=family_of(error), reason=str(error), next_step=error.next_step)


def _cleared(health: AccountHealth) -> AccountHealth:
    return replace(health, family=None, reason="", next_step="")


def _opened(health: AccountHealth, now: datetime) -> AccountHealth:
    """Open the breaker; a token called dead is probed at once, so that a false alarm ends at once."""
    if health.held:
        return replace(health, breaker=Breaker.OPEN)
    pause = BLOCKED if health.family is Family.POLICY else timedelta()
    return replace(health, breaker=Breaker.OPEN, opened_at=now, next_probe_at=now + pause)
