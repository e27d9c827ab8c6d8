"""A network's package was taken away while its cases stand in the database: they stop nobody, and can be closed."""

from dataclasses import replace

import pytest

from monitor.domain.cases import CaseState
from monitor.domain.mentions import Author
from tests.support.fakes import mention


@pytest.fixture
async def cases(town):
    """One case of a network that is gone, and one of a network that is here."""
    stranger = replace(mention("gone-1", "Kur siunta?"), network="vanished", author=Author(remote_id="customer-2"))
    await town.hear(stranger, mention("here-1", "Kur siunta?"))
    async with town.store.read() as tx:
        rows = await tx.cases.inbox(states=list(CaseState))
    return {row.case.network: row.case for row in rows}


async def test_cases_of_other_networks_are_drafted_for_all_the_same(town, cases):
    async with town.store.read() as tx:
        drafted = {name: bool(await tx.drafts.of_case(case.id)) for name, case in cases.items()}
        assert await tx.cases.undrafted(limit=9) == []
    assert drafted == {"fake": True, "vanished": False}


async def test_its_own_can_be_read_and_closed_but_not_answered(town, cases):
    case = cases["vanished"]
    async with town.store.read() as tx:
        file = await town.situations.open(tx, case.id)
    assert [stored.mention.text for stored in file.mentions] == ["Kur siunta?"]
    assert (file.situation.rules.public_limit, file.situation.rules.private_limit) == (0, 0)
    closed = await town.close.move(case.id, CaseState.CLOSED, version=case.version, actor="ana")
    assert closed.state is CaseState.CLOSED
