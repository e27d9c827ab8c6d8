"""Messages changed or taken back without a webhook: the next polls notice where the network shows it."""

import pytest

from tests.support.world import BRAND, world

TALKS = {"facebook": (BRAND.page_id, "messenger"), "instagram": (BRAND.instagram_id, "instagram")}


async def texts(made, account):
    async with made.store.read() as tx:
        rows = [await tx.mentions.get(number) for number in range(1, 6)]
    return [(row.mention.text, row.deleted_at is not None) for row in rows if row and row.mention.account == account]


async def looks(made, times=2):
    for _ in range(times):
        made.pass_time(minutes=5)
        await made.look()


@pytest.mark.parametrize("network", TALKS)
async def test_new_words_and_a_missing_message_are_noticed_by_polling(sqlite_store, network):
    account, platform = TALKS[network]
    async with world(sqlite_store) as made:
        made.graph.person("ona")
        first = made.graph.message("ona", account, "labas", platform)
        made.pass_time(minutes=1)
        second = made.graph.message("ona", account, "mano kodas 1234", platform)
        await looks(made)
        made.graph.edit_message(first, "laba diena")
        made.graph.unsend(second, silent=True)
        made.mail.clear()  # no webhook comes
        await looks(made)
        assert await texts(made, network) == [("laba diena", False), ("", True)]


@pytest.mark.parametrize("network", TALKS)
async def test_a_conversation_that_shows_nothing_proves_nothing(sqlite_store, network):
    account, platform = TALKS[network]
    async with world(sqlite_store) as made:
        made.graph.person("ona")
        only = made.graph.message("ona", account, "labas", platform)
        await looks(made)
        made.graph.unsend(only, silent=True)
        made.mail.clear()
        await looks(made)
        assert await texts(made, network) == [("labas", False)]


async def test_what_polls_never_showed_is_not_called_gone(sqlite_store):
    account, platform = TALKS["facebook"]
    async with world(sqlite_store) as made:
        made.graph.person("ona")
        made.graph.message("ona", account, "labas", platform)
        pushed = made.graph.message("ona", account, "mygtukas", platform)
        for letter in list(made.mail):
            await made.deliver(letter)
        made.graph.unsend(pushed, silent=True)  # stands for a kind of message that polls do not show
        made.mail.clear()
        await looks(made)
        assert ("mygtukas", False) in await texts(made, "facebook")
