"""Refreshing X's tokens against the simulator: once, never a used one twice, nothing lost to a crash."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from config.secret import Secret
from connectors.simulator.faults import FaultKind
from connectors.simulator.journal import JOURNAL
from connectors.simulator.x.tokens import CLIENT_ID, CLIENT_SECRET, TOKENS
from connectors.x.door import XDoor
from connectors.x.settings import XNetwork
from monitor.domain.errors import AuthExpired, Misconfigured, Retryable
from monitor.ports.authorising import Grant
from monitor.services.vault import Vault
from tests.contracts.connectors.stage import simulated
from tests.contracts.connectors.x_stage import BRAND

KEY = Secret(Fernet.generate_key().decode())
HOURS = timedelta(hours=1, minutes=55)


@dataclass
class Shelf:
    """A vault with the brand's first pair, the simulated X behind it, and a clock they share."""

    store: object
    world: object
    door: XDoor

    def vault(self, key=KEY):
        return Vault(self.store, key, now=lambda: self.world.now)

    async def renew(self, grant):
        return await self.door.renew(grant, now=self.world.now)

    async def fresh(self, vault=None, renew=None):
        return await (vault or self.vault()).fresh("siuntukas-x", renew or self.renew)

    def works(self, grant):
        return self.world.app[TOKENS].check(grant.access.reveal()) is not None

    async def row(self):
        async with self.store.read() as tx:
            return await tx.tokens.of("siuntukas-x")


@pytest.fixture
async def shelf(store):
    async with simulated("x") as world:
        network = XNetwork(base_url=world.url, client_id=CLIENT_ID, client_secret=Secret(CLIENT_SECRET))
        made = Shelf(store, world, XDoor(network))
        pair = world.app[TOKENS].first_pair(BRAND.x_user_id)
        first = Grant(access=Secret(pair.access), refresh=Secret(pair.refresh), expires_at=pair.expires_at)
        await made.vault().put("siuntukas-x", first, granted_by="")
        yield made


def refreshes(shelf):
    return sum(call.path == "/2/oauth2/token" for call in shelf.world.app[JOURNAL].all())


async def test_tokens_are_encrypted_at_rest(shelf):
    row = await shelf.row()
    assert b"simulated-x" not in row.sealed
    assert "simulated-x" not in repr(await shelf.fresh())


async def test_a_token_that_is_good_for_long_is_not_renewed(shelf):
    assert shelf.works(await shelf.fresh())
    assert refreshes(shelf) == 0


async def test_shortly_before_its_end_a_token_is_renewed_and_stored(shelf):
    shelf.world.pass_time(HOURS)
    new = await shelf.fresh()
    shelf.world.pass_time(timedelta(minutes=30))
    assert shelf.works(new)
    again = await shelf.fresh(shelf.vault())
    assert (again.access, refreshes(shelf)) == (new.access, 1)


async def test_rotation_goes_on_for_days(shelf):
    for _ in range(40):
        shelf.world.pass_time(HOURS)
        assert shelf.works(await shelf.fresh())
    assert refreshes(shelf) == 40


@pytest.mark.parametrize("passed", [HOURS, timedelta(hours=3)])
async def test_however_many_ask_at_once_in_two_processes_one_refresh_is_sent(shelf, passed):
    shelf.world.pass_time(passed)
    here, there = shelf.vault(), shelf.vault()
    found = await asyncio.gather(*(shelf.fresh(vault) for vault in (here, there) * 5))
    assert refreshes(shelf) == 1
    assert all(shelf.works(grant) for grant in found)
    assert shelf.works(await shelf.fresh())


class Killed(BaseException):
    """The process dies."""


async def test_a_crash_between_refresh_and_store_costs_nothing_until_the_old_token_ends(shelf):
    async def dies(grant):
        await shelf.renew(grant)
        raise Killed

    shelf.world.pass_time(HOURS)
    with pytest.raises(Killed):
        await shelf.fresh(renew=dies)
    assert shelf.works(await shelf.fresh())
    shelf.world.pass_time(timedelta(minutes=3))
    assert shelf.works(await shelf.fresh())
    assert refreshes(shelf) == 1
    shelf.world.pass_time(timedelta(minutes=3))
    with pytest.raises(AuthExpired) as caught:
        await shelf.fresh()
    assert "connect the account again" in caught.value.next_step
    with pytest.raises(AuthExpired):
        await shelf.fresh()
    assert refreshes(shelf) == 2  # tried once more, and then never again


