"""Instagram's streams against the simulator; tests are named after the traps and failures they are about."""

from datetime import timedelta
from typing import Any

import pytest

from connectors.simulator.graph.records import Attachment
from monitor.domain.errors import PermissionMissing, RateLimited
from monitor.domain.mentions import Direction, MentionKind
from monitor.domain.streams import Seen
from tests.support.graph_play import fetch, poll, script
from tests.support.ticks import FakeTicks

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def test_replies_are_read_with_their_comment(stage: Any):
    top = stage.customer_writes("kur siunta?")
    reply = stage.state.comment(stage.post, "jonas", "man irgi", parent=top)
    found, _ = await poll(stage)
    assert (found[reply].parent_id, found[reply].conversation_id) == (top, top)


async def test_a_late_reply_under_an_old_comment_is_found(stage: Any):
    at = stage.simulated.now
    old = stage.customer_writes("pirmas", at=at - 30 * HOUR)
    for number in range(45):
        stage.customer_writes(f"{number}", at=at - timedelta(minutes=number))
    _, page = await poll(stage)
    stage.simulated.pass_time(5 * MINUTE)
    reply = stage.state.comment(stage.post, "jonas", "o man?", parent=old)
    found, _ = await poll(stage, cursor=page.cursor)
    assert reply in found


async def test_very_many_replies_under_one_comment_are_read(stage: Any):
    top = stage.customer_writes("kas dar laukia?")
    replies = {stage.state.comment(stage.post, "jonas", f"aš {n}", parent=top) for n in range(120)}
    found, _ = await poll(stage)
    assert set(found) == replies | {top}
    assert all(found[reply].conversation_id == top for reply in replies)


async def test_the_same_page_again_and_again_ends(stage: Any):
    for number in range(25):
        stage.customer_writes(f"siunta {number}")
    stage.state.options.repeat_pages = True
    found, page = await poll(stage)
    assert len(found) == stage.page_size
    assert page.up_to is None


async def test_pages_made_shorter_by_restricted_people_are_not_the_last(stage: Any):
    stage.state.person("troll").restricted = True
    written = set()
    for number in range(30):
        written.add(stage.customer_writes(f"siunta {number}"))
        stage.state.comment(stage.post, "troll", "…")
    found, _ = await poll(stage)
    assert set(found) == written


async def test_an_author_known_by_user_name_only_is_kept_and_ours_is_still_ours(stage: Any):
    stage.state.options.authors_withheld = True
    key = stage.customer_writes("kur siunta?")
    own = stage.our_page_writes("tuoj!", key)
    found, _ = await poll(stage)
    assert (found[key].author.remote_id, found[key].author.handle) == ("", "rugile.k")
    assert found[own].direction is Direction.OUTBOUND


async def test_reduce_the_amount_of_data_is_obeyed(stage: Any):
    written = {stage.customer_writes(f"siunta {n}") for n in range(30)}
    stage.state.options.reduce_data_above = 50
    found, _ = await poll(stage)
    assert set(found) == written


async def test_throttled_in_the_middle_goes_on_from_there(stage: Any):
    written = {stage.customer_writes(f"siunta {n}") for n in range(25)}
    first = await fetch(stage)
    script(stage, 80002)
    with pytest.raises(RateLimited) as limited:
        await fetch(stage, cursor=first.cursor)
    stage.simulated.pass_time(limited.value.until - stage.simulated.now)
    found, _ = await poll(stage, cursor=first.cursor)
    assert set(found) | {record.mention.remote_id for record in first.records if isinstance(record, Seen)} == written


async def test_photo_tags_cannot_be_answered_and_say_so(stage: Any):
    key = stage.state.tag_page(stage.remote_id, "jonas", "gavau sulankstytą")
    found, _ = await poll(stage, "tags")
    assert (found[key].kind, found[key].abilities.reply, found[key].author.handle) == (MentionKind.POST, False, "jonas")


async def test_conversations_come_through_the_page_and_no_faster_than_two_a_second(stage: Any):
    clock = FakeTicks()
    paced = stage.connector.source.polled.named["messages"]
    paced.tick, paced.rest = clock.tick, clock.rest
    sent = {stage.state.message(f"person{n}", stage.remote_id, "labas", "instagram") for n in range(25)}
    found, _ = await poll(stage, "messages")
    assert set(found) == sent
    assert clock.rests == [0.5, 0.5]  # three pages


async def test_messages_switched_off_by_the_owner_are_an_empty_list_not_an_error(stage: Any):
    stage.state.account(stage.remote_id).instagram_messages_off = True
    stage.customer_messages("labas")
    assert (await poll(stage, "messages"))[0] == {}


async def test_messenger_and_instagram_conversations_are_kept_apart(stage: Any):
    stage.state.message("jonas", stage.remote_id, "per Messenger", "messenger")
    key = stage.customer_messages("per Instagram")
    assert set((await poll(stage, "messages"))[0]) == {key}


async def test_a_story_mention_is_kept_as_a_link(stage: Any):
    story = Attachment("story_mention", "https://cdn.example.com/story")
    key = stage.state.message("rugile", stage.remote_id, "", "instagram", attachments=(story,))
    found, _ = await poll(stage, "messages")
    assert (found[key].text, found[key].attachments) == ("", ("https://cdn.example.com/story",))


async def test_our_own_messages_are_ours_by_account_id_or_page_id(stage: Any):
    inbound = stage.customer_messages("labas")
    outbound = stage.state.account_message(stage.remote_id, "rugile", "Sveiki!", "instagram")
    found, _ = await poll(stage, "messages")
    assert found[outbound].direction is Direction.OUTBOUND
    assert found[outbound].conversation_id == found[inbound].conversation_id


async def test_a_mention_in_a_caption_is_fetched_by_the_name_the_webhook_gave_it(stage: Any):
    media = stage.state.mention(stage.remote_id, "jonas", "@siuntukas.lt kur mano siunta?")
    page = await fetch(stage, f"mention:{media}")
    (record,) = page.records
    assert isinstance(record, Seen)
    assert (record.mention.text, record.mention.author.handle) == ("@siuntukas.lt kur mano siunta?", "jonas")
    assert page.cursor is None


async def test_a_mention_that_is_gone_is_nothing(stage: Any):
    assert (await fetch(stage, "mention:17900000000000404")).records == ()


async def test_a_lapsed_permission_stops_its_own_stream_only(stage: Any):
    stage.state.account(stage.remote_id).removed_permissions = {"instagram_manage_comments"}
    key = stage.customer_messages("labas")
    stage.customer_writes("kur siunta?")
    with pytest.raises(PermissionMissing):
        await poll(stage)
    assert set((await poll(stage, "messages"))[0]) == {key}


async def test_a_quiet_poll_costs_one_call_for_each_stream(stage: Any):
    for number in range(40):
        stage.state.publish(stage.remote_id, str(number), at=stage.simulated.now - (number + 1) * DAY)
    stage.customer_writes("kur siunta?", at=stage.simulated.now - 3 * DAY + HOUR)
    cursors = {stream: (await poll(stage, stream))[1].cursor for stream in stage.connector.source.streams}
    stage.simulated.pass_time(MINUTE)
    before = stage.simulated.calls("GET")
    for stream, cursor in cursors.items():
        await poll(stage, stream, cursor)
    assert stage.simulated.calls("GET") - before == 3
