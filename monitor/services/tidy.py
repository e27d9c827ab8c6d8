"""Drop what is kept for a while only: by which way each mention came, and what networks sent word for word.

Texts, figures and the audit trail stay; what could not be read stays in quarantine until it can be, or is erased.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from monitor.ports import Now, Store, Transaction
from monitor.services.rhythm import Rhythm

KEPT = timedelta(days=35)
"""Webhooks are repeated for 36 hours; people compare the last weeks."""
EVERY = timedelta(hours=1)
TOGETHER = 500
"""Rows of one transaction: others write in between."""
Forget = Callable[[Transaction], Awaitable[int]]


class Tidy:
    """Tidies once an hour, however often it is asked.

    `raw` is how long the networks' own JSON is kept; `give_back` returns the process's free memory to the system.
    """

    def __init__(
        self, store: Store, *, now: Now, raw: timedelta = KEPT, give_back: Callable[[], None] | None = None
    ) -> None:
        self._store = store
        self._now = now
        self._raw = raw
        self._give_back = give_back
        self._rhythm = Rhythm(EVERY)

    async def sweep(self) -> int:
        """Drop what is old and return how many rows that was."""
        now = self._now()
        if not self._rhythm.beats(now):
            return 0
        if self._give_back:
            await asyncio.to_thread(self._give_back)
        return await self._tidy(now)

    async def _tidy(self, now: datetime) -> int:
        arrived, told = now - KEPT, now - self._raw
        return (
            await self._all(lambda tx: tx.ledger.forget_arrivals(before=arrived, limit=TOGETHER))
            + await self._all(lambda tx: tx.webhooks.forget(before=told, limit=TOGETHER))
            + await self._all(lambda tx: tx.mentions.forget_raws(before=told, limit=TOGETHER))
        )

    async def _all(self, forget: Forget) -> int:
        """Drop batch after batch, each in a transaction of its own."""
        count = TOGETHER
        total = 0
        while count == TOGETHER:
            async with self._store.write() as tx:
                count = await forget(tx)
            total += count
        return total
