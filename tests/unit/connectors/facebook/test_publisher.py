"""Facebook's moves against the simulator; tests are named after the traps and failures they are about."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from connectors.simulator.faults import FaultKind
from connectors.simulator.graph.records import Unreachable
from monitor.domain.errors import Gone, OutcomeUnknown, PermissionMissing, Rejected, Retryable
from monitor.domain.mentions import Direction, Mention
from monitor.domain.moves import MoveKind
from tests.support.graph_play import comment, look_up, message, poll, publish, script

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def refused(stage: Any, mention: Mention, move: MoveKind, **more: Any) -> str:
    with pytest.raises(Rejected) as error:
        await publish(stage, mention, move, **more)
    return error.value.rule


async def test_a_reply_is_a_new_comment_and_edits_nothing(stage: Any):
    mention = await comment(stage)
    receipt = await publish(stage, mention, MoveKind.PUBLIC_REPLY)
    assert stage.state.comments[mention.remote_id.rpartition("_")[2]].text == "kur siunta?"
    assert receipt.remote_id != mention.remote_id
    found, _ = await poll(stage)
    assert found[receipt.remote_id].direction is Direction.OUTBOUND
    assert found[receipt.remote_id].conversation_id == receipt.conversation_id == mention.conversation_id


async def test_a_reply_to_a_reply_stands_under_the_top_comment_and_is_found_there(stage: Any):
    top = await comment(stage)
    reply_key = stage.state.comment(stage.post, "jonas", "man irgi", parent=top.remote_id)
    reply = (await poll(stage))[0][reply_key]
    receipt = await publish(stage, reply, MoveKind.PUBLIC_REPLY)
    assert (await look_up(stage, reply, MoveKind.PUBLIC_REPLY)) == receipt
    assert receipt.conversation_id == receipt.parent_id == top.remote_id
    assert (await poll(stage))[0][receipt.remote_id].parent_id == receipt.parent_id


async def test_an_answer_to_a_visitor_s_post_joins_the_post(stage: Any):
    key = stage.state.visitor_post(stage.remote_id, "jonas", "niekas nekelia ragelio")
    mention = (await poll(stage, "visitor_posts"))[0][key]
    public = await publish(stage, mention, MoveKind.PUBLIC_REPLY)
    private = await publish(stage, mention, MoveKind.PRIVATE_REPLY, "Parašėme")
    found, _ = await poll(stage, "visitor_posts")
    assert found[public.remote_id].conversation_id == public.conversation_id == key
    assert [text for _, text in stage.our_messages("jonas")] == ["Parašėme"]
    assert await look_up(stage, mention, MoveKind.PUBLIC_REPLY) == public
    assert await look_up(stage, mention, MoveKind.PRIVATE_REPLY, "Parašėme") == private


async def test_a_private_reply_its_echo_and_the_customer_s_answer_are_one_conversation(stage: Any):
    mention = await comment(stage)
    receipt = await publish(stage, mention, MoveKind.PRIVATE_REPLY)
    answer_key = stage.customer_messages("čia mano numeris")
    found, _ = await poll(stage, "messages")
    echo, answer = found[receipt.remote_id], found[answer_key]
    assert echo.direction is Direction.OUTBOUND
    assert receipt.conversation_id == echo.conversation_id == answer.conversation_id
    assert answer.author.remote_id != mention.author.remote_id  # another id for the same person
    await publish(stage, answer, MoveKind.MESSAGE, "Ačiū!")
    assert [text for _, text in stage.our_messages()] == ["Atsiprašome!", "Ačiū!"]


async def test_a_second_private_reply_is_refused_when_somebody_else_wrote_the_first(stage: Any):
    mention = await comment(stage)
    await publish(stage, mention, MoveKind.PRIVATE_REPLY, "Rašo kolega")
    assert await refused(stage, mention, MoveKind.PRIVATE_REPLY) == "already_replied_privately"


async def test_already_answered_privately_counts_as_done_when_the_words_are_ours(stage: Any):
    mention = await comment(stage)
    stage.simulated.fail(FaultKind.DROP_AFTER, method="POST")
    with pytest.raises(OutcomeUnknown):
        await publish(stage, mention, MoveKind.PRIVATE_REPLY)
    receipt = await publish(stage, mention, MoveKind.PRIVATE_REPLY)
    assert stage.our_messages() == [(receipt.remote_id, "Atsiprašome!")]
    assert receipt.conversation_id


async def test_a_lost_private_reply_is_found_and_one_never_sent_is_not(stage: Any):
    mention, other = await comment(stage), await comment(stage, "o mano?")
    assert await look_up(stage, mention, MoveKind.PRIVATE_REPLY) is None
    stage.simulated.fail(FaultKind.DROP_AFTER, method="POST")
    with pytest.raises(OutcomeUnknown):
        await publish(stage, mention, MoveKind.PRIVATE_REPLY)
    found = await look_up(stage, mention, MoveKind.PRIVATE_REPLY)
    assert stage.our_messages() == [(found.remote_id, "Atsiprašome!")]
    assert await look_up(stage, other, MoveKind.PRIVATE_REPLY) is None  # the same words, another comment


async def test_a_private_reply_comes_too_late_after_seven_days(stage: Any):
    mention = await comment(stage)
    stage.simulated.pass_time(7 * DAY + HOUR)
    assert await refused(stage, mention, MoveKind.PRIVATE_REPLY) == "comment_not_answerable"


async def test_a_comment_opens_no_window_for_messages(stage: Any):
    mention = await comment(stage)
    assert await refused(stage, mention, MoveKind.MESSAGE) == "no_conversation"


async def test_outside_the_window_a_message_is_refused_and_nothing_is_dropped_silently(stage: Any):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    stage.simulated.pass_time(25 * HOUR)
    assert await refused(stage, mention, MoveKind.MESSAGE) == "outside_window"
    assert stage.our_messages() == []


async def test_only_words_a_person_wrote_go_as_human_agent(stage: Any):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    await publish(stage, mention, MoveKind.MESSAGE)
    stage.simulated.pass_time(3 * DAY)
    await publish(stage, mention, MoveKind.MESSAGE, human_agent=True)
    tags = [message.tag for message in stage.state.conversation(stage.remote_id, "rugile") if message.from_account]
    assert tags == [None, "HUMAN_AGENT"]


@pytest.mark.parametrize(
    ("state", "rule"),
    [
        (Unreachable.BLOCKED, "person_unreachable"),
        (Unreachable.NOT_ACCEPTING, "person_unreachable"),
        (Unreachable.UNAVAILABLE, "person_unreachable"),
    ],
)
async def test_a_person_who_cannot_receive_is_told(stage: Any, state: Unreachable, rule: str):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    stage.state.person("rugile").unreachable = state
    assert await refused(stage, mention, MoveKind.MESSAGE) == rule


async def test_a_thread_another_app_holds_is_told(stage: Any):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    for thread in stage.state.threads.values():
        thread.owner_app = "555"
    assert await refused(stage, mention, MoveKind.MESSAGE) == "other_app_owns_thread"


async def test_a_policy_block_stops_sending_and_names_the_way_out(stage: Any):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    stage.state.account(stage.remote_id).restriction = (2022, None)
    with pytest.raises(PermissionMissing) as blocked:
        await publish(stage, mention, MoveKind.MESSAGE)
    assert "appeal" in blocked.value.next_step


async def test_a_message_reported_as_failed_though_it_was_sent_is_looked_up(stage: Any):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    script(stage, 1, 1357046, method="POST", after_effect=True)
    with pytest.raises(OutcomeUnknown):
        await publish(stage, mention, MoveKind.MESSAGE)
    found = await look_up(stage, mention, MoveKind.MESSAGE)
    assert stage.our_messages() == [(found.remote_id, "Atsiprašome!")]


async def test_an_earlier_message_with_the_same_words_is_not_taken_for_this_one(stage: Any):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    await publish(stage, mention, MoveKind.MESSAGE)
    stage.simulated.pass_time(HOUR)
    assert await look_up(stage, mention, MoveKind.MESSAGE) is None


async def test_an_invitation_is_a_public_reply_with_the_way_to_write_us(stage: Any):
    mention = await comment(stage)
    link = stage.plugin.rules.message_link.format(account_id=stage.remote_id)
    receipt = await publish(stage, mention, MoveKind.INVITE, f"Parašykite mums: {link}")
    assert stage.our_replies(mention.remote_id) == [(receipt.remote_id, f"Parašykite mums: {link}")]
    assert await look_up(stage, mention, MoveKind.INVITE, f"Parašykite mums: {link}") == receipt


async def test_not_there_is_believed_only_of_a_token_that_may_look(stage: Any):
    mention = await comment(stage)
    stage.customer_deletes(mention.remote_id)
    with pytest.raises(Gone):
        await publish(stage, mention, MoveKind.PUBLIC_REPLY)
    stage.state.account(stage.remote_id).removed_permissions = {"pages_read_user_content"}
    with pytest.raises(PermissionMissing, match="pages_read_user_content"):
        await publish(stage, mention, MoveKind.PUBLIC_REPLY)


async def test_a_look_up_that_cannot_tell_now_says_so_and_never_no(stage: Any):
    mention = await comment(stage)
    stage.simulated.fail(FaultKind.MALFORMED)
    with pytest.raises(Retryable):
        await look_up(stage, mention, MoveKind.PUBLIC_REPLY)
    stage.simulated.fail(FaultKind.MISSING_PERMISSION)
    with pytest.raises(Retryable):
        await look_up(stage, mention, MoveKind.PUBLIC_REPLY)


async def test_a_reply_is_found_behind_many_later_ones(stage: Any):
    mention = await comment(stage)
    receipt = await publish(stage, mention, MoveKind.PUBLIC_REPLY)
    at = stage.simulated.now
    for number in range(120):
        stage.state.comment(stage.post, "jonas", f"{number}", parent=mention.remote_id)
    assert await look_up(stage, mention, MoveKind.PUBLIC_REPLY, attempted_at=at) == receipt


async def test_white_space_the_network_changes_does_not_hide_an_answer(stage: Any):
    mention = await comment(stage)
    await publish(stage, mention, MoveKind.PUBLIC_REPLY, "Atsiprašome!\n\nJau ieškome.")
    stage.state.comments[max(stage.state.comments)].text = "Atsiprašome!\nJau ieškome. "
    assert await look_up(stage, mention, MoveKind.PUBLIC_REPLY, "Atsiprašome!\n\nJau ieškome.")


async def test_a_text_as_long_as_the_network_takes_goes_through(stage: Any):
    key = stage.customer_messages("labas")
    mention = (await poll(stage, "messages"))[0][key]
    await publish(stage, mention, MoveKind.MESSAGE, "ą" * stage.plugin.rules.private_limit)
    with pytest.raises(Rejected, match="2001"):
        await publish(stage, mention, MoveKind.MESSAGE, "ą" * 2001)


async def test_a_message_found_later_is_the_one_of_its_own_person(stage: Any):
    first, second = stage.customer_messages("labas"), stage.state.message("jonas", stage.remote_id, "labas")
    found, _ = await poll(stage, "messages")
    receipt = await publish(stage, found[second], MoveKind.MESSAGE)
    assert await look_up(stage, found[first], MoveKind.MESSAGE) is None
    assert await look_up(stage, found[second], MoveKind.MESSAGE) == receipt
    assert await look_up(stage, replace(found[second], conversation_id="5_6"), MoveKind.MESSAGE) is None


async def test_a_person_is_blocked_by_the_id_their_comments_bear_and_the_page_tells_so(stage: Any):
    mention = await comment(stage)
    assert await look_up(stage, mention, MoveKind.BLOCK, "") is None
    await publish(stage, mention, MoveKind.BLOCK, "")
    assert stage.state.account(stage.remote_id).blocked_people == {"rugile"}
    assert (await look_up(stage, mention, MoveKind.BLOCK, "")).remote_id == ""
    with pytest.raises(PermissionError):
        stage.customer_writes("dar kartą")


async def test_somebody_blocked_by_the_id_of_their_messages_is_blocked_too(stage: Any):
    mention = await message(stage)
    await publish(stage, mention, MoveKind.BLOCK, "")
    assert (await look_up(stage, mention, MoveKind.BLOCK, "")).remote_id == ""
    assert stage.state.account(stage.remote_id).blocked_people == {"rugile"}
