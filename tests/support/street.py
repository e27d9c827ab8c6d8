"""The simulated networks in a thread of this process: quicker than a process where only the service is to die."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from connectors.simulator.server import SimulatorOptions, serve
from tests.support.patience import PATIENCE
from tests.support.ports import free_port


@contextmanager
def street(**options: Any) -> Iterator[int]:
    """Serve the simulator with these options; gives its port."""
    port, ready, loop = free_port(), threading.Event(), asyncio.new_event_loop()

    async def serving() -> None:
        with suppress(asyncio.CancelledError):
            await serve("127.0.0.1", port, options=SimulatorOptions(**options), ready=lambda _address: ready.set())

    task = loop.create_task(serving())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,), name="street")
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield port
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        loop.close()
