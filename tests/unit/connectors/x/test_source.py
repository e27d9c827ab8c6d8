import json
from datetime import timedelta

import pytest

from connectors.simulator.faults import FaultKind
from connectors.simulator.x.limits import LIMITS, Allowance
from connectors.simulator.x.prices import METER
from connectors.x import questions
from monitor.domain.errors import Misconfigured, RateLimited
from monitor.domain.mentions import Direction
from monitor.domain.streams import Seen


def keys(page):
    return [record.mention.remote_id for record in page.records if isinstance(record, Seen)]


async def fetch(stage, stream, cursor=None):
    return await stage.connector.source.fetch(stream, cursor, now=stage.simulated.now)


async def read_all(stage, stream, cursor=None):
    found, more = [], True
    while more:
        page = await fetch(stage, stream, cursor)
        found += keys(page)
        cursor, more = page.cursor, page.more
    return found, cursor


def post(number: int, **more):
    return {"id": str(number), "author_id": "2", "text": "t", "created_at": "2026-11-20T11:59:00Z", **more}


async def test_a_stream_it_does_not_have_is_a_setting_to_mend(stage):
    with pytest.raises(Misconfigured, match="search:9"):
        await fetch(stage, "search:9")


async def test_pages_that_go_in_a_circle_end_the_poll_without_a_promise(script, scripted_connector):
    script.says({"data": [post(1)], "meta": {"next_token": "same-token-again-1"}})
    cursor, pages = None, 0
    while pages < 20:
        page = await scripted_connector.source.fetch("own", cursor, now=script.now)
        cursor, pages = page.cursor, pages + 1
        if not page.more:
            break
    assert pages <= 3
    assert keys(page) == ["1"]
    assert page.up_to is None
    assert json.loads(page.cursor)["run"] is None


async def test_a_page_token_x_forgot_begins_the_run_again(script, scripted_connector):
    script.says({"data": [post(2)], "meta": {"next_token": "token-of-page-two"}})
    script.says({"data": []})  # authors
    script.says({"errors": [{"message": "The `next_token` query parameter value [token] is not valid"}]}, status=400)
    script.says({"data": [post(2), post(1)], "meta": {}})
    first = await scripted_connector.source.fetch("own", None, now=script.now)
    page = await scripted_connector.source.fetch("own", first.cursor, now=script.now + timedelta(hours=1))
    assert keys(page) == ["2", "1"]
    starts = [request.query["start_time"] for request in script.asked if "start_time" in request.query]
    assert len(set(starts)) == 1
    assert page.up_to is not None


async def test_more_mentions_than_x_gives_leave_no_false_promise(staged, monkeypatch):
    monkeypatch.setattr(questions, "MENTIONS_AT_MOST", 12)
    async with staged() as stage:
        for number in range(12):
            stage.customer_writes(f"siunta {number}")
        first = await fetch(stage, "mentions")
        last = await fetch(stage, "mentions", first.cursor)
        assert (last.more, last.up_to) == (False, None)
        stage.simulated.pass_time(timedelta(hours=1))
        assert (await fetch(stage, "mentions", last.cursor)).up_to is not None


async def test_a_run_that_was_held_up_is_followed_by_another_at_once(staged):
    async with staged() as stage:
        for number in range(15):
            stage.customer_writes(f"siunta {number}")
        first = await fetch(stage, "mentions")
        stage.simulated.pass_time(timedelta(hours=2))
        late = stage.customer_writes("o aš?")
        second = await fetch(stage, "mentions", first.cursor)
        assert second.more
        assert late in keys(await fetch(stage, "mentions", second.cursor))


async def test_a_run_over_messages_stops_at_what_was_read_before(stage):
    for number in range(30):
        stage.customer_messages(f"žinutė {number}")
    stage.simulated.pass_time(timedelta(hours=1))
    first, cursor = await read_all(stage, "messages")
    assert len(set(first)) == 30
    stage.simulated.pass_time(timedelta(hours=1))
    key = stage.customer_messages("dar viena")
    calls = stage.simulated.calls()
    second, _ = await read_all(stage, "messages", cursor)
    assert second == [key]
    assert stage.simulated.calls() == calls + 1


