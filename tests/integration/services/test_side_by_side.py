"""Two services on one database at the same moment: what one does the other does not do again."""

import asyncio

import pytest

from monitor.domain.drafts import DraftState
from monitor.domain.errors import Conflict
from monitor.domain.moves import MoveKind
from monitor.services.approve import Wanted
from tests.support.fakes import PHONE, Author, mention, page
from tests.support.town import Town


@pytest.fixture
async def both(store):
    """Two services, each with everything of its own but the database."""
    return await Town(store).ready(), await Town(store).ready()


async def heard(town, *mentions):
    town.sources["page"].answers.append(page(*mentions))
    await town.poll_due()


async def test_one_text_opens_one_case(both):
    one, other = both
    await heard(one, *(mention(str(n), "blogai", author=Author(remote_id=f"customer-{n}")) for n in range(30)))
    swept = await asyncio.gather(one.triage.sweep(), other.triage.sweep())
    async with one.store.read() as tx:
        rows = await tx.cases.inbox(states=["open"], limit=100)
    assert len(rows) == 30
    assert sum(swept) == 30
    assert {row.case.version for row in rows} == {1}


async def test_a_case_is_drafted_for_once(both):
    one, other = both
    await heard(one, mention("1", f"blogai, mano tel. {PHONE}"))
    await one.triage.sweep()
    await asyncio.gather(one.propose.sweep(), other.propose.sweep())
    proposed = [draft.move for draft in await one.drafts() if draft.state is DraftState.PROPOSED]
    assert len(proposed) == len(set(proposed)) == 2


async def test_two_agents_who_approve_at_one_moment_give_one_answer(both):
    one, other = both
    await heard(one, mention("1", "blogai"))
    await one.think()
    first, second = await one.drafts()
    case_id = await one.id()
    answers = await asyncio.gather(
        one.approve.texts(case_id, [Wanted(first.id, first.version, first.text)], actor="ana"),
        other.approve.texts(case_id, [Wanted(second.id, second.version, second.text)], actor="tomas"),
        return_exceptions=True,
    )
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
    assert len(await one.entries()) == 1


async def test_the_same_act_asked_for_by_two_people_is_queued_once(both):
    one, other = both
    await heard(one, mention("1", "blogai"))
    await one.think()
    case = await one.case()
    answers = await asyncio.gather(
        one.act.on(case.id, case.last_inbound_id, MoveKind.HIDE, actor="ana"),
        other.act.on(case.id, case.last_inbound_id, MoveKind.HIDE, actor="tomas"),
        return_exceptions=True,
    )
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
    assert len(await one.entries()) == 1
