"""One text, body or case that breaks something of ours holds up no other, and is not lost either."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.drafts import DraftState
from monitor.domain.errors import AuthExpired, Conflict, Retryable
from monitor.domain.mentions import Author
from monitor.domain.streams import Seen
from monitor.services.fill_in import FillIn
from monitor.services.health import Health
from monitor.services.receive import Reader, Receive
from tests.support import fakes
from tests.support.fakes import ACCOUNT, mention, page
from tests.support.town import Town


def customer(number):
    return mention(str(number), f"blogai {number}", author=Author(remote_id=f"customer-{number}"))


async def cases(town):
    async with town.store.read() as tx:
        return await tx.cases.inbox(states=["open"], limit=100)


def breaking_on(real, name, error):
    """Do as `real` does, but raise for what `name` wrote."""

    def broken(first, *rest, **named):
        about = getattr(first, "mention", first)
        if about.author.remote_id == name:
            raise error
        return real(first, *rest, **named)

    return broken


async def test_a_text_that_cannot_be_joined_is_set_aside_and_all_others_get_their_case(store, capsys):
    town = await Town(store).ready()
    town.triage._prioritise = breaking_on(fakes.prioritise, "customer-2", ZeroDivisionError())
    await town.hear(*(customer(number) for number in range(5)))
    assert len(await cases(town)) == 4
    assert await town.triage.sweep() == 0
    assert capsys.readouterr().out.count("triage.not_joined") == 1
    after_a_start = await Town(store).ready()
    await after_a_start.think()
    assert len(await cases(town)) == 5


async def test_a_case_that_changed_meanwhile_waits_for_the_next_sweep(store):
    town = await Town(store).ready()
    town.triage._prioritise = breaking_on(fakes.prioritise, "customer-2", Conflict("somebody was faster"))
    await town.hear(*(customer(number) for number in range(5)))
    assert len(await cases(town)) == 4
    town.triage._prioritise = fakes.prioritise
    assert await town.triage.sweep() == 1


async def test_a_database_that_does_not_answer_sets_nothing_aside(store):
    town = await Town(store).ready()
    town.triage._prioritise = breaking_on(fakes.prioritise, "customer-2", Retryable("locked"))
    with pytest.raises(Retryable):
        await town.hear(customer(2))
    town.triage._prioritise = fakes.prioritise
    assert await town.triage.sweep() == 1


async def test_where_a_playbook_breaks_a_person_gets_an_empty_page(store):
    town = Town(store, compose=breaking_on(fakes.compose, "customer-2", KeyError("slot")))
    await (await town.ready()).hear(*(customer(number) for number in range(3)))
    texts = {}
    async with store.read() as tx:
        for row in await cases(town):
            drafts = await tx.drafts.of_case(row.case.id)
            texts[row.case.author_key] = [each.text for each in drafts if each.state is DraftState.PROPOSED]
    assert texts["customer-2"] == [""]
    assert all(texts["customer-1"])
    assert len(texts["customer-0"]) == 2


async def test_a_case_nobody_can_draft_for_holds_up_no_other(store, capsys):
    town = await Town(store).ready()
    plan = town.propose._plan
    town.propose._plan = breaking_on(plan, "customer-0", ZeroDivisionError())
    await town.hear(*(customer(number) for number in range(15)))
    async with store.read() as tx:
        assert len(await tx.cases.undrafted(limit=100)) == 1
    assert capsys.readouterr().out.count("propose.not_drafted") == 1
    after_a_start = await Town(store).ready()
    assert await after_a_start.propose.sweep() == 1


class Plugin:
    """Reads a body as one comment; the one without a time breaks the store."""

    name = "fake"

    def read_webhook(self, body, accounts):
        told = json.loads(body)
        made = mention(told["id"], "blogai")
        return (Seen(made if told["whole"] else replace(made, created_at=made.created_at.replace(tzinfo=None)), {}),)


async def test_a_webhook_that_cannot_be_stored_is_put_by_and_the_next_are_read(town, capsys):
    receive = Receive(town.store, {"meta": [Reader(Plugin(), [ACCOUNT])]}, now=town.now)
    for number, whole in enumerate([False, True, True]):
        await receive.keep("meta", json.dumps({"id": f"c{number}", "whole": whole}).encode())
    assert await receive.sweep() == 2
    assert await receive.sweep() == 0
    assert capsys.readouterr().out.count("webhook.not_stored") == 1


async def asked_for(town, *names):
    """Mentions of these accounts, without words."""
    bare = [mention(f"bare-{name}", "", account=name, conversation_id=f"post:{name}") for name in names]
    async with town.store.write() as tx:
        await tx.mentions.absorb([Seen(each, {}, bare=True) for each in bare], now=town.now())
        found = [await tx.mentions.by_remote_id(each.account, each.remote_id) for each in bare]
        await tx.lookups.want([each.id for each in found], now=town.now())
    return bare


async def test_words_that_break_their_reader_do_not_keep_others_from_theirs(town):
    bare = await asked_for(town, "page", "other")
    town.sources["page"].answers.append(ZeroDivisionError())
    town.sources["other"].answers.append(page(replace(bare[1], text="blogai")))
    assert await FillIn(town.store, town.sources, now=town.now).sweep() == 1


async def test_nothing_is_asked_for_an_account_that_is_stopped(town):
    await asked_for(town, "page")
    await Health(town.store, now=town.now).stop("page", AuthExpired("expired"))
    fill_in = FillIn(town.store, town.sources, now=town.now)
    await fill_in.sweep()
    town.now.forward(seconds=timedelta(hours=1).total_seconds())
    await fill_in.sweep()
    assert town.sources["page"].cursors == []
