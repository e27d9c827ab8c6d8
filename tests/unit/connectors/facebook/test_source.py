"""Facebook's streams against the simulator; tests are named after the traps and failures they are about."""

from datetime import timedelta
from typing import Any

import pytest

from config.secret import Secret
from connectors.simulator.graph.records import Attachment
from connectors.simulator.identities import BRANDS
from monitor.domain.errors import AuthExpired, Misconfigured, PermissionMissing, RateLimited, Rejected
from monitor.domain.mentions import Direction, MentionKind
from monitor.domain.moves import MoveKind
from monitor.domain.streams import Seen, Unreadable
from monitor.ports import Toll, tolled
from tests.contracts.connectors.facebook_stage import FacebookStage, facebook_stage
from tests.support.graph_play import fetch, poll, publish, script

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def test_a_token_that_died_tells_what_to_do(stage: Any):
    stage.state.account(stage.remote_id).token_subcode = 460
    with pytest.raises(AuthExpired, match="password") as died:
        await fetch(stage)
    assert "authorise" in died.value.next_step


async def test_a_missing_permission_that_comes_as_190_asks_for_permissions_too(stage: Any):
    stage.state.options.permission_as_190 = True
    stage.state.account(stage.remote_id).removed_permissions = {"pages_read_engagement"}
    with pytest.raises(AuthExpired) as missing:
        await fetch(stage)
    assert "permission" in missing.value.next_step


async def test_a_lapsed_permission_stops_its_own_stream_only(stage: Any):
    stage.state.account(stage.remote_id).removed_permissions = {"pages_messaging"}
    stage.customer_writes("kur siunta?")
    with pytest.raises(PermissionMissing):
        await fetch(stage, "messages")
    assert (await poll(stage))[0]


async def test_nested_replies_are_read(stage: Any):
    top = stage.customer_writes("kur siunta?")
    reply = stage.state.comment(stage.post, "jonas", "man irgi vėluoja", parent=top)
    found, _ = await poll(stage)
    assert (found[reply].parent_id, found[reply].conversation_id) == (top, top)


async def test_more_than_one_page_of_comments_is_read(stage: Any):
    written = {stage.customer_writes(f"siunta {n}") for n in range(57)}
    found, _ = await poll(stage)
    assert set(found) == written


async def test_the_same_page_again_and_again_ends_and_is_not_called_complete(stage: Any):
    for number in range(25):
        stage.customer_writes(f"siunta {number}")
    stage.state.options.repeat_pages = True
    found, page = await poll(stage)
    assert len(found) == stage.page_size
    assert page.up_to is None
    stage.state.options.repeat_pages = False
    stage.simulated.pass_time(MINUTE)
    found, page = await poll(stage, cursor=page.cursor)
    assert len(found) == 25
    assert page.up_to is not None


async def test_many_old_posts_do_not_starve_a_new_one(stage: Any):
    for number in range(60):
        post = stage.state.publish(stage.remote_id, f"sena {number}", at=stage.simulated.now - (number + 10) * HOUR)
        for comment in range(15):
            stage.state.comment(post, "jonas", f"{comment}", at=stage.simulated.now - HOUR)
    page = await fetch(stage)
    new = stage.state.publish(stage.remote_id, "nauja")
    urgent = stage.state.comment(new, "jonas", "dega sandėlis!")
    found: set[str] = set()
    for _ in range(100):  # the old ones alone would take more
        page = await fetch(stage, cursor=page.cursor)
        found |= {record.mention.remote_id for record in page.records if isinstance(record, Seen)}
    assert urgent in found


async def test_a_late_comment_on_an_old_post_is_found(stage: Any):
    for number in range(120):
        stage.state.publish(stage.remote_id, f"{number}", at=stage.simulated.now - (number + 1) * DAY)
    oldest = stage.state.publish(stage.remote_id, "metų senumo", at=stage.simulated.now - 365 * DAY)
    _, page = await poll(stage)
    stage.simulated.pass_time(MINUTE)
    late = stage.state.comment(oldest, "jonas", "o dabar?")
    found: dict[str, Any] = {}
    for _ in range(4):
        stage.simulated.pass_time(MINUTE)
        more, page = await poll(stage, cursor=page.cursor)
        found |= more
    assert late in found


