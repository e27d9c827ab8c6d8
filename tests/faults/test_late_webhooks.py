"""A webhook that comes late, or once more, tells of yesterday: it must not undo what is known since."""

import pytest

from connectors.simulator.identities import BRANDS
from monitor.domain.mentions import StoredMention
from monitor.domain.streams import StreamRef
from tests.support.world import World, world

BRAND = BRANDS[0]


@pytest.fixture
async def town(sqlite_store, monkeypatch):
    monkeypatch.setattr("connectors.instagram.source._CONVERSATIONS_PAUSE", 0.0)
    async with world(sqlite_store) as made:
        yield made


async def stored(town: World, remote_id: str, account: str = "x") -> StoredMention:
    async with town.store.read() as tx:
        found = await tx.mentions.by_remote_id(account, remote_id)
    assert found is not None
    return found


async def text_of(town: World, account: str, remote_id: str) -> str:
    return (await stored(town, remote_id, account)).mention.text


async def quiet(town: World, *, hours: float = 1) -> None:
    for _ in range(3):
        town.pass_time(hours=hours / 3)
        await town.look()


async def test_x_an_old_version_does_not_come_back(town):
    person = town.x.people.known_or_new("rugile_k").id
    post = town.x.post(person, f"@{BRAND.x_handle} sena")
    town.pass_time(minutes=5)
    town.x.edit(post, f"@{BRAND.x_handle} nauja")
    await quiet(town)
    assert "nauja" in await text_of(town, "x", post)
    await town.deliver(town.mail[0])
    await quiet(town)
    assert "nauja" in await text_of(town, "x", post)


async def test_x_what_a_push_leaves_out_is_asked_for_at_once(town):
    await quiet(town)
    for handle in ("rugile_k", "tadas_b"):  # pushes bring everything: by now polls are rare
        person = town.x.people.add(handle, accepts_dms=True).id
        post = town.x.post(person, f"@{BRAND.x_handle} kur siunta?")
        await town.deliver(town.mail.pop())
        assert (await stored(town, post)).mention.abilities.message is None
        town.pass_time(seconds=1)
        await town.look()
        assert (await stored(town, post)).mention.abilities.message is True


async def test_facebook_an_old_version_and_an_old_unhiding_do_not_come_back(town):
    post = town.graph.publish(BRAND.page_id, "nauja")
    comment = town.graph.comment(post, "rugile", "sena")
    town.pass_time(minutes=5)
    town.graph.edit_comment(comment, "nauja")
    town.graph.hide_comment(comment, hidden=True)
    await quiet(town)
    await quiet(town, hours=96)
    await town.deliver(town.mail[1])
    assert await text_of(town, "facebook", comment) == "nauja"
    assert (await stored(town, comment, "facebook")).mention.hidden


async def test_messages_an_edit_stays_whatever_comes_again(town):
    message = town.graph.message("rugile", BRAND.page_id, "sena")
    town.pass_time(minutes=1)
    town.graph.edit_message(message, "nauja")
    for letter in [*town.mail, town.mail[0]]:
        await town.deliver(letter)
    assert await text_of(town, "facebook", message) == "nauja"


async def test_a_webhook_shows_in_the_ledger(town):
    person = town.x.people.known_or_new("rugile_k").id
    town.x.post(person, f"@{BRAND.x_handle} labas")
    await town.deliver(town.mail[0])
    async with town.store.read() as tx:
        [ledger] = await tx.ledger.all()
    assert (ledger.ref, ledger.pushed_at) == (StreamRef("x", "mentions"), town.clock.now())
