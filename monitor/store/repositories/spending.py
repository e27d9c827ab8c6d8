"""What was paid: once a day for each thing that a network bills once a day, and summed by purpose and kind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.spending import Charge, Cost, Tariff
from monitor.store.dialect import insert_into
from monitor.store.schema import costs, paid

_MOST_ROWS = 500  # in one INSERT


class SqlSpending:
    """`monitor.ports.pace.Spending` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def pay(self, payer: str, cost: tuple[str, str], charges: Sequence[Charge], tariff: Tariff, day: date) -> int:
        """Count charges of (account, purpose) and give what they come to; what was paid for today costs nothing."""
        once = {charge.once: charge.kind for charge in reversed(charges) if charge.once}
        fresh = await self._not_yet_paid(payer, day, sorted(once))
        counted = Counter(once[thing] for thing in fresh)
        counted.update(charge.kind for charge in charges if not charge.once)
        account, purpose = cost
        amounts = {kind: number * tariff.price(kind) for kind, number in sorted(counted.items())}
        for kind, amount in amounts.items():
            row = {"payer": payer, "day": day, "account": account, "purpose": purpose, "kind": kind}
            statement = insert_into(self._connection, costs).values(number=counted[kind], amount=amount, **row)
            added = {name: costs.c[name] + statement.excluded[name] for name in ("number", "amount")}
            await self._connection.execute(statement.on_conflict_do_update(index_elements=list(row), set_=added))
        return sum(amounts.values())

    async def _not_yet_paid(self, payer: str, day: date, things: Sequence[str]) -> list[str]:
        """Remember things as paid for and give those that were not; sorted, so that two payers never wait in a ring."""
        fresh: list[str] = []
        for start in range(0, len(things), _MOST_ROWS):
            rows = [{"payer": payer, "day": day, "thing": thing} for thing in things[start : start + _MOST_ROWS]]
            statement = insert_into(self._connection, paid).values(rows).on_conflict_do_nothing()
            fresh += (await self._connection.scalars(statement.returning(paid.c.thing))).all()
        if fresh:
            over = (paid.c.payer == payer) & (paid.c.day < day - timedelta(days=1))
            await self._connection.execute(delete(paid).where(over))
        return fresh

    async def costs(self, payer: str, *, since: date) -> list[Cost]:
        """All costs from that day on, by day, account, purpose and kind."""
        which = (costs.c.payer == payer) & (costs.c.day >= since)
        order = (costs.c.day, costs.c.account, costs.c.purpose, costs.c.kind)
        rows = await self._connection.execute(select(costs).where(which).order_by(*order))
        return [
            Cost(
                account=row.account,
                day=row.day,
                purpose=row.purpose,
                kind=row.kind,
                count=row.number,
                amount=row.amount,
            )
            for row in rows
        ]

    async def sums(self, payer: str, *, since: date) -> Mapping[tuple[str, date], int]:
        """Amounts by account and day."""
        total = func.sum(costs.c.amount)
        which = (costs.c.payer == payer) & (costs.c.day >= since)
        rows = await self._connection.execute(
            select(costs.c.account, costs.c.day, total).where(which).group_by(costs.c.account, costs.c.day)
        )
        return {(row[0], row[1]): int(row[2]) for row in rows}
