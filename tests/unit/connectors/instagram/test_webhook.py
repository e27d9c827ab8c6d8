"""Instagram's webhooks as the simulator really sends them; tests are named after the traps they are about."""

import json
from typing import Any

import pytest

from connectors.instagram.webhook import read_body
from monitor.domain.mentions import Direction, MentionKind
from monitor.domain.streams import Removed, Seen, Unreadable
from tests.support.graph_play import fetch, pushed


async def test_our_own_comment_comes_back_as_ours(stage: Any):
    key = stage.customer_writes("kur siunta?")
    (record,) = await pushed(stage, lambda: stage.our_page_writes("tuoj!", key))
    assert isinstance(record, Seen)
    assert record.mention.direction is Direction.OUTBOUND


async def test_an_unsent_message_is_removed(stage: Any):
    key = stage.customer_messages("ups")
    (record,) = await pushed(stage, lambda: stage.state.unsend(key))
    assert isinstance(record, Removed)
    assert record.remote_id == key


async def test_a_mention_comes_as_ids_and_its_conversation_names_the_stream_that_fetches_it(stage: Any):
    (record,) = await pushed(
        stage, lambda: stage.state.mention(stage.remote_id, "jonas", "@siuntukas.lt kur mano siunta?")
    )
    assert isinstance(record, Seen)
    assert record.bare
    holder = record.mention
    assert (holder.text, holder.kind, holder.stream) == ("", MentionKind.POST, "mentions")
    (whole,) = (await fetch(stage, holder.conversation_id)).records
    assert isinstance(whole, Seen)
    assert whole.mention.remote_id == holder.remote_id
    assert whole.mention.conversation_id == holder.conversation_id
    assert whole.mention.text == "@siuntukas.lt kur mano siunta?"


async def test_a_comment_that_mentions_us_is_fetched_the_same_way(stage: Any):
    media = stage.state.mention(stage.remote_id, "jonas", "@siuntukas.lt")
    (record,) = await pushed(stage, lambda: stage.state.comment(media, "rugile", "@siuntukas.lt ir man"))
    assert isinstance(record, Seen)
    (whole,) = (await fetch(stage, record.mention.conversation_id)).records
    assert isinstance(whole, Seen)
    assert (whole.mention.remote_id, whole.mention.text) == (record.mention.remote_id, "@siuntukas.lt ir man")


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("comments", {"id": "5", "text": "labas"}, True),
        ("mentions", {}, True),
        ("story_insights", {"media_id": "5"}, False),
    ],
)
async def test_what_cannot_be_read_is_kept_and_what_concerns_nobody_is_not(
    stage: Any, field: str, value: dict[str, Any], *, kept: bool
):
    entry = {"id": stage.remote_id, "time": 1795169700, "changes": [{"field": field, "value": value}]}
    found = read_body(json.dumps({"object": "instagram", "entry": [entry]}).encode(), [stage.account])
    assert [type(record) for record in found] == ([Unreadable] if kept else [])
