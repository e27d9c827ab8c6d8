"""Instagram's moves against the simulator; tests are named after the traps and failures they are about."""

from datetime import timedelta
from typing import Any

import pytest

from connectors.simulator.faults import FaultKind
from connectors.simulator.journal import JOURNAL
from monitor.domain.errors import Gone, OutcomeUnknown, PermissionMissing, Rejected
from monitor.domain.mentions import Direction
from monitor.domain.moves import MoveKind
from monitor.domain.streams import Seen
from tests.support.graph_play import comment, fetch, look_up, message, poll, publish

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_a_reply_to_a_reply_goes_to_its_parent_and_is_found_there(stage: Any):
    top = await comment(stage)
    key = stage.state.comment(stage.post, "jonas", "man irgi", parent=top.remote_id)
    reply = (await poll(stage))[0][key]
    receipt = await publish(stage, reply, MoveKind.PUBLIC_REPLY)
    assert stage.our_replies(top.remote_id) == [(receipt.remote_id, "Atsiprašome!")]
    assert receipt.conversation_id == top.remote_id
    assert await look_up(stage, reply, MoveKind.PUBLIC_REPLY) == receipt
    found, _ = await poll(stage)
    assert found[receipt.remote_id].direction is Direction.OUTBOUND
    assert found[receipt.remote_id].conversation_id == top.remote_id


async def test_a_hidden_comment_takes_no_reply(stage: Any):
    mention = await comment(stage)
    stage.state.hide_comment(mention.remote_id, hidden=True)
    with pytest.raises(Rejected) as refused:
        await publish(stage, mention, MoveKind.PUBLIC_REPLY)
    assert refused.value.rule == "invalid_request"


async def test_hiding_travels_in_the_query_and_the_flag_tells_so(stage: Any):
    mention = await comment(stage)
    assert await look_up(stage, mention, MoveKind.HIDE, "") is None
    await publish(stage, mention, MoveKind.HIDE, "")
    assert stage.state.find_comment(mention.remote_id).hidden
    assert (await look_up(stage, mention, MoveKind.HIDE, "")).remote_id == ""


async def test_a_private_reply_its_echo_and_the_customer_s_answer_are_one_conversation(stage: Any):
    mention = await comment(stage)
    receipt = await publish(stage, mention, MoveKind.PRIVATE_REPLY)
    answer = stage.customer_messages("čia mano numeris")
    found, _ = await poll(stage, "messages")
    assert receipt.conversation_id == found[receipt.remote_id].conversation_id == found[answer].conversation_id
    await publish(stage, found[answer], MoveKind.MESSAGE, "Ačiū!")
    assert [text for _, text in stage.our_messages()] == ["Atsiprašome!", "Ačiū!"]


async def test_a_second_private_reply_is_refused_and_a_lost_first_one_counts_as_done(stage: Any):
    mention, other = await comment(stage), await comment(stage, "o mano?")
    stage.simulated.fail(FaultKind.DROP_AFTER, method="POST")
    with pytest.raises(OutcomeUnknown):
        await publish(stage, mention, MoveKind.PRIVATE_REPLY)
    receipt = await publish(stage, mention, MoveKind.PRIVATE_REPLY)
    assert stage.our_messages() == [(receipt.remote_id, "Atsiprašome!")]
    await publish(stage, other, MoveKind.PRIVATE_REPLY, "Rašo kolega")
    with pytest.raises(Rejected) as refused:
        await publish(stage, other, MoveKind.PRIVATE_REPLY, "Rašome mes")
    assert refused.value.rule == "already_replied_privately"


async def test_the_same_words_to_another_person_are_not_taken_for_a_lost_private_reply(stage: Any):
    mention = await comment(stage)
    key = stage.state.comment(stage.post, "jonas", "o mano?")
    jonas = (await poll(stage))[0][key]
    receipt = await publish(stage, jonas, MoveKind.PRIVATE_REPLY)
    assert await look_up(stage, mention, MoveKind.PRIVATE_REPLY) is None
    assert await look_up(stage, jonas, MoveKind.PRIVATE_REPLY) == receipt


