"""What the made-up network's reader does with records the simulator never writes."""

import importlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from config.secret import Secret
from config.settings import AccountSettings
from connectors.simulator.faults import FaultKind
from monitor.cli import aside
from monitor.commands.settings_reference import reference
from monitor.domain.errors import BadPayload, OutcomeUnknown, Rejected
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt
from monitor.domain.streams import Removed, Seen, Unreadable
from tests.contracts.connectors.laiptine_stage import laiptine_stage
from tests.contracts.connectors.steps import fetch, private_call, public_call
from tests.plugins.test_laiptine import PUSHED
from tests.support.customers import COMPLAINT
from tests.support.installing import importable, install

OURS = AccountSettings(name="namai", network="laiptine", brand="Namai", remote_id="m4")
STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def plugin(tmp_path_factory):
    with importable(install(tmp_path_factory.mktemp("laiptine"))) as found:
        yield found


def read(plugin, **changes):
    body = json.dumps({"to": "m4", "entry": {**PUSHED, **changes}}).encode()
    (record,) = plugin.read_webhook(body, [OURS])
    return record


def test_a_withdrawn_entry_is_told_as_removed(plugin):
    record = read(plugin, withdrawn=True, words="", changed="2026-11-20T13:00:00+02:00")
    assert isinstance(record, Removed)
    assert (record.remote_id, record.at.isoformat()) == ("e900", "2026-11-20T11:00:00+00:00")


def test_pictures_are_kept_as_links(plugin):
    record = read(plugin, pictures=["https://laiptine.example/p/1.jpg"])
    assert record.mention.attachments == ("https://laiptine.example/p/1.jpg",)


async def test_one_bad_record_leaves_the_rest(plugin):
    async with laiptine_stage(plugin) as stage:
        bad, good = stage.customer_writes("vienas"), stage.customer_writes("du")
        stage.board.texts[bad].by = ""
        records = (await fetch(stage, stage.public_stream)).records
    assert [type(record) for record in records] == [Unreadable, Seen]
    assert records[1].mention.remote_id == good
    assert "vienas" not in records[0].reason


def test_what_was_kept_is_read_again_once_it_can_be(plugin):
    letter = {"letter": "l1", "with": "m9", "by": {"member": "m9"}, "words": "labas", "written": PUSHED["written"]}
    at = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
    for item, conversation in ((PUSHED, "t900"), (letter, "letters:m9")):
        (record,) = plugin.reread(json.dumps(item), OURS, at=at)
        assert record.mention.conversation_id == conversation
    (still,) = plugin.reread(json.dumps({"entry": "e1"}), OURS, at=at)
    assert isinstance(still, Unreadable)
    with pytest.raises(BadPayload):
        plugin.reread("not json", OURS, at=at)


async def test_a_probe_names_rights_that_are_missing(plugin, monkeypatch):
    async with laiptine_stage(plugin) as stage:
        monkeypatch.setattr(importlib.import_module("laiptine.simulator.api"), "RIGHTS", ["read"])
        assert (await stage.connector.probe()).missing == ("write", "letters")


async def test_a_write_whose_answer_is_cut_is_in_doubt(plugin):
    async with laiptine_stage(plugin) as stage:
        call = await public_call(stage, "Jau ieškome.")
        stage.simulated.fail(FaultKind.MALFORMED, method="POST")
        with pytest.raises(OutcomeUnknown):
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert await stage.connector.publisher.look_up(call, now=stage.simulated.now) is not None


@settings(max_examples=50)
@given(body=st.binary(max_size=40) | STRANGE.map(lambda value: json.dumps(value).encode()))
def test_whatever_a_push_is_it_gives_records_and_nothing_else(plugin, body):
    assert all(isinstance(record, Seen | Removed | Unreadable) for record in plugin.read_webhook(body, [OURS]))


@settings(max_examples=50)
@given(field=st.sampled_from(sorted(PUSHED)), value=STRANGE)
def test_whatever_a_push_holds_it_gives_records_and_nothing_else(plugin, field, value):
    assert isinstance(read(plugin, **{field: value}), Seen | Removed | Unreadable)


def test_without_its_seal_there_are_no_pushes(plugin):
    assert plugin.receiver(plugin.network_settings()) is None
    assert plugin.receiver(plugin.network_settings(seal=Secret("s"))).challenge({}) is None


@pytest.mark.parametrize("fault", [FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER])
async def test_an_entry_of_ours_is_taken_back_whatever_happens_to_the_answer(plugin, fault):
    async with laiptine_stage(plugin) as stage:
        answer = await public_call(stage, "Jau ieškome.")
        ours = (await stage.connector.publisher.publish(answer, now=stage.simulated.now)).remote_id
        back = replace(answer, move=MoveKind.DELETE_OWN, mention_id=ours, text="")
        stage.simulated.fail(fault, method="POST")
        with pytest.raises(OutcomeUnknown):
            await stage.connector.publisher.publish(back, now=stage.simulated.now)
        found = await stage.connector.publisher.look_up(back, now=stage.simulated.now)
        assert (found is not None) is (fault is FaultKind.DROP_AFTER)
        assert await stage.connector.publisher.publish(back, now=stage.simulated.now) == Receipt("")
        assert stage.board.texts[ours].withdrawn


async def test_what_it_has_no_move_for_is_refused_without_a_call(plugin):
    async with laiptine_stage(plugin) as stage:
        letter = await private_call(stage, "Jau ieškome.")
        before = stage.simulated.calls("POST")
        for move in (MoveKind.HIDE, MoveKind.PRIVATE_REPLY, MoveKind.BLOCK, MoveKind.DELETE_OWN):
            with pytest.raises(Rejected) as refused:
                await stage.connector.publisher.publish(replace(letter, move=move), now=stage.simulated.now)
            assert refused.value.rule == "no_such_move"
        assert stage.simulated.calls("POST") == before


@pytest.mark.parametrize("visibility", ["public", "private"])
def test_the_command_line_drafts_by_its_rules(plugin, visibility):
    line = {"id": "1", "text": COMPLAINT, "network": "laiptine", "visibility": visibility}
    done = CliRunner().invoke(aside, ["draft"], input=json.dumps(line))
    found = json.loads(done.stdout)
    assert any("Laiptinė" in move["why"] for move in found["moves"])
    assert found[visibility]
    assert "34567" not in found[visibility]


def test_its_settings_are_described_like_any_other(plugin):
    page = reference()
    assert "## `[networks.laiptine]`" in page
    assert "### Keys of `[[accounts]]` with network `laiptine`" in page