async def test_an_unhidden_or_hidden_comment_comes_again_with_its_state(stage: Any):
    key = stage.customer_writes("kur siunta?")
    stage.state.hide_comment(key, hidden=True)
    found, page = await poll(stage)
    assert found[key].hidden
    stage.simulated.pass_time(2 * MINUTE)
    stage.state.hide_comment(key, hidden=False)
    found, _ = await poll(stage, cursor=page.cursor)
    assert not found[key].hidden


async def test_an_author_who_is_withheld_is_an_empty_one(stage: Any):
    stage.state.options.authors_withheld = True
    key = stage.customer_writes("kur siunta?")
    found, _ = await poll(stage)
    assert (found[key].author.remote_id, found[key].direction) == ("", Direction.INBOUND)


async def test_a_sticker_has_no_text_and_a_link(stage: Any):
    key = stage.state.comment(stage.post, "jonas", "", attachment="sticker")
    found, _ = await poll(stage)
    assert found[key].text == ""
    assert found[key].attachments[0].startswith("https://cdn.example.com/")


async def test_reduce_the_amount_of_data_is_obeyed(stage: Any):
    written = {stage.customer_writes(f"siunta {n}") for n in range(30)}
    stage.state.options.reduce_data_above = 7
    found, _ = await poll(stage)
    assert set(found) == written


@pytest.mark.parametrize("code", [4, 17, 32, 613, 80001])
async def test_throttled_in_the_middle_goes_on_from_there(stage: Any, code: int):
    written = {stage.customer_writes(f"siunta {n}") for n in range(25)}
    first = await fetch(stage)
    script(stage, code)
    with pytest.raises(RateLimited) as limited:
        await fetch(stage, cursor=first.cursor)
    stage.simulated.pass_time(limited.value.until - stage.simulated.now)
    found, _ = await poll(stage, cursor=first.cursor)
    assert set(found) | {record.mention.remote_id for record in first.records if isinstance(record, Seen)} == written


async def test_a_page_cursor_that_grew_too_old_starts_that_list_again(stage: Any):
    written = {stage.customer_writes(f"siunta {n}") for n in range(25)}
    first = await fetch(stage)
    script(stage, 100)
    _, page = await poll(stage, cursor=first.cursor)
    stage.simulated.pass_time(MINUTE)
    found, _ = await poll(stage, cursor=page.cursor)
    assert set(found) == written


async def test_a_request_meta_does_not_accept_is_told_not_swallowed(stage: Any):
    script(stage, 100)
    with pytest.raises(Rejected):
        await fetch(stage)


async def test_a_post_deleted_while_it_is_read_stops_no_other(stage: Any):
    doomed = stage.state.publish(stage.remote_id, "trinama", at=stage.simulated.now - HOUR)
    for number in range(25):
        stage.state.comment(doomed, "jonas", str(number))
    kept = stage.customer_writes("kur siunta?")
    page = await fetch(stage)
    stage.state.delete_post(doomed)
    found, _ = await poll(stage, cursor=page.cursor)
    assert kept in found


async def test_answers_in_the_native_app_are_ours_and_join_the_customer_s_thread(stage: Any):
    key = stage.customer_writes("kur siunta?")
    reply = stage.our_page_writes("tuoj!", key)
    found, _ = await poll(stage)
    assert (found[reply].direction, found[reply].conversation_id, found[reply].parent_id) == (
        Direction.OUTBOUND,
        key,
        key,
    )