async def test_the_window_is_measured_by_the_customer_s_last_message(stage: Any):
    mention = await message(stage)
    stage.simulated.pass_time(25 * HOUR)
    with pytest.raises(Rejected) as refused:
        await publish(stage, mention, MoveKind.MESSAGE)
    assert refused.value.rule == "outside_window"
    await publish(stage, mention, MoveKind.MESSAGE, human_agent=True)
    assert len(stage.our_messages()) == 1


async def test_message_access_switched_off_by_the_owner_is_told_with_the_switch(stage: Any):
    mention = await message(stage)
    stage.state.account(stage.remote_id).instagram_messages_off = True
    with pytest.raises(PermissionMissing) as off:
        await publish(stage, mention, MoveKind.MESSAGE)
    assert "Allow access to messages" in off.value.next_step


async def test_a_length_is_counted_in_bytes(stage: Any):
    mention = await message(stage)
    await publish(stage, mention, MoveKind.MESSAGE, "ą" * 500)
    with pytest.raises(Rejected) as refused:
        await publish(stage, mention, MoveKind.MESSAGE, "ą" * 501)
    assert refused.value.rule == "too_long"


async def test_a_mention_elsewhere_is_answered_through_the_mentions_edge_and_found_again(stage: Any):
    media = stage.state.mention(stage.remote_id, "jonas", "@siuntukas.lt kur mano siunta?")
    (record,) = (await fetch(stage, f"mention:{media}")).records
    assert isinstance(record, Seen)
    receipt = await publish(stage, record.mention, MoveKind.PUBLIC_REPLY)
    under = [comment.text for comment in stage.state.comments_under(media)]
    assert under == ["Atsiprašome!"]
    assert receipt.conversation_id == record.mention.conversation_id


async def test_a_comment_that_mentions_us_elsewhere_is_answered_under_it(stage: Any):
    media = stage.state.mention(stage.remote_id, "jonas", "@siuntukas.lt")
    key = stage.state.comment(media, "rugile", "@siuntukas.lt ir man")
    (record,) = (await fetch(stage, f"mention:{media}:{key}")).records
    assert isinstance(record, Seen)
    receipt = await publish(stage, record.mention, MoveKind.PUBLIC_REPLY)
    assert stage.our_replies(key) == [(receipt.remote_id, "Atsiprašome!")]
    assert await look_up(stage, record.mention, MoveKind.PUBLIC_REPLY) == receipt


async def test_not_there_is_believed_only_of_a_token_that_may_look(stage: Any):
    mention = await comment(stage)
    stage.customer_deletes(mention.remote_id)
    with pytest.raises(Gone):
        await publish(stage, mention, MoveKind.PUBLIC_REPLY)
    stage.state.account(stage.remote_id).removed_permissions = {"instagram_basic"}
    with pytest.raises(PermissionMissing, match="instagram_basic"):
        await publish(stage, mention, MoveKind.PUBLIC_REPLY)


async def test_an_invitation_is_a_public_reply(stage: Any):
    mention = await comment(stage)
    receipt = await publish(stage, mention, MoveKind.INVITE, "Parašykite mums žinutę.")
    assert stage.our_replies(mention.remote_id) == [(receipt.remote_id, "Parašykite mums žinutę.")]
    assert await look_up(stage, mention, MoveKind.INVITE, "Parašykite mums žinutę.") == receipt


async def test_the_parent_is_addressed_not_the_reply(stage: Any):
    top = await comment(stage)
    key = stage.state.comment(stage.post, "jonas", "man irgi", parent=top.remote_id)
    reply = (await poll(stage))[0][key]
    await publish(stage, reply, MoveKind.PUBLIC_REPLY)
    paths = [exchange.path for exchange in stage.simulated.app[JOURNAL].all() if exchange.method == "POST"]
    assert paths == [f"/v26.0/{top.remote_id}/replies"]
