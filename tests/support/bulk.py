"""Store many invented mentions in a process of its own and print what it took: `python -m tests.support.bulk URL N`."""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

from monitor.domain.mentions import Author
from monitor.domain.streams import Seen
from monitor.store import migrate, open_store
from tests.support.records import NOW, mention

BATCH = 500
WORDS = "siunta vėluoja jau savaitę, niekas neatsako nei telefonu, nei laišku; kada pagaliau gausiu savo prekę? "


def batches(count: int) -> Iterator[list[Seen]]:
    """Texts of 100 to 250 characters, each with raw JSON of about 400."""
    for start in range(0, count, BATCH):
        yield [_seen(number) for number in range(start, min(start + BATCH, count))]


def _seen(number: int) -> Seen:
    text = f"{number} " + WORDS * (1 + number % 2) + "📦" * (number % 40)
    author = Author(remote_id=f"u-{number % 5000}", handle=f"person_{number % 5000}", followers=number % 900)
    raw = {"id": str(number), "text": text, "metrics": {"likes": number % 7}, "lang": "lt", "padding": "x" * 150}
    created = NOW + timedelta(seconds=number)
    return Seen(
        mention(remote_id=str(number), conversation_id=str(number), text=text, author=author, created_at=created), raw
    )


async def fill(url: str, count: int) -> dict[str, float]:
    """Import as `aside import` does: lines and progress in one transaction, batch by batch; then all of it again."""
    store = open_store(url)
    took = {}
    for run in ("first", "again"):
        start = time.perf_counter()
        for batch in batches(count):
            async with store.write() as tx:
                await tx.mentions.absorb(batch, now=NOW)
                await tx.imports.save("bulk", int(batch[-1].mention.remote_id), now=NOW)
        took[run] = time.perf_counter() - start
    await store.aclose()
    return took | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


async def main() -> None:
    """Migrate, fill, print."""
    url, count = sys.argv[1], int(sys.argv[2])
    await migrate(url)
    print(json.dumps(await fill(url, count)))


if __name__ == "__main__":
    asyncio.run(main())
