"""Facebook's webhooks as the simulator really sends them; tests are named after the traps they are about."""

import json
from typing import Any

import pytest

from connectors.facebook.webhook import read_body
from monitor.domain.mentions import Abilities, MentionKind
from monitor.domain.moves import MoveKind
from monitor.domain.streams import Record, Removed, Seen, Unreadable
from tests.support.graph_play import poll, publish, pushed

PAGE = "100000000000001"


def change(stage: Any, field: str, **value: Any) -> tuple[Record, ...]:
    entry = {"id": PAGE, "time": 1795169700, "changes": [{"field": field, "value": value}]}
    return read_body(json.dumps({"object": "page", "entry": [entry]}).encode(), [stage.account])


async def test_an_edit_a_removal_and_a_hiding_are_read(stage: Any):
    key = stage.customer_writes("kur siuntta")
    (edit,) = await pushed(stage, lambda: stage.state.edit_comment(key, "kur siunta?"))
    (hide,) = await pushed(stage, lambda: stage.state.hide_comment(key, hidden=True))
    (remove,) = await pushed(stage, lambda: stage.state.delete_comment(key))
    assert isinstance(edit, Seen)
    assert isinstance(hide, Seen)
    assert (edit.mention.remote_id, edit.mention.text) == (key, "kur siunta?")
    assert hide.mention.hidden
    assert isinstance(remove, Removed)
    assert remove.remote_id == key


async def test_an_edited_message_keeps_its_key(stage: Any):
    key = stage.customer_messages("labs")
    (edit,) = await pushed(stage, lambda: stage.state.edit_message(key, "labas"))
    assert isinstance(edit, Seen)
    assert (edit.mention.remote_id, edit.mention.text) == (key, "labas")


async def test_a_tag_and_its_poll_have_one_key_though_the_push_has_no_author(stage: Any):
    (record,) = await pushed(stage, lambda: stage.state.tag_page(stage.remote_id, "jonas", "Siuntukas, kur siunta?"))
    assert isinstance(record, Seen)
    assert record.mention.author.remote_id == ""
    assert record.mention.remote_id in (await poll(stage, "tagged"))[0]


async def test_a_visitor_s_post_is_read_and_our_own_post_is_not_a_mention(stage: Any):
    (record,) = await pushed(stage, lambda: stage.state.visitor_post(stage.remote_id, "jonas", "niekas neatsiliepia"))
    assert isinstance(record, Seen)
    assert (record.mention.kind, record.mention.stream) == (MentionKind.POST, "visitor_posts")
    assert await pushed(stage, lambda: stage.state.publish(stage.remote_id, "Naujiena!")) == []


async def test_a_comment_under_somebody_else_s_post_can_only_be_answered(stage: Any):
    theirs = stage.state.tag_page(stage.remote_id, "ona", "ačiū!")
    (elsewhere,) = await pushed(stage, lambda: stage.state.comment(theirs, "jonas", "kur siunta?"))
    (here,) = await pushed(stage, lambda: stage.state.comment(stage.post, "jonas", "kur siunta?"))
    assert isinstance(elsewhere, Seen)
    assert isinstance(here, Seen)
    assert elsewhere.mention.abilities == Abilities(private_reply=False, hide=False)
    assert here.mention.abilities == Abilities()


async def test_a_visitor_s_post_says_whether_it_takes_a_private_reply(stage: Any):
    key = stage.state.visitor_post(stage.remote_id, "jonas", "niekas neatsiliepia")
    post = (await poll(stage, "visitor_posts"))[0][key]
    assert post.abilities == Abilities(private_reply=True)
    await publish(stage, post, MoveKind.PRIVATE_REPLY)
    assert (await poll(stage, "visitor_posts"))[0][key].abilities == Abilities(private_reply=False)


@pytest.mark.parametrize(("field", "stream"), [("feed", "comments"), ("mention", "tagged")])
async def test_a_change_kept_unread_still_says_which_stream_it_was_of(stage: Any, field: str, stream: str):
    """The value alone does not tell a comment under our post from one that names us under somebody else's."""
    value = {"item": "comment", "verb": "add", "comment_id": "5_6", "post_id": f"{PAGE}_5", "message": "labas"}
    (kept,) = change(stage, field, created_time="soon", **value)
    assert isinstance(kept, Unreadable)
    readable = kept.raw.replace('"soon"', "1795169700")
    (again,) = stage.plugin.reread(readable, stage.account, at=stage.simulated.now)
    assert (again.mention.stream, again.mention.text) == (stream, "labas")


@pytest.mark.parametrize(
    "value",
    [
        {"item": "reaction", "verb": "add", "post_id": f"{PAGE}_5", "reaction_type": "like"},
        {"item": "comment", "verb": "hide", "comment_id": "5_6", "post_id": f"{PAGE}_5", "created_time": 1795169700},
        {"item": "comment", "verb": "verb_of_tomorrow", "comment_id": "5_6", "post_id": f"{PAGE}_5"},
        {"item": "item_of_tomorrow", "verb": "add"},
        {"item": "status", "verb": "add", "post_id": f"{PAGE}_5", "created_time": 1795169700},
    ],
    ids=["like", "hidden-without-words", "unknown-verb", "unknown-item", "own-status-without-author"],
)
async def test_what_concerns_nobody_is_passed_over(stage: Any, value: dict[str, Any]):
    assert change(stage, "feed", **value) == ()
    assert change(stage, "field_of_tomorrow", **value) == ()


async def test_a_removal_without_text_is_no_error(stage: Any):
    (record,) = change(stage, "feed", item="comment", verb="remove", comment_id=6, post_id=f"{PAGE}_5")
    assert isinstance(record, Removed)
    assert record.remote_id == "5_6"


async def test_a_push_that_cannot_be_read_is_kept(stage: Any):
    (record,) = change(stage, "feed", item="comment", verb="add", post_id=f"{PAGE}_5", message="labas")
    assert isinstance(record, Unreadable)
    assert "labas" not in record.reason
    assert "labas" in record.raw
