"""Accounts as a whole: until when their tokens work, what they lack, whether they are stopped, how to repair them."""

from datetime import datetime

import msgspec
from aiohttp import web

from config.settings import AccountSettings
from monitor.domain.account_health import AccountHealth
from monitor.web.answers import as_json
from monitor.web.api.routes import Route
from monitor.web.desk import DESK, Desk
from monitor.web.words import words


class AccountView(msgspec.Struct, frozen=True):
    """One account. `breaker` other than "closed": nothing of it is polled or sent until a probe finds it well.

    `family` names the kind of trouble, empty while there is none, `repair` what to do about it in plain English;
    `reason` and `next_step` are the trouble's own words. `days_left` counts whole days until the token ends.
    """

    account: str
    network: str
    breaker: str
    family: str
    repair: str
    reason: str
    next_step: str
    expires_at: datetime | None
    data_access_expires_at: datetime | None
    days_left: int | None
    missing_permissions: list[str]
    missing_webhook_fields: list[str]
    probed_at: datetime | None
    well_at: datetime | None
    next_probe_at: datetime


class AccountsView(msgspec.Struct, frozen=True):
    """All accounts of the settings."""

    accounts: list[AccountView]


async def read_accounts(desk: Desk) -> AccountsView:
    """Read the health of all accounts of the settings; one that was never looked at shows as due now."""
    async with desk.store.read() as tx:
        known = {health.account: health for health in await tx.accounts.all()}
    now = desk.now()
    return AccountsView(
        [
            _view(account, known.get(name) or AccountHealth(account=name, next_probe_at=now), now)
            for name, account in sorted(desk.situations.accounts.items())
        ]
    )


def _view(account: AccountSettings, health: AccountHealth, now: datetime) -> AccountView:
    family = health.family.value if health.family else ""
    return AccountView(
        account=account.name,
        network=account.network,
        breaker=health.breaker.value,
        family=family,
        repair=words("en")[f"repair_{family}"] if family else "",
        reason=health.reason,
        next_step=health.next_step,
        expires_at=health.expires_at,
        data_access_expires_at=health.data_access_expires_at,
        days_left=health.days_left(now),
        missing_permissions=list(health.permissions),
        missing_webhook_fields=list(health.webhook_fields),
        probed_at=health.probed_at,
        well_at=health.well_at,
        next_probe_at=health.next_probe_at,
    )


async def list_accounts(request: web.Request) -> web.Response:
    """Answer the health of all accounts."""
    return as_json(await read_accounts(request.app[DESK]))


ROUTES = (Route("GET", "/api/v1/accounts", list_accounts, "Health of every account, with repair steps", AccountsView),)