async def test_a_burst_of_messages_between_polls_is_read_whole(stage):
    _, cursor = await read_all(stage, "messages")
    stage.simulated.pass_time(timedelta(minutes=5))
    written = {stage.customer_messages(f"žinutė {number}") for number in range(130)}
    found, _ = await read_all(stage, "messages", cursor)
    assert set(found) == written


async def test_messages_older_than_the_backfill_are_left_alone(stage):
    now = stage.simulated.now
    stage.state.send_dm(stage.customer, stage.account.remote_id, "sena", at=now - timedelta(hours=100))
    fresh = stage.state.send_dm(stage.customer, stage.account.remote_id, "nauja", at=now - timedelta(hours=1))
    found, _ = await read_all(stage, "messages")
    assert found == [fresh]


async def test_messages_are_polled_as_slowly_as_their_limit_wants(stage):
    page = await fetch(stage, "messages")
    assert page.next_poll_after == pytest.approx(900 / 14)


async def test_searches_share_one_limit(staged):
    async with staged(options={"keywords": ("a", "b", "c")}) as stage:
        stage.simulated.app[LIMITS].set("search", Allowance(user_quarter=11))
        page = await fetch(stage, "search:1")
        assert page.next_poll_after == pytest.approx(4 * 900 / 10)


async def test_an_ample_limit_wishes_nothing(stage):
    assert (await fetch(stage, "mentions")).next_poll_after is None


async def test_the_last_call_of_a_window_waits_for_the_next(stage):
    stage.simulated.app[LIMITS].set("mentions", Allowance(user_quarter=1))
    for number in range(15):
        stage.customer_writes(f"siunta {number}")
    page = await fetch(stage, "mentions")
    assert (len(page.records), page.more) == (10, False)
    assert page.next_poll_after == pytest.approx(900)
    with pytest.raises(RateLimited) as limit:
        await fetch(stage, "mentions", page.cursor)
    stage.simulated.pass_time(limit.value.until - stage.simulated.now)
    assert len(keys(await fetch(stage, "mentions", page.cursor))) == 5


async def test_replies_and_posts_made_elsewhere_come_in_as_ours(stage):
    key = stage.customer_writes("kur siunta?")
    reply = stage.our_page_writes("tuoj", key)
    stage.simulated.pass_time(timedelta(minutes=2))
    page = await fetch(stage, "own")
    assert keys(page) == [reply]
    mention = page.records[0].mention
    assert (mention.direction, mention.parent_id, mention.text) == (Direction.OUTBOUND, key, "tuoj")
    assert mention.author.handle == stage.account.handle


async def test_authors_are_named_and_paid_for_once(staged):
    async with staged(options={"own_posts": False}) as stage:
        for number in range(3):
            stage.customer_writes(f"siunta {number}")
        page = await fetch(stage, "mentions")
        assert {record.mention.author.handle for record in page.records} == {"rugile_k"}
        await fetch(stage, "mentions", page.cursor)
        await fetch(stage, "messages")
        assert stage.simulated.app[METER].counts["user_read"] == 1


async def test_a_failing_look_up_of_authors_does_not_hold_posts_back(stage):
    key = stage.customer_writes("kur siunta?")
    stage.simulated.fail(FaultKind.SERVER_ERROR_HTML, path="/2/users$")
    page = await fetch(stage, "mentions")
    assert keys(page) == [key]
    assert page.records[0].mention.author.handle is None


@pytest.mark.parametrize("fields", ["tweet", "post"])
async def test_the_other_vocabulary_is_refused_with_the_setting_named(staged, fields):
    other = "post" if fields == "tweet" else "tweet"
    async with staged(fields=fields, network={"fields": other}) as stage:
        with pytest.raises(Exception, match=r"networks\.x\.fields"):
            await fetch(stage, "mentions")
