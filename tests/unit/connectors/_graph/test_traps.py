"""Traps of Meta's API that stand in no other test by their name, on both networks where both have them."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors._graph.sending import HUMAN_AGENT, RESPONSE
from connectors.facebook import PLUGIN
from connectors.simulator.journal import JOURNAL
from monitor.domain.errors import Rejected
from monitor.domain.mentions import MentionKind, Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.streams import Seen
from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.instagram_stage import instagram_stage
from tests.support.graph_play import comment, look_up, message, poll, publish, pushed, script

DAY = timedelta(days=1)
FIXTURES = Path(__file__).parents[3] / "fixtures"
TOKENS = re.compile(r"access_token|appsecret_proof|oauth_|Bearer |\bEAA[A-Za-z0-9]{10,}")
NAMED = "sulankstyta @siuntukas.lt, ačiū jums"


@pytest.fixture(params=[facebook_stage, instagram_stage], ids=["facebook", "instagram"])
async def stage(request: pytest.FixtureRequest):
    async with request.param() as ready:
        yield ready


@pytest.fixture
async def instagram():
    async with instagram_stage() as ready:
        yield ready


@pytest.fixture
async def facebook():
    async with facebook_stage() as ready:
        yield ready


def test_retired_message_tags_are_not_even_known():
    assert {terms.get("tag") for terms in (HUMAN_AGENT, RESPONSE)} == {"HUMAN_AGENT", None}


async def test_invalid_parameter_on_a_send_is_final_and_not_repeated(stage: Any):
    written = await message(stage)
    before = stage.simulated.calls("POST")
    script(stage, 100)
    with pytest.raises(Rejected) as refused:
        await publish(stage, written, MoveKind.MESSAGE)
    assert refused.value.rule == "invalid_request"
    assert stage.simulated.calls("POST") == before + 1


async def test_a_private_reply_days_after_the_comment_is_no_ordinary_message(stage: Any):
    """It is addressed by the comment: the comment opened no window that a message could use."""
    written = await comment(stage)
    stage.simulated.pass_time(3 * DAY)
    receipt = await publish(stage, written, MoveKind.PRIVATE_REPLY)
    assert [id_ for id_, _ in stage.our_messages()] == [receipt.remote_id]


async def test_our_own_private_reply_does_not_come_back_as_a_customer_s(stage: Any):
    receipt = await publish(stage, await comment(stage), MoveKind.PRIVATE_REPLY)
    found, _ = await poll(stage, "messages")
    assert found[receipt.remote_id].direction == "outbound"


async def test_what_meta_took_away_is_never_asked_for(stage: Any):
    await publish(stage, await comment(stage), MoveKind.PRIVATE_REPLY)
    for stream in stage.connector.source.streams:
        await poll(stage, stream)
    asked = [exchange.path for exchange in stage.simulated.app[JOURNAL].all()]
    assert asked
    assert not [path for path in asked if path.endswith(("/ratings", "/private_replies", "/search"))]


async def test_an_advertisement_s_comment_may_be_notified_twice(stage: Any):
    first, second = await pushed_twice(stage)
    assert (first.mention.remote_id, first.mention.text) == (second.mention.remote_id, second.mention.text)


async def pushed_twice(stage: Any) -> list[Seen]:
    ((_, body),) = await stage.pushed_by(lambda: stage.customer_writes("kur siunta?"), bodies=1)
    envelope = json.loads(body)
    envelope["entry"] *= 2
    records = stage.plugin.read_webhook(json.dumps(envelope).encode(), [stage.account])
    return [record for record in records if isinstance(record, Seen)]


async def test_fields_and_changes_of_tomorrow_are_no_error(stage: Any):
    """An error would be answered 500, and Meta would repeat it for 36 hours."""
    changes = [{"field": "of_tomorrow", "value": {"level": 7}}, {"field": "feed", "value": None}, {}, 7]
    kinds = {"facebook": "page", "instagram": "instagram"}
    body = {"object": kinds[stage.plugin.name], "entry": [{"id": stage.remote_id, "time": 1, "changes": changes}]}
    records = stage.plugin.read_webhook(json.dumps(body).encode(), [stage.account])
    assert not [record for record in records if isinstance(record, Seen)]


async def test_the_same_comment_through_feed_and_mention_is_one(facebook: Any):
    ((_, body),) = await facebook.pushed_by(lambda: facebook.customer_writes("@Siuntukas kur siunta?"), bodies=1)
    envelope = json.loads(body)
    (change,) = envelope["entry"][0]["changes"]
    envelope["entry"][0]["changes"].append({**change, "field": "mention"})
    records = facebook.plugin.read_webhook(json.dumps(envelope).encode(), [facebook.account])
    assert len({(record.mention.remote_id, record.mention.conversation_id) for record in records}) == 1
    assert len(records) == 2


def test_visitors_words_need_a_permission_of_their_own():
    assert {"pages_read_engagement", "pages_read_user_content"} <= set(PLUGIN.permissions)


@pytest.mark.parametrize("first", ["push", "poll"])
async def test_a_photo_tag_and_a_caption_mention_are_one_and_can_be_answered(instagram: Any, first: str):
    (push,) = await pushed(instagram, lambda: instagram.state.tag_page(instagram.remote_id, "jonas", NAMED))
    assert isinstance(push, Seen)
    polled = (await poll(instagram, "tags"))[0][push.mention.remote_id]
    assert polled.conversation_id == push.mention.conversation_id
    assert (polled.kind, polled.visibility, polled.abilities) == (
        MentionKind.POST,
        Visibility.PUBLIC,
        push.mention.abilities,
    )
    answered = push.mention if first == "push" else polled
    receipt = await publish(instagram, answered, MoveKind.PUBLIC_REPLY, "Parašykite mums, prašome.")
    assert await look_up(instagram, answered, MoveKind.PUBLIC_REPLY, "Parašykite mums, prašome.") == receipt


@pytest.mark.parametrize(
    "caption", ["", "gavau sulankstytą", "rašykite info@siuntukas.lt", "@siuntukas.lt.old ir kiti"]
)
async def test_a_photo_tag_whose_caption_does_not_name_us_cannot_be_answered(instagram: Any, caption: str):
    key = instagram.state.tag_page(instagram.remote_id, "jonas", caption)
    found, _ = await poll(instagram, "tags")
    assert (found[key].conversation_id, found[key].abilities.reply) == (key, False)


@pytest.mark.parametrize("caption", ["@Siuntukas.LT", "na ačiū, @siuntukas.lt.", "(@siuntukas.lt)"])
async def test_our_name_is_known_however_it_is_written(instagram: Any, caption: str):
    key = instagram.state.tag_page(instagram.remote_id, "jonas", caption)
    found, _ = await poll(instagram, "tags")
    assert (found[key].conversation_id, found[key].abilities.reply) == (f"mention:{key}", True)


def test_no_fixture_holds_a_token():
    """Real answers do: each `paging.next` of Meta's is an address with the token inside."""
    fixtures = [path for path in FIXTURES.rglob("*") if path.is_file()]
    assert fixtures
    told = [path.name for path in fixtures if TOKENS.search(path.read_text(encoding="utf-8"))]
    assert told == []
