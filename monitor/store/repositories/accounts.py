"""Health of accounts."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.account_health import AccountHealth, Breaker, Family
from monitor.store.dialect import insert_into, serialise
from monitor.store.schema import accounts

_COLUMNS = tuple(each.name for each in accounts.c)


class SqlAccounts:
    """`monitor.ports.accounts.Accounts` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ensure(self, names: Sequence[str], *, now: datetime) -> None:
        """Create the rows that are missing, and make a probe of every named account due."""
        rows = [_as_row(AccountHealth(account=name, next_probe_at=now)) for name in dict.fromkeys(names)]
        if rows:
            await self._connection.execute(insert_into(self._connection, accounts).on_conflict_do_nothing(), rows)
            due = update(accounts).where(accounts.c.account.in_(names)).values(next_probe_at=now)
            await self._connection.execute(due)

    async def forget_others(self, names: Collection[str]) -> None:
        """Drop the health of accounts that are not among these: nobody probes them, so no breaker would close again."""
        await self._connection.execute(delete(accounts).where(accounts.c.account.not_in(sorted(names))))

    async def of(self, account: str, *, now: datetime) -> AccountHealth:
        """Return one account's health, a fresh one at first; nobody else changes it until the transaction ends."""
        await serialise(self._connection, [f"account {account}"])
        return await self.get(account) or AccountHealth(account=account, next_probe_at=now)

    async def save(self, health: AccountHealth) -> None:
        """Insert or replace it."""
        statement = insert_into(self._connection, accounts)
        news = {name: statement.excluded[name] for name in _COLUMNS if name != "account"}
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["account"], set_=news), _as_row(health)
        )

    async def all(self) -> list[AccountHealth]:
        """Return all, by name."""
        rows = await self._connection.execute(select(accounts).order_by(accounts.c.account))
        return [_as_health(row) for row in rows]

    async def get(self, account: str) -> AccountHealth | None:
        """Return one account's health as it stands, without keeping others from it."""
        row = (await self._connection.execute(select(accounts).where(accounts.c.account == account))).one_or_none()
        return _as_health(row) if row else None

    async def held(self) -> frozenset[str]:
        """Names of those whose breaker is open."""
        found = select(accounts.c.account).where(accounts.c.breaker != Breaker.CLOSED.value)
        return frozenset(await self._connection.scalars(found))

    async def due(self, names: Sequence[str], *, now: datetime) -> list[str]:
        """Those of these accounts whose probe is due, longest due first."""
        due = select(accounts.c.account).where(accounts.c.account.in_(names), accounts.c.next_probe_at <= now)
        return list(await self._connection.scalars(due.order_by(accounts.c.next_probe_at, accounts.c.account)))


def is_held(account: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the breaker of the account named by this column is open: nothing of it is polled or sent."""
    return exists().where(accounts.c.account == account, accounts.c.breaker != Breaker.CLOSED.value)


def _as_row(health: AccountHealth) -> dict[str, Any]:
    row = {name: getattr(health, name) for name in _COLUMNS}
    family = health.family.value if health.family else None
    return row | {"breaker": health.breaker.value, "family": family, "missing": list(health.missing)}


def _as_health(row: Row[Any]) -> AccountHealth:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["breaker"] = Breaker(row.breaker)
    values["family"] = Family(row.family) if row.family else None
    values["missing"] = tuple(row.missing)
    return AccountHealth(**values)
