"""Users and their sessions."""

from dataclasses import replace

import pytest

from monitor.domain.errors import Conflict
from monitor.ports import Store, User
from tests.support.records import MINUTE, NOW

ONA = User(name="ona", role="agent", password_hash="argon2-a", language="lt")


async def test_a_user_is_added_and_replaced_by_name(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.users.count() == 0
        await tx.users.add(ONA)
        await tx.users.add(replace(ONA, role="lead", language="pl", password_hash="argon2-b"))
        assert await tx.users.get("ona") == replace(ONA, role="lead", language="pl", password_hash="argon2-b")
        assert await tx.users.get("jonas") is None
        assert await tx.users.count() == 1


async def test_a_session_names_its_user_until_it_is_over(store: Store) -> None:
    async with store.write() as tx:
        await tx.users.add(ONA)
        await tx.users.open_session("hash-1", "ona", now=NOW, until=NOW + MINUTE)
    async with store.read() as tx:
        assert await tx.users.session_user("hash-1", now=NOW) == ONA
        assert await tx.users.session_user("hash-1", now=NOW + MINUTE) is None
        assert await tx.users.session_user("hash-2", now=NOW) is None


async def test_logging_out_ends_one_session_only(store: Store) -> None:
    async with store.write() as tx:
        await tx.users.add(ONA)
        await tx.users.open_session("phone", "ona", now=NOW, until=NOW + MINUTE)
        await tx.users.open_session("desk", "ona", now=NOW, until=NOW + MINUTE)
        await tx.users.close_session("phone")
        assert await tx.users.session_user("phone", now=NOW) is None
        assert await tx.users.session_user("desk", now=NOW) == ONA


async def test_a_new_password_ends_every_session_of_its_user_and_nobody_elses(store: Store) -> None:
    async with store.write() as tx:
        await tx.users.add(ONA)
        await tx.users.add(replace(ONA, name="jonas"))
        for name in ("ona", "jonas"):
            await tx.users.open_session(f"desk-{name}", name, now=NOW, until=NOW + MINUTE)
        await tx.users.add(replace(ONA, role="lead", language="pl"))
        assert await tx.users.session_user("desk-ona", now=NOW)
        await tx.users.add(replace(ONA, password_hash="argon2-b"))
        assert await tx.users.session_user("desk-ona", now=NOW) is None
        assert await tx.users.session_user("desk-jonas", now=NOW)


async def test_sessions_that_are_over_do_not_pile_up(store: Store) -> None:
    async with store.write() as tx:
        await tx.users.add(ONA)
        await tx.users.open_session("old", "ona", now=NOW, until=NOW + MINUTE)
        await tx.users.open_session("new", "ona", now=NOW + MINUTE, until=NOW + 2 * MINUTE)
        await tx.users.open_session("old", "ona", now=NOW + MINUTE, until=NOW + 2 * MINUTE)


async def test_nobody_unknown_can_have_a_session(store: Store) -> None:
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.users.open_session("hash", "nobody", now=NOW, until=NOW + MINUTE)


async def test_who_is_removed_has_no_session_and_no_role_any_more(store: Store) -> None:
    async with store.write() as tx:
        for name in ("ona", "jonas"):
            await tx.users.add(replace(ONA, name=name))
            await tx.users.open_session(f"desk-{name}", name, now=NOW, until=NOW + MINUTE)
        await tx.users.remove("ona")
        await tx.users.remove("nobody")
        assert await tx.users.session_user("desk-ona", now=NOW) is None
        assert await tx.users.session_user("desk-jonas", now=NOW)
        assert (await tx.users.get("ona"), await tx.users.of_roles(["agent"])) == (None, ["jonas"])
