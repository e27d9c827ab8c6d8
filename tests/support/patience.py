"""Waiting for what must come: far longer than a starved machine needs.

How long decides only when a failure is told, never whether a test passes.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

PATIENCE = 300.0
"""Seconds."""


async def until(check: Callable[[], Any]) -> Any:
    """Let the event loop work until `check` gives something true, and give that."""
    end = time.monotonic() + PATIENCE
    while not (found := check()):
        assert time.monotonic() < end, f"not within {PATIENCE:.0f} s"
        await asyncio.sleep(0.005)
    return found
