"""The health of accounts: what failures and successes of calls mean for the breaker, and what follows when it moves.

Always in a transaction of its own: the account's row is locked before the ledgers of its streams, never after.
"""

from collections.abc import Callable
from dataclasses import replace

import structlog

from monitor.domain import account_health as rules
from monitor.domain import completeness
from monitor.domain.account_health import AccountHealth, Family
from monitor.domain.gaps import Cause
from monitor.ports import Now, Store, Transaction

log = structlog.get_logger("health")
Rule = Callable[[AccountHealth], AccountHealth]


class Health:
    """Keeps the breakers of accounts."""

    def __init__(self, store: Store, *, now: Now) -> None:
        self._store = store
        self._now = now

    async def failed(self, account: str, error: Exception) -> None:
        """Take in that a call of the account failed; most failures concern only their stream or text."""
        if rules.stops_account(error):
            await self._change(account, lambda old: rules.struck(old, error, now=self._now()))

    async def worked(self, account: str, *, sent: bool = False) -> None:
        """Take in that a call of the account went through."""
        async with self._store.read() as tx:
            known = await tx.accounts.get(account)
        if known and known.strikes and not known.held:
            await self._change(account, lambda old: rules.worked(old, sent=sent))

    async def is_struck(self, tx: Transaction, account: str) -> bool:
        """Tell whether `worked` would have something to take in; asked where a transaction is open anyway."""
        known = await tx.accounts.get(account)
        return known is not None and known.strikes > 0 and not known.held

    async def ask(self, account: str) -> None:
        """Have the account probed now."""
        await self._change(account, lambda old: rules.asked(old, now=self._now()))

    async def stop(self, account: str, error: Exception) -> None:
        """Stop the account at once, for a reason that leaves no doubt."""
        await self._change(account, lambda old: rules.opened_by(old, error, now=self._now()))

    async def _change(self, account: str, rule: Rule) -> None:
        async with self._store.write() as tx:
            old = await tx.accounts.of(account, now=self._now())
            await self.keep(tx, old, rule(old))

    async def keep(self, tx: Transaction, old: AccountHealth, new: AccountHealth) -> None:
        """Store it, and let streams, ledger and audit trail know what changed."""
        if new == old:
            return
        await tx.accounts.save(new)
        if new.held and not old.held:
            await self._hold(tx, new)
        elif old.held and not new.held:
            await tx.streams.poll_now(new.account)
        if new.held != old.held:
            log.warning("account.stopped" if new.held else "account.works_again", account=new.account)
        if (new.held, new.family, new.missing) != (old.held, old.family, old.missing):
            data = {
                "account": new.account,
                "breaker": new.breaker.value,
                "family": new.family.value if new.family else None,
                "missing": list(new.missing),
            }
            await tx.events.append("account.changed", now=self._now(), data=data)

    async def _hold(self, tx: Transaction, health: AccountHealth) -> None:
        """Show the reason on every stream, and note that from now on something may be missing."""
        now = self._now()
        cause = Cause.TOKEN_EXPIRED if health.family is Family.REAUTHORISE else Cause.PERMISSION_MISSING
        for ref in await tx.streams.hold(health.account, reason=health.reason, next_step=health.next_step):
            ledger = completeness.failed(await tx.ledger.of(ref), cause, now=now, due_at=now)
            await tx.ledger.save(replace(ledger, due_at=None))  # nobody is meant to look until it is well
