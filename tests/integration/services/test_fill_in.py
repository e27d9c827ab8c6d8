"""Mentions a webhook named without their words: asked for, again after a failure, and not for ever."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.errors import AuthExpired, Gone, RateLimited, Retryable
from monitor.domain.streams import Page, Removed, Seen
from monitor.services.fill_in import FIRST_PAUSE, MOST_ATTEMPTS, FillIn
from monitor.services.receive import Reader, Receive
from tests.support.fakes import ACCOUNT, mention, page

BARE = mention("c9", "", stream="elsewhere", conversation_id="post:m1:c9")
WHOLE = replace(BARE, text="@brand blogai, kur siunta?")


class Plugin:
    """Reads a body as the one bare mention, or as a whole one."""

    name = "fake"

    def read_webhook(self, body, accounts):
        whole = json.loads(body)["whole"]
        return (Seen(WHOLE if whole else BARE, {}, bare=not whole),)


@pytest.fixture
def fill_in(town):
    return FillIn(town.store, town.sources, now=town.now)


async def receive(town, whole=False, again=""):
    hooks = Receive(town.store, {"meta": [Reader(Plugin(), [ACCOUNT])]}, now=town.now)
    await hooks.keep("meta", json.dumps({"whole": whole, "again": again}).encode())
    await hooks.sweep()


async def text(town):
    async with town.store.read() as tx:
        found = await tx.mentions.by_remote_id("page", "c9")
    return found.mention.text if found else None


async def test_the_words_are_asked_for_by_the_conversation_s_name_and_join_the_same_case(town, fill_in):
    await receive(town)
    await town.think()
    town.sources["page"].answers.append(page(WHOLE))
    assert await fill_in.sweep() == 1
    assert await text(town) == WHOLE.text
    await town.think()
    case = await town.case()
    assert any(reason.code == "complaint" for reason in case.priority.reasons)
    assert await town.case(2) is None
    assert await fill_in.sweep() == 0


@pytest.mark.parametrize("error", [Retryable("503"), AuthExpired("expired")])
async def test_a_failure_is_tried_again_later_and_not_at_once(town, fill_in, error):
    await receive(town)
    town.sources["page"].answers += [error, page(WHOLE)]
    assert [await fill_in.sweep(), await fill_in.sweep()] == [0, 0]
    town.now.forward(seconds=FIRST_PAUSE.total_seconds())
    assert await fill_in.sweep() == 1


async def test_a_network_that_asks_to_wait_is_waited_for_without_counting(town, fill_in):
    await receive(town)
    town.sources["page"].answers += [RateLimited("slow", until=town.now() + timedelta(hours=3)), page(WHOLE)]
    await fill_in.sweep()
    town.now.forward(hours=2)
    assert await fill_in.sweep() == 0
    town.now.forward(hours=1)
    assert await fill_in.sweep() == 1


@pytest.mark.parametrize("answer", [Gone("gone"), Page((), cursor=None)])
async def test_what_is_no_longer_there_is_forgotten(town, fill_in, answer):
    await receive(town)
    town.sources["page"].answers += [answer, page(WHOLE)]
    await fill_in.sweep()
    town.now.forward(days=2)
    assert await fill_in.sweep() == 0
    assert len(town.sources["page"].answers) == 1


async def test_it_is_not_asked_for_ever(town, fill_in):
    await receive(town)
    town.sources["page"].answers += [Retryable("503")] * 50
    for _ in range(50):
        await fill_in.sweep()
        town.now.forward(hours=6)
    assert len(town.sources["page"].answers) == 50 - MOST_ATTEMPTS


async def test_what_came_with_its_words_or_was_removed_meanwhile_is_not_asked_for(town, fill_in):
    await receive(town, whole=True)
    assert await fill_in.sweep() == 0
    assert town.sources["page"].cursors == []
    await receive(town)
    async with town.store.write() as tx:
        await tx.mentions.absorb([Removed("page", "c9", town.now())], now=town.now())
    assert await fill_in.sweep() == 0
    assert town.sources["page"].cursors == []


async def test_the_same_webhook_again_does_not_wipe_the_words(town, fill_in):
    await receive(town)
    town.sources["page"].answers.append(page(WHOLE))
    await fill_in.sweep()
    await receive(town, again="repeated after 20 minutes")
    assert await text(town) == WHOLE.text
