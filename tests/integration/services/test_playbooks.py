"""Playbooks changed in the web: the next edition writes the next draft, nobody overwrites anybody, nothing is lost."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from monitor.bootstrap.judgement import guard
from monitor.domain.errors import Conflict, NotFound, Rejected
from monitor.services.playbooks import EditPlaybooks
from monitor.services.propose import Propose
from monitor.services.shelf import Playbooks
from monitor.services.sign_off import SignOff
from responders.composer import Composer
from responders.composer.proof import Proof
from responders.moves import plan_moves
from tests.support.fakes import mention
from tests.support.playbooks import edition, reworded, shipped
from tests.support.situations import NETWORKS
from tests.support.town import Town

GENERAL = shipped("general")
OURS = ("Perskaitėme viską nuo pradžios.", "Skaitėme atidžiai.", "Žinutę matome.")


def compose_by(books, editions):
    return Composer(books, shipped_phrases(), editions)


@pytest.fixture
def playbooks():
    return Playbooks(shipped_playbooks(), compose_by)


@pytest.fixture
def made(store, playbooks):
    town = Town(store)
    proof = Proof(shipped_phrases(), list(NETWORKS.values()), plan=plan_moves, guard=guard)
    return EditPlaybooks(store, playbooks, proof, now=town.now)


async def shelf_of(store, playbooks):
    async with store.read() as tx:
        return await playbooks.shelf(tx)


async def editions_of(store, name):
    async with store.read() as tx:
        return await tx.editions.of(name)


async def test_what_ships_stands_until_somebody_changes_it(store, playbooks):
    shelf = await shelf_of(store, playbooks)
    assert {name: each.number for name, each in shelf.items()} == {book.name: 0 for book in shipped_playbooks()}


async def test_saving_makes_the_next_edition_and_says_who(store, playbooks, made):
    new = reworded(GENERAL, "lt", "public", "open", OURS)
    saved = await made.save(new, seen=0, level=False, actor="rasa")
    assert (saved.number, saved.why, saved.made_by, saved.enabled) == (1, "saved", "rasa", True)
    standing = (await shelf_of(store, playbooks))["general"]
    assert (standing.number, standing.book.lt.public.open) == (1, OURS)
    assert standing.book.drifted() == ("pl", "en")
    async with store.read() as tx:
        last = (await tx.events.after(0))[-1]
    assert (last.kind, last.actor, last.data) == ("playbook.saved", "rasa", {"playbook": "general", "edition": 1})


async def test_two_leads_do_not_overwrite_each_other(store, made):
    new = reworded(GENERAL, "lt", "public", "open", OURS)
    await made.save(new, seen=0, level=True, actor="rasa")
    with pytest.raises(Conflict, match="changed since you opened it"):
        await made.save(new, seen=0, level=True, actor="ona")
    assert len(await editions_of(store, "general")) == 1


async def test_what_has_flaws_is_not_saved_and_the_first_is_named(store, made):
    new = reworded(GENERAL, "lt", "public", "open", ("{kada}", "{kur}", "Taip."))
    with pytest.raises(Rejected, match=r"lt\.public\.open\[0\]: nobody fills the slot .* \(and 1 more\)"):
        await made.save(new, seen=0, level=False, actor="rasa")
    expired = msgspec.structs.replace(GENERAL, expires=date(2020, 1, 1))
    with pytest.raises(Rejected, match="has passed"):
        await made.save(expired, seen=0, level=False, actor="rasa")
    assert await editions_of(store, "general") == []


async def test_an_older_edition_comes_back_as_a_new_one(store, playbooks, made):
    await made.save(reworded(GENERAL, "lt", "public", "open", OURS), seen=0, level=True, actor="rasa")
    back = await made.restore("general", 0, seen=1, actor="ona")
    assert (back.number, back.why) == (2, "restored")
    standing = (await shelf_of(store, playbooks))["general"]
    assert standing.book.lt.public == GENERAL.lt.public
    assert standing.book.lt.version > GENERAL.lt.version
    assert standing.book.drifted() == ()  # its languages agreed when it was made
    with pytest.raises(NotFound):
        await made.restore("general", 7, seen=2, actor="ona")
    with pytest.raises(NotFound):
        await made.restore("unheard_of", 0, seen=0, actor="ona")


async def test_a_disabled_playbook_is_passed_over_until_it_is_enabled(store, playbooks, made):
    await made.enable("stock", enabled=False, seen=0, actor="rasa")
    assert not (await shelf_of(store, playbooks))["stock"].enabled
    async with store.read() as tx:
        composer = await playbooks.compose(tx)
    assert "stock" not in {book.name for book in composer.playbooks}
    saved = await made.save(shipped("stock"), seen=1, level=False, actor="rasa")
    assert not saved.enabled  # mending its texts does not put it to work
    await made.enable("stock", enabled=True, seen=2, actor="rasa")
    assert (await shelf_of(store, playbooks))["stock"].enabled


async def test_the_playbook_that_answers_what_no_other_does_stays(made):
    with pytest.raises(Rejected, match="stays on"):
        await made.enable("general", enabled=False, seen=0, actor="rasa")


async def test_an_edition_this_version_cannot_read_leaves_the_shipped_one(store, playbooks, made):
    async with store.write() as tx:
        await tx.editions.add(replace(edition(shipped("stock")), content={"name": "stock", "new_key": 1}))
    assert (await shelf_of(store, playbooks))["stock"].number == 0
    with pytest.raises(Rejected, match="cannot read it"):
        await made.restore("stock", 1, seen=1, actor="rasa")
    assert (await made.restore("stock", 0, seen=1, actor="rasa")).number == 2


async def test_the_next_draft_is_written_by_the_new_edition_without_a_restart(store, playbooks, made):
    town = await Town(store).ready()
    rules = {"plan": plan_moves, "compose": compose_by(shipped_playbooks(), {}), "guard": guard, "now": town.now}
    propose = Propose(store, town.situations, playbooks=playbooks, **rules)
    await town.hear(mention("1", "Labas, turiu jums tokį klausimą"))
    [before, *_] = await propose.for_case(await town.id())
    assert before.edition == 0
    new = reworded(shipped(before.playbook), before.language, before.visibility.value, "open", OURS)
    await made.save(new, seen=0, level=True, actor="rasa")
    [after, *_] = await propose.for_case(await town.id())
    assert (after.playbook, after.edition) == (before.playbook, 1)
    assert any(line in after.text for line in OURS)


async def test_a_stricter_playbook_counts_at_once(store, playbooks, made):
    town = await Town(store).ready()
    await town.hear(mention("1", "Labas, turiu klausimą"))
    sign_off = SignOff(town.approval, {}, now=town.now, shelf=playbooks)
    await made.save(msgspec.structs.replace(GENERAL, approval="two"), seen=0, level=False, actor="rasa")
    async with store.read() as tx:
        file = await town.situations.open(tx, await town.id())
        drafts = [replace(draft, playbook="general") for draft in await tx.drafts.of_case(file.case.id)]
        assert (await sign_off.standing(tx, file, drafts)).requirement.need.name == "TWO"