async def test_a_visitor_s_post_its_comments_and_our_answer_are_one_conversation(stage: Any):
    post = stage.state.visitor_post(stage.remote_id, "jonas", "niekas nekelia ragelio")
    answer = stage.state.account_comment(post, "atsiprašome!")
    more = stage.state.comment(post, "jonas", "ačiū", parent=answer)
    found, page = await poll(stage, "visitor_posts")
    assert found[post].kind is MentionKind.POST
    assert found[answer].conversation_id == found[answer].parent_id == post
    assert found[more].conversation_id == answer
    stage.simulated.pass_time(HOUR)
    again, _ = await poll(stage, "visitor_posts", page.cursor)
    assert post not in again  # told once, as long as it does not change
    stage.state.edit_post(post, "niekas nekelia ragelio!")
    again, _ = await poll(stage, "visitor_posts", page.cursor)
    assert again[post].text == "niekas nekelia ragelio!"


async def test_a_post_that_tags_us_comes_without_its_author(stage: Any):
    post = stage.state.tag_page(stage.remote_id, "jonas", "Siuntukas, kur mano siunta?")
    found, _ = await poll(stage, "tagged")
    assert (found[post].author.remote_id, found[post].text) == ("", "Siuntukas, kur mano siunta?")


async def test_only_the_twenty_newest_messages_are_readable_and_the_rest_does_no_harm(stage: Any):
    sent = []
    for number in range(30):
        stage.simulated.pass_time(timedelta(seconds=1))
        sent.append(stage.customer_messages(f"žinutė {number}"))
    page = await fetch(stage, "messages")
    assert not [record for record in page.records if isinstance(record, Unreadable)]
    assert {record.mention.remote_id for record in page.records if isinstance(record, Seen)} == set(sent[-20:])


async def test_many_conversations_are_paged_and_the_mark_moves_after_the_last(stage: Any):
    sent = {stage.state.message(f"person{n}", stage.remote_id, "labas") for n in range(25)}
    stage.simulated.pass_time(HOUR)
    found, page = await poll(stage, "messages")
    assert set(found) == sent
    assert page.up_to == stage.simulated.now
    stage.simulated.pass_time(HOUR)
    late = stage.state.message("person3", stage.remote_id, "ar kas skaito?")
    before = stage.simulated.calls("GET")
    found, _ = await poll(stage, "messages", page.cursor)
    assert late in found
    assert stage.simulated.calls("GET") - before == 1


async def test_our_own_messages_are_ours_in_the_same_conversation(stage: Any):
    inbound = stage.customer_messages("labas")
    outbound = stage.state.account_message(stage.remote_id, "rugile", "Sveiki!")
    found, _ = await poll(stage, "messages")
    assert found[outbound].direction is Direction.OUTBOUND
    assert found[outbound].conversation_id == found[inbound].conversation_id


async def test_a_story_or_photo_is_kept_as_a_link(stage: Any):
    photo = Attachment("image", "https://cdn.example.com/damaged.jpg")
    key = stage.state.message("rugile", stage.remote_id, "", attachments=(photo,))
    found, _ = await poll(stage, "messages")
    assert (found[key].text, found[key].attachments) == ("", ("https://cdn.example.com/damaged.jpg",))


async def test_one_throttled_page_stops_no_other(stage: Any):
    other = type("Other", (FacebookStage,), {"remote_id": BRANDS[1].page_id})
    elsewhere = other(stage.simulated, network={}, options={"token": Secret(BRANDS[1].page_token)})
    try:
        stage.state.options.calls_per_hour["pages"] = 3
        for _ in range(3):
            await fetch(stage)
        with pytest.raises(RateLimited):
            await fetch(stage)
        await fetch(elsewhere)
    finally:
        await elsewhere.connector.aclose()


async def test_usage_slows_polls_before_the_limit(stage: Any):
    stage.state.options.calls_per_hour["pages"] = 100
    page = await fetch(stage)
    assert page.next_poll_after is None
    for _ in range(85):
        page = await fetch(stage, cursor=page.cursor)
    assert page.next_poll_after is not None
    assert page.next_poll_after > 60


async def test_what_meta_refused_is_told_to_whoever_asked(stage: Any):
    script(stage, 80001)
    toll = Toll()
    with tolled(toll), pytest.raises(RateLimited):
        await fetch(stage)
    assert toll.rates["pages"].left == 0
    assert toll.rates["pages"].seconds > 0
    assert "tagged" in toll.rates["pages"].covers


