"""Drop what the ledger kept only for comparing: by which way each mention came."""

from datetime import datetime, timedelta

from monitor.ports import Now, Store

KEPT = timedelta(days=35)
"""Webhooks are repeated for 36 hours; people compare the last weeks."""
EVERY = timedelta(hours=1)


class Tidy:
    """Tidies once an hour, however often it is asked."""

    def __init__(self, store: Store, *, now: Now) -> None:
        self._store = store
        self._now = now
        self._next: datetime | None = None

    async def sweep(self) -> int:
        """Drop what is old and return how many rows that were."""
        now = self._now()
        if self._next and now < self._next:
            return 0
        self._next = now + EVERY
        async with self._store.write() as tx:
            return await tx.ledger.forget_arrivals(before=now - KEPT)
