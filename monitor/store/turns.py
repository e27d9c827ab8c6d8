"""Whose turn it is to write: in the order they came, with a few that are let go ahead."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AHEAD_IN_A_ROW = 20
"""So many may go ahead before one of the others has its turn, so that a storm of them holds up nobody for ever."""


class Turns:
    """A number of seats, handed over to whoever waits for one.

    A network wants its webhook answered within milliseconds while pages and drafts wait patiently: the one goes ahead
    of the others, and then waits for no more than the transaction that is being written.
    """

    def __init__(self, seats: int) -> None:
        self._free = seats
        self._ahead: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._in_a_row = 0

    @asynccontextmanager
    async def take(self, *, ahead: bool = False) -> AsyncIterator[None]:
        """Wait for a seat and hold it."""
        await self._sit(self._ahead if ahead else self._others)
        try:
            yield
        finally:
            self._rise()

    async def _sit(self, queue: deque[asyncio.Future[None]]) -> None:
        if self._free:
            self._free -= 1
            return
        called = asyncio.get_running_loop().create_future()
        queue.append(called)
        try:
            await called
        except asyncio.CancelledError:
            if not called.cancelled():  # called in the same instant: the seat is ours to hand on
                self._rise()
            raise

    def _rise(self) -> None:
        called = self._next()
        if called:
            called.set_result(None)
        else:
            self._free += 1

    def _next(self) -> asyncio.Future[None] | None:
        """Take the next one off its queue, past those that have left."""
        for queue in (self._ahead, self._others):
            while queue and queue[0].cancelled():
                queue.popleft()
        if self._ahead and not (self._others and self._in_a_row >= AHEAD_IN_A_ROW):
            self._in_a_row += 1
            return self._ahead.popleft()
        self._in_a_row = 0
        return self._others.popleft() if self._others else None