async def test_a_throttled_budget_is_left_alone_by_all_its_streams_and_by_no_other(stage: Any):
    script(stage, 80001)
    with pytest.raises(RateLimited) as limited:
        await fetch(stage)
    calls = stage.simulated.calls("GET")
    for stream in ("comments", "visitor_posts", "tagged"):
        with pytest.raises(RateLimited):
            await fetch(stage, stream)
    assert stage.simulated.calls("GET") == calls
    await fetch(stage, "messages")
    stage.simulated.pass_time(limited.value.until - stage.simulated.now)
    await fetch(stage)


async def test_a_quiet_poll_costs_one_call_for_each_stream(stage: Any):
    for number in range(40):
        stage.state.publish(stage.remote_id, str(number), at=stage.simulated.now - (number + 1) * DAY)
    stage.customer_writes("kur siunta?", at=stage.simulated.now - 3 * DAY + HOUR)
    cursors = {stream: (await poll(stage, stream))[1].cursor for stream in stage.connector.source.streams}
    stage.simulated.pass_time(MINUTE)
    before = stage.simulated.calls("GET")
    for stream, cursor in cursors.items():
        await poll(stage, stream, cursor)
    assert stage.simulated.calls("GET") - before == 4


async def test_a_slow_day_ends_a_fetch_before_its_lease_and_loses_nothing(stage: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("connectors._graph.streams._SECONDS_A_FETCH", -1.0)
    key = stage.customer_writes("kur siunta?")
    first = await fetch(stage)
    assert (first.records, first.more) == ((), True)
    assert key in (await poll(stage, cursor=first.cursor))[0]


async def test_an_error_after_some_progress_keeps_the_progress_and_comes_back(stage: Any):
    key = stage.customer_writes("kur siunta?")
    script(stage, 80001, path="comments$")
    first = await fetch(stage)
    assert (first.records, first.more) == ((), True)
    with pytest.raises(RateLimited) as limited:
        await fetch(stage, cursor=first.cursor)
    stage.simulated.pass_time(limited.value.until - stage.simulated.now)
    assert key in (await poll(stage, cursor=first.cursor))[0]


async def test_comments_on_advertisements_are_read_where_it_is_wished():
    """No other list of the Page has them: the same comment is nowhere else."""
    async with facebook_stage(network={"advertisements": True}) as stage:
        advert = stage.state.advertise(stage.remote_id, "Nemokamas siuntimas")
        key = stage.state.comment(advert, "jonas", "o kur mano siunta?")
        found, page = await poll(stage, "advertisements")
        assert (found[key].text, found[key].abilities.reply) == ("o kur mano siunta?", True)
        assert page.up_to is not None
        receipt = await publish(stage, found[key], MoveKind.PUBLIC_REPLY, "Atsiprašome!")
        assert (await poll(stage, "advertisements"))[0][receipt.remote_id].direction is Direction.OUTBOUND
        others = [name for name in stage.connector.source.streams if name != "advertisements"]
        assert not [name for name in others if key in (await poll(stage, name))[0]]


async def test_without_the_rights_for_advertisements_only_their_stream_stops_and_the_probe_says_why():
    async with facebook_stage(network={"advertisements": True}) as stage:
        stage.state.account(stage.remote_id).removed_permissions = {"ads_management"}
        assert "ads_management" in (await stage.connector.probe()).missing
        with pytest.raises(PermissionMissing):
            await fetch(stage, "advertisements")
        key = stage.customer_writes("kur siunta?")
        assert key in (await poll(stage))[0]


async def test_a_page_without_advertisements_needs_no_rights_for_them(stage: Any):
    stage.state.account(stage.remote_id).removed_permissions = {"ads_management", "pages_manage_ads"}
    assert "advertisements" not in stage.connector.source.streams
    with pytest.raises(Misconfigured, match="no stream 'advertisements'"):  # of which a row was left
        await fetch(stage, "advertisements")
    assert not {"ads_management", "pages_manage_ads"} & set((await stage.connector.probe()).missing)
