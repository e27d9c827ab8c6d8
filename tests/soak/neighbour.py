"""The networks' process as seen from the service's side."""

import asyncio
import sys
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from tests.soak.networks import told
from tests.soak.scale import Scale

ROOT = Path(__file__).parents[2]


class Neighbour:
    """Asks the networks to live, to calm down, and for the truth."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url, self._session = url, session

    async def _ask(self, act: str, **body: Any) -> Any:
        async with self._session.post(f"{self.url}/control/soak/{act}", json=body) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def live(self, seconds: float, webhooks: str, *, acts: bool = True) -> datetime:
        """Let time pass there; gives the new moment."""
        told = await self._ask("live", seconds=seconds, webhooks=webhooks, acts=acts)
        return datetime.fromisoformat(told["now"])

    async def calm(self) -> None:
        await self._ask("calm")

    async def truth(self) -> dict[str, Any]:
        return await self._ask("truth")

    async def counts(self) -> dict[str, Any]:
        return await self._ask("counts")


@asynccontextmanager
async def neighbour(scale: Scale):
    """Run the networks beside us."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.soak.networks",
        told(scale),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        url = (await process.stdout.readline()).decode().strip()
        if not url:
            raise RuntimeError("the networks did not start")
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=600)) as session:
            yield Neighbour(url, session)
    finally:
        process.stdin.close()
        await process.wait()
