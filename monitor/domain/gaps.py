"""Gaps: stretches of time whose mentions may be missing, each with its cause."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.domain.errors import AuthExpired, BadPayload, Misconfigured, PermissionMissing, RateLimited, Rejected


class Cause(StrEnum):
    """Why something may be missing; the values are stable, screens and alerts rest on them."""

    BACKFILL = "backfill"  # older than the first poll was told to reach
    NETWORK_DAYS = "network_days"  # the network shows the last `count` days only
    NETWORK_COUNT = "network_count"  # the network shows the newest `count` records only
    SERVICE_DOWN = "service_down"  # nobody looked
    NO_ANSWER = "no_answer"  # the network did not answer, or not as it should
    RATE_LIMITED = "rate_limited"  # the network asked us to wait
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - the name of a cause
    PERMISSION_MISSING = "permission_missing"
    SETTINGS = "settings"  # a setting is wrong, or the network refuses the question for good
    MALFORMED = "malformed"  # a page as a whole could not be read
    QUARANTINED = "quarantined"  # `count` records could not be read and are kept aside
    WEBHOOK_UNCONFIRMED = "webhook_unconfirmed"  # `count` came by webhook, and polling has not shown them
    WEBHOOK_MISSED = "webhook_missed"  # `count` came by polling only, though webhooks are on


WORDS = {
    Cause.BACKFILL: "Older than the first poll was told to reach; what people wrote before is not here.",
    Cause.NETWORK_DAYS: "The network shows only the last {count} days; what is older cannot be fetched any more.",
    Cause.NETWORK_COUNT: "The network shows only the newest {count}; what lies behind them may be missing.",
    Cause.SERVICE_DOWN: "Aside was not running, so nobody looked; the next polls fetch it.",
    Cause.NO_ANSWER: "The network gave no usable answer; Aside tries again by itself.",
    Cause.RATE_LIMITED: "The network asked us to wait; Aside goes on by itself.",
    Cause.TOKEN_EXPIRED: "The account's token no longer works; authorise the account again.",
    Cause.PERMISSION_MISSING: "The token lacks a permission; grant it, then run `aside check`.",
    Cause.SETTINGS: "A setting is wrong, or the network refuses what we ask; mend the setting.",
    Cause.MALFORMED: "A page could not be read; Aside asks for it again.",
    Cause.QUARANTINED: "{count} records could not be read and are kept in quarantine; report it.",
    Cause.WEBHOOK_UNCONFIRMED: "{count} came by webhook and are here, but polling has not shown them.",
    Cause.WEBHOOK_MISSED: "{count} came by polling only, though webhooks are on; check the app's access and review.",
}
"""Each cause and its next step, in plain words; `{count}` is the gap's own."""

LASTING = frozenset({Cause.BACKFILL, Cause.NETWORK_DAYS, Cause.NETWORK_COUNT, Cause.QUARANTINED})
"""Causes no later poll can fill."""

OUTAGES = frozenset(
    {
        Cause.NO_ANSWER,
        Cause.RATE_LIMITED,
        Cause.TOKEN_EXPIRED,
        Cause.PERMISSION_MISSING,
        Cause.SETTINGS,
        Cause.MALFORMED,
    }
)
"""Causes that end with the next page that comes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What was written from `start` (None = ever) until `end` (None = still going on) may be missing.

    `filled_at` and `filled_by` ("poll", or "reread" from quarantine) are set when it was closed.
    """

    cause: Cause
    start: datetime | None = None
    end: datetime | None = None
    count: int | None = None
    noticed_at: datetime | None = None
    filled_at: datetime | None = None
    filled_by: str = ""

    @property
    def lasting(self) -> bool:
        """Whether it can never be filled."""
        return self.cause in LASTING

    @property
    def words(self) -> str:
        """Cause and next step in plain English."""
        return WORDS[self.cause].format(count=self.count or 0)


def cause_of(error: Exception) -> Cause:
    """Name the cause of a failed poll."""
    match error:
        case RateLimited():
            return Cause.RATE_LIMITED
        case AuthExpired():
            return Cause.TOKEN_EXPIRED
        case PermissionMissing():
            return Cause.PERMISSION_MISSING
        case Misconfigured() | Rejected():
            return Cause.SETTINGS
        case BadPayload():
            return Cause.MALFORMED
    return Cause.NO_ANSWER