async def test_a_crash_before_the_refresh_was_sent_costs_nothing_at_all(shelf):
    async def dies(_grant):
        raise Killed

    shelf.world.pass_time(HOURS)
    with pytest.raises(Killed):
        await shelf.fresh(renew=dies)
    shelf.world.pass_time(timedelta(minutes=6))
    assert shelf.works(await shelf.fresh())


async def test_an_answer_that_got_lost_is_survived_as_long_as_the_old_token_works(shelf):
    shelf.world.pass_time(HOURS)
    shelf.world.fail(FaultKind.DROP_AFTER, path="oauth2/token")
    old = await shelf.fresh()
    assert shelf.works(old)
    assert (await shelf.row()).renewing_since is not None


@pytest.mark.parametrize("kind", [FaultKind.DROP_BEFORE, FaultKind.SERVER_ERROR_HTML])
async def test_a_network_that_fails_is_asked_again(shelf, kind):
    shelf.world.pass_time(timedelta(hours=3))
    shelf.world.fail(kind, path="oauth2/token")
    with pytest.raises(Retryable):
        await shelf.fresh()
    assert shelf.works(await shelf.fresh())


async def test_a_refresh_token_used_by_somebody_else_stops_the_account_plainly(shelf):
    pair = shelf.world.app[TOKENS].first_pair(BRAND.x_user_id)
    shelf.world.app[TOKENS].refresh(pair.refresh)
    shelf.world.pass_time(HOURS)
    with pytest.raises(AuthExpired, match="no longer accepts"):
        await shelf.fresh()
    assert (await shelf.row()).dead


async def test_connecting_again_ends_all_that(shelf):
    shelf.world.app[TOKENS].revoke(BRAND.x_user_id)
    shelf.world.pass_time(HOURS)
    with pytest.raises(AuthExpired):
        await shelf.fresh()
    pair = shelf.world.app[TOKENS].grant(BRAND.x_user_id)
    again = Grant(access=Secret(pair.access), refresh=Secret(pair.refresh), expires_at=pair.expires_at)
    await shelf.vault().put("siuntukas-x", again, granted_by="")
    assert shelf.works(await shelf.fresh())


async def test_a_pair_stored_meanwhile_is_not_overwritten_by_a_late_answer(shelf):
    pair = shelf.world.app[TOKENS].grant(BRAND.x_user_id)
    shelf.world.pass_time(HOURS)
    other = Grant(
        access=Secret(pair.access), refresh=Secret(pair.refresh), expires_at=pair.expires_at + timedelta(hours=2)
    )

    async def slow(grant):
        new = await shelf.renew(grant)
        await shelf.vault().put("siuntukas-x", other, granted_by="")
        return new

    assert (await shelf.fresh(renew=slow)).access == other.access


async def test_a_caller_who_gives_up_while_the_new_pair_is_stored_does_not_lose_it(shelf):
    shelf.world.pass_time(HOURS)
    before = await shelf.row()
    vault = shelf.vault()
    storing, go_on, done = asyncio.Event(), asyncio.Event(), asyncio.Event()
    stored = vault._stored

    async def slowly(token, new):
        storing.set()
        await go_on.wait()
        answer = await stored(token, new)
        done.set()
        return answer

    vault._stored = slowly
    caller = asyncio.create_task(shelf.fresh(vault))
    await storing.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await done.wait()
    assert (await shelf.row()).epoch > before.epoch
    assert shelf.works(await shelf.fresh())


async def test_nothing_stored_is_none(shelf):
    assert await shelf.vault().fresh("another", shelf.renew) is None


@pytest.mark.parametrize("key", [None, Secret("too short")])
async def test_without_a_key_nothing_is_stored_and_one_line_says_why(shelf, key):
    with pytest.raises(Misconfigured, match="token_key") as caught:
        await shelf.vault(key).put("another", Grant(access=Secret("a")), granted_by="")
    assert "\n" not in str(caught.value)


async def test_another_key_is_said_plainly(shelf):
    with pytest.raises(Misconfigured, match="not the key the tokens were stored with"):
        await shelf.fresh(shelf.vault(Secret(Fernet.generate_key().decode())))
