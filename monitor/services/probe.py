"""Probe accounts: once a day, at the start of the service, and whenever a stream stopped. Nothing is sent."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from config.settings import AccountSettings
from monitor.domain import account_health as rules
from monitor.domain.account_health import AccountHealth
from monitor.domain.errors import AsideError, Misconfigured
from monitor.ports import Connector, Now, Probe, Store, Toll, tolled
from monitor.services.health import Health
from monitor.services.pace import Pacing

log = structlog.get_logger("probe")
PATIENCE = timedelta(seconds=60)
AT_ONCE = 32
"""Accounts probed side by side: at the start all are due, and each call takes memory and a connection."""
PURPOSE = "probe"


@dataclass(frozen=True, slots=True)
class Probed:
    """An account of the settings and its connection."""

    account: AccountSettings
    connector: Connector


class ProbeAccounts:
    """Asks networks about our tokens and keeps what they say."""

    def __init__(
        self, store: Store, probed: Mapping[str, Probed], health: Health, *, now: Now, pacing: Pacing | None = None
    ) -> None:
        self._store = store
        self._probed = probed
        self._health = health
        self._now = now
        self._pacing = pacing or Pacing({})
        self._seats = asyncio.Semaphore(AT_ONCE)

    async def sweep(self) -> int:
        """Probe what is due and return how many accounts work again."""
        async with self._store.read() as tx:
            due = await tx.accounts.due(list(self._probed), now=self._now())
        return sum(await asyncio.gather(*(self._seated(account) for account in due)))

    async def _seated(self, account: str) -> int:
        async with self._seats:
            try:
                return await self.one(account)
            except Exception as error:  # noqa: BLE001 - rule 8: one account failing never stops another
                log.warning("probe.broken", account=account, error=type(error).__name__)
                return 0

    async def one(self, account: str) -> int:
        """Probe one account if its probe is due; 1 when that closed its breaker."""
        if not await self._begin(account):
            return 0
        toll = Toll()
        with tolled(toll):
            found = await self._ask(account)
        async with self._store.write() as tx:
            await self._pacing.learn(tx, account, PURPOSE, toll, self._now())
        return await self._take_in(account, found)

    async def _begin(self, account: str) -> bool:
        now = self._now()
        async with self._store.write() as tx:
            old = await tx.accounts.of(account, now=now)
            if old.next_probe_at > now:
                return False  # another process has just begun
            await tx.accounts.save(rules.begun(old, now=now))
        return True

    async def _ask(self, account: str) -> Probe | Exception:
        probed = self._probed[account]
        try:
            found = await asyncio.wait_for(probed.connector.probe(), PATIENCE.total_seconds())
        except Exception as error:  # noqa: BLE001 - whatever it was, the account's health must say so
            return error
        if found.remote_id != probed.account.remote_id:
            return _stranger(account)
        return found

    async def _take_in(self, account: str, found: Probe | Exception) -> int:
        now = self._now()
        async with self._store.write() as tx:
            old = await tx.accounts.of(account, now=now)
            new = self._judged(old, found)
            await self._health.keep(tx, old, new)
            days = rules.warning_of(old, new, now=now)
            if days is not None:
                log.warning("account.token_ends", account=account, days=days)
                await tx.events.append("account.token_ends", now=now, data={"account": account, "days": days})
        return int(old.held and not new.held)

    def _judged(self, old: AccountHealth, found: Probe | Exception) -> AccountHealth:
        now = self._now()
        if isinstance(found, Exception):
            if not isinstance(found, AsideError):
                log.warning("probe.failed", account=old.account, error=type(found).__name__)
            return rules.found_ill(old, found, now=now)
        return rules.found_well(
            old,
            expires_at=found.expires_at,
            data_access_expires_at=found.data_access_expires_at,
            missing=found.missing,
            now=now,
        )


def _stranger(account: str) -> Misconfigured:
    error = Misconfigured("the token belongs to another account than the settings name")
    error.next_step = f"set accounts.{account}.remote_id and its token to the same account"
    return error
