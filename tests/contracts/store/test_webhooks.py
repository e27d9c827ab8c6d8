"""Raw webhook bodies."""

from monitor.ports import Store
from tests.support.records import MINUTE, NOW


async def test_bodies_are_read_oldest_first_and_byte_for_byte(store: Store) -> None:
    body = b'{"text": "\\u0000 \xff not even UTF-8"}'
    async with store.write() as tx:
        first = await tx.webhooks.keep("meta", body, now=NOW)
        second = await tx.webhooks.keep("x", b"{}", now=NOW)
    async with store.read() as tx:
        assert await tx.webhooks.unread(limit=10) == [(first, "meta", body), (second, "x", b"{}")]
        assert await tx.webhooks.unread(limit=1) == [(first, "meta", body)]


async def test_the_same_bytes_are_kept_once_per_route(store: Store) -> None:
    async with store.write() as tx:
        first = await tx.webhooks.keep("meta", b"{}", now=NOW)
        assert await tx.webhooks.keep("meta", b"{}", now=NOW + MINUTE) == first
        assert await tx.webhooks.keep("x", b"{}", now=NOW) != first


async def test_what_was_read_is_not_read_again_even_when_sent_again(store: Store) -> None:
    async with store.write() as tx:
        first = await tx.webhooks.keep("meta", b"{}", now=NOW)
        await tx.webhooks.mark_read(first, now=NOW, problem="not for us")
        assert await tx.webhooks.keep("meta", b"{}", now=NOW) == first
        assert await tx.webhooks.unread(limit=10) == []
