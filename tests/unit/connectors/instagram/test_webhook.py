"""Instagram's webhooks as the simulator really sends them; tests are named after the traps they are about."""

import json
from typing import Any

import pytest

from connectors.instagram.webhook import read_body
from monitor.domain.mentions import Abilities, Direction, MentionKind
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


def pushed_value(stage: Any, field: str, value: dict[str, Any]) -> Any:
    entry = {"id": stage.remote_id, "time": 1795169700, "changes": [{"field": field, "value": value}]}
    (record,) = read_body(json.dumps({"object": "instagram", "entry": [entry]}).encode(), [stage.account])
    return record


@pytest.mark.parametrize(("field", "product"), [("live_comments", None), ("comments", "LIVE")])
async def test_trap_a_live_comment_can_be_answered_only_on_the_air_so_it_is_heard_only(
    stage: Any, field: str, product: str | None
):
    value = {"id": "5", "text": "labas", "from": {"id": "9"}, "media": {"id": "7", "media_product_type": product}}
    mention = pushed_value(stage, field, value).mention
    assert (mention.stream, mention.text) == ("live", "labas")
    assert mention.abilities == Abilities(reply=False, private_reply=False, hide=False)
    assert mention.stream not in stage.connector.rechecker.scope.streams  # it vanishes with the broadcast


async def test_a_comment_on_an_advertisement_comes_by_webhook_and_twice_is_once(stage: Any):
    """Meta may tell of it for the advertisement and for the media it was made of."""
    value = {"id": "5", "text": "kiek kainuoja?", "from": {"id": "9"}}
    media = ({"id": "7", "ad_id": "3", "ad_title": "N"}, {"id": "8", "ad_id": "3", "original_media_id": "7"})
    first, again = (pushed_value(stage, "comments", value | {"media": each}).mention for each in media)
    assert (first.stream, first.text, first.abilities) == ("advertisements", "kiek kainuoja?", Abilities())
    assert (first.account, first.remote_id) == (again.account, again.remote_id)
    assert first.stream not in stage.connector.rechecker.scope.streams  # nobody says that it can be looked up


async def test_an_ordinary_comment_is_no_live_one(stage: Any):
    value = {"id": "5", "text": "labas", "from": {"id": "9"}, "media": {"id": "7", "media_product_type": "FEED"}}
    assert pushed_value(stage, "comments", value).mention.abilities == Abilities()


@pytest.mark.parametrize("field", ["comments", "live_comments"])
async def test_a_change_kept_unread_still_says_which_stream_it_was_of(stage: Any, field: str):
    kept = pushed_value(stage, field, {"id": "5", "text": "labas", "from": {"id": "9"}, "media": {}})
    assert isinstance(kept, Unreadable)
    told = json.loads(kept.raw)
    assert (told["field"], told["time"]) == (field, 1795169700)
    told["value"]["media"] = {"id": "7"}  # what the next version can read
    (again,) = stage.plugin.reread(json.dumps(told), stage.account, at=stage.simulated.now)
    assert again.mention.stream == ("live" if field == "live_comments" else "comments")
    assert again.mention.created_at.timestamp() == 1795169700


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
