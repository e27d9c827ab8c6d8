"""Progress of file imports."""

from datetime import UTC, datetime

import pytest

from monitor.ports import Store

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


async def test_a_file_not_seen_before_has_no_progress(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.imports.progress("posts.jsonl") == 0


async def test_the_newest_offset_is_remembered_per_file(store: Store) -> None:
    async with store.write() as tx:
        await tx.imports.save("posts.jsonl", 4096, now=NOW)
        await tx.imports.save("other.jsonl", 7, now=NOW)
        await tx.imports.save("posts.jsonl", 5_000_000_000, now=NOW)
    async with store.read() as tx:
        assert await tx.imports.progress("posts.jsonl") == 5_000_000_000
        assert await tx.imports.progress("other.jsonl") == 7


async def test_progress_is_forgotten_with_a_transaction_that_fails(store: Store) -> None:
    async def interrupted() -> None:
        async with store.write() as tx:
            await tx.imports.save("posts.jsonl", 4096, now=NOW)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await interrupted()
    async with store.read() as tx:
        assert await tx.imports.progress("posts.jsonl") == 0
