"""The traps of X's API that naive clients fall into, one test each; 24 and 25 stand in test_traps_of_reach.py."""

import asyncio
import json
import logging
from datetime import timedelta

import pytest

from connectors.simulator.faults import FaultKind
from connectors.simulator.journal import JOURNAL
from connectors.simulator.x.limits import LIMITS, Allowance
from connectors.simulator.x.prices import METER
from connectors.x import PLUGIN
from connectors.x.publisher import SETTLE
from connectors.x.rules import message_link
from monitor.bootstrap.judgement import guard
from monitor.domain.errors import (
    AsideError,
    AuthExpired,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)
from monitor.domain.mentions import Direction, Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import RemoteCall
from monitor.domain.streams import Removed, Seen, Unreadable


def mentions(page):
    return [record.mention for record in page.records if isinstance(record, Seen)]


def keys(page):
    return [mention.remote_id for mention in mentions(page)]


async def fetch(stage, stream, cursor=None):
    return await stage.connector.source.fetch(stream, cursor, now=stage.simulated.now)


async def publish(stage, call):
    return await stage.connector.publisher.publish(call, now=stage.simulated.now)


def reply(mention_id: str, text: str = "Atsiprašome!", move=MoveKind.PUBLIC_REPLY, author: str = "2", **more):
    given = {"mention_id": mention_id, "conversation_id": mention_id, "author_id": author, **more}
    return RemoteCall(key="k1", move=move, text=text, **given)


@pytest.mark.parametrize("oauth", [True, False])
async def test_trap_01_a_rate_limit_never_sleeps_nor_loops_in_the_call(staged, oauth, monkeypatch):
    rests = []

    async def rest(seconds):
        rests.append(seconds)

    keyless = {"access_token": None, "access_secret": None}
    async with staged(options={} if oauth else keyless) as stage:
        stage.simulated.fail(FaultKind.RATE_LIMITED, times=None)
        monkeypatch.setattr(asyncio, "sleep", rest)
        with pytest.raises(RateLimited):
            await fetch(stage, "mentions")
        monkeypatch.undo()
        assert not any(rests)
        assert stage.simulated.calls() == 1


@pytest.mark.parametrize("status", [500, 503, 429])
@pytest.mark.parametrize("body", ["<html>down</html>", "", "plain"])
async def test_trap_02_html_and_empty_errors_are_errors_of_ours(script, scripted_connector, status, body):
    script.says(body, status=status)
    with pytest.raises((Retryable, RateLimited)):
        await scripted_connector.source.fetch("mentions", None, now=script.now)


async def test_trap_03_a_hanging_network_is_given_up(script):
    script.silent, script.patience = True, 0.3
    connector = PLUGIN.connect(script.account, script.options, script.network)
    with pytest.raises(Retryable):
        await connector.source.fetch("mentions", None, now=script.now)
    await connector.aclose()


async def test_trap_04_a_write_without_answer_is_made_once_and_looked_up(stage):
    call = reply(stage.customer_writes("kur siunta?"), attempted_at=stage.simulated.now)
    stage.simulated.fail(FaultKind.DROP_AFTER, method="POST")
    with pytest.raises(OutcomeUnknown):
        await publish(stage, call)
    assert stage.simulated.calls("POST") == 1
    stage.simulated.pass_time(SETTLE)
    found = await stage.connector.publisher.look_up(call, now=stage.simulated.now)
    assert [found.remote_id] == [remote_id for remote_id, _ in stage.our_replies(call.mention_id)]


async def test_trap_04_a_refusal_as_duplicate_counts_as_probably_sent(stage):
    call = reply(stage.customer_writes("kur siunta?"))
    await publish(stage, call)
    with pytest.raises(OutcomeUnknown):
        await publish(stage, call)


async def test_trap_05_a_burst_is_read_to_its_end_before_the_cursor_moves(stage):
    page = await fetch(stage, "mentions")
    stage.simulated.pass_time(timedelta(minutes=5))
    written = {stage.customer_writes(f"siunta {number}") for number in range(35)}
    found, cursor = [], page.cursor
    while True:
        page = await fetch(stage, "mentions", cursor)
        found += keys(page)
        cursor = page.cursor
        if not page.more:
            break
        assert json.loads(cursor)["up_to"] < json.loads(cursor)["run"]["started"]
    assert set(found) == written


async def test_trap_05_a_post_indexed_late_is_found_by_the_overlap(stage):
    early = stage.state.post(stage.customer, "@siuntukas kur siunta?", index_after=600)
    stage.simulated.pass_time(timedelta(minutes=2))
    later = stage.customer_writes("o mano?")
    stage.simulated.pass_time(timedelta(minutes=1))
    first = await fetch(stage, "mentions")
    assert keys(first) == [later]
    stage.simulated.pass_time(timedelta(minutes=9))
    assert early in keys(await fetch(stage, "mentions", first.cursor))


async def test_trap_06_ids_are_text_and_of_any_length(script, scripted_connector):
    post = {"author_id": "2", "text": "t", "created_at": "2026-11-20T11:59:00Z"}
    script.says({"data": [{**post, "id": "999"}, {**post, "id": 1999999999999999999}, {**post, "id": 1.9e18}]})
    page = await scripted_connector.source.fetch("own", None, now=script.now)
    assert keys(page) == ["999", "1999999999999999999"]
    assert isinstance(page.records[2], Unreadable)


@pytest.mark.parametrize("stream", ["mentions", "own", "search:1"])
async def test_trap_07_after_weeks_of_outage_reading_goes_on(staged, stream):
    async with staged(options={"keywords": ("siunta",)}) as stage:
        page = await fetch(stage, stream)
        stage.simulated.pass_time(timedelta(days=20))
        key = stage.customer_writes("kur siunta?")
        stage.our_page_writes("tuoj pažiūrėsime", key)
        stage.simulated.pass_time(timedelta(minutes=2))
        assert keys(await fetch(stage, stream, page.cursor))


async def test_trap_08_the_first_run_leaves_old_mentions_alone(stage):
    now = stage.simulated.now
    for day in range(4, 60):
        stage.customer_writes(f"sena {day}", at=now - timedelta(days=day))
    fresh = stage.customer_writes("nauja", at=now - timedelta(days=2))
    assert keys(await fetch(stage, "mentions")) == [fresh]


async def test_trap_09_our_own_words_and_reposts_are_never_a_customer_s(staged):
    async with staged(options={"keywords": ("siuntukas",)}) as stage:
        key = stage.customer_writes("siuntukas vėluoja")
        stage.our_page_writes("siuntukas atsiprašo @siuntukas", key)
        stage.state.repost(stage.state.people.known_or_new("kitas").id, key)
        stage.state.send_dm(stage.account.remote_id, stage.customer, "labas iš mūsų")
        stage.simulated.pass_time(timedelta(minutes=2))
        inbound = set()
        for stream in stage.connector.source.streams:
            inbound |= {
                mention.remote_id
                for mention in mentions(await fetch(stage, stream))
                if mention.direction is Direction.INBOUND
            }
        assert inbound == {key}


async def test_trap_10_where_we_were_not_called_it_is_known_before_drafting(staged):
    async with staged(options={"keywords": ("siuntos",)}) as stage:
        lead = stage.state.post(stage.customer, "siuntos vėl vėluoja")
        stage.simulated.pass_time(timedelta(minutes=2))
        (mention,) = mentions(await fetch(stage, "search:1"))
        assert (mention.remote_id, mention.abilities.reply) == (lead, False)
        with pytest.raises(Rejected) as refused:
            await publish(stage, reply(lead))
        assert refused.value.rule == "not_summoned"


async def test_trap_11_whom_we_may_message_is_known_and_a_refusal_names_the_rule(stage):
    key = stage.customer_writes("kur siunta?")
    (mention,) = mentions(await fetch(stage, "mentions"))
    assert mention.abilities.message is False
    with pytest.raises(Rejected) as refused:
        await publish(stage, reply(key, move=MoveKind.MESSAGE, author=stage.customer))
    assert refused.value.rule == "messages_closed"


async def test_trap_12_what_a_customer_told_is_in_no_link_no_error_and_no_log(stage, caplog):
    """Quoting personal data in a public reply is stopped by the privacy gate; the connector adds nothing of its own."""
    caplog.set_level(logging.DEBUG)
    told = "+370 600 00000"
    key = stage.customer_writes(f"mano numeris {told}, užsakymas 12-3456")
    invitation = reply(key, "Parašykite mums asmeniškai.", MoveKind.INVITE)
    await publish(stage, invitation)
    [(_, sent)] = stage.our_replies(key)
    link = message_link(stage.account.remote_id)
    assert "text=" not in link
    assert "600" not in f"{sent} {link}".replace(stage.account.remote_id, "")
    stage.simulated.fail(FaultKind.MISSING_PERMISSION, method="POST")
    with pytest.raises(AsideError) as refused:
        await publish(stage, reply(key, f"Skambinsime {told}"))
    assert told not in f"{refused.value} {refused.value!r} {refused.value.next_step}"
    assert not any(told in record.getMessage() for record in caplog.records)
    assert guard(f"Skambinsime {told}", visibility=Visibility.PUBLIC, thread=(), customer={}, allowed=())


async def test_trap_13_every_field_we_read_is_asked_for(stage):
    stage.customer_writes("kur siunta?")
    stage.customer_messages("labas")
    (post,) = mentions(await fetch(stage, "mentions"))
    (message,) = mentions(await fetch(stage, "messages"))
    assert post.author.remote_id == message.author.remote_id == stage.customer
    assert post.conversation_id
    assert message.conversation_id
    assert post.created_at == message.created_at == stage.simulated.now


async def test_trap_14_a_suspended_author_is_somebody_without_a_name(stage):
    key = stage.customer_writes("kur siunta?")
    stage.state.user(stage.customer).suspended = True
    (mention,) = mentions(await fetch(stage, "mentions"))
    assert (mention.remote_id, mention.author.handle) == (key, None)


async def test_trap_14_partial_errors_take_nothing_from_the_rest(script, scripted_connector):
    post = {"id": "10", "author_id": "2", "text": "t", "created_at": "2026-11-20T11:59:00Z"}
    error = {"resource_type": "tweet", "resource_id": "5", "type": "https://api.x.com/2/problems/resource-not-found"}
    script.says({"data": [post], "errors": [error, "odd", {}]})
    page = await scripted_connector.source.fetch("own", None, now=script.now)
    assert [type(record) for record in page.records] == [Seen, Removed]


async def test_trap_15_long_texts_come_whole_and_unescaped_and_pictures_without_text(stage):
    long = "siunta & <viskas> " * 40
    stage.customer_writes(long.strip())
    stage.state.send_dm(stage.customer, stage.account.remote_id, "", media=(stage.state.new_media(),))
    (post,) = mentions(await fetch(stage, "mentions"))
    (message,) = mentions(await fetch(stage, "messages"))
    assert post.text == f"@siuntukas {long.strip()}"
    assert message.text == ""
    assert len(message.attachments) == 1


async def test_trap_16_messages_read_before_are_not_paid_for_again_by_the_hundred(stage):
    for number in range(120):
        stage.customer_messages(f"žinutė {number}")
    stage.simulated.pass_time(timedelta(hours=1))
    cursor = None
    while (page := await fetch(stage, "messages", cursor)).more:
        cursor = page.cursor
    cursor = page.cursor
    before = stage.simulated.app[METER].counts["dm_read"]
    for _ in range(3):  # three days
        stage.simulated.pass_time(timedelta(days=1))
        cursor = (await fetch(stage, "messages", cursor)).cursor
    assert stage.simulated.app[METER].counts["dm_read"] - before == 3 * stage.network.message_page_size


async def test_trap_16_messages_are_not_polled_faster_than_their_limit(stage):
    page = await fetch(stage, "messages")
    assert page.next_poll_after > 60


async def test_trap_17_an_author_who_writes_often_is_paid_for_once_a_day(stage):
    cursor = None
    for number in range(5):
        stage.customer_writes(f"siunta {number}")
        cursor = (await fetch(stage, "mentions", cursor)).cursor
        stage.simulated.pass_time(timedelta(hours=3))
    assert stage.simulated.app[METER].counts["user_read"] <= 2  # noon to midnight, and the next day


@pytest.mark.parametrize("options", [{"x_credits": 0.0}, {"x_read_cap": 0}])
async def test_trap_18_no_credits_and_the_monthly_cap_stop_and_call_a_person(staged, options):
    async with staged(**options) as stage:
        with pytest.raises(PermissionMissing) as stopped:
            await fetch(stage, "mentions")
        assert "X's developer console" in stopped.value.next_step


async def test_trap_19_two_polls_on_a_dead_token_refresh_nothing_and_stop(stage):
    """Single-use refresh tokens are burnt by two tasks that refresh at once; OAuth 1.0a needs none."""
    stage.simulated.fail(FaultKind.EXPIRED_TOKEN, times=None)
    polls = await asyncio.gather(fetch(stage, "mentions"), fetch(stage, "messages"), return_exceptions=True)
    assert [type(error) for error in polls] == [AuthExpired, AuthExpired]
    asked = [exchange.path for exchange in stage.simulated.app[JOURNAL].all()]
    assert len(asked) == 2
    assert not any("oauth" in path for path in asked)


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("ą" * 280, True),
        ("ą" * 281, False),
        ("👩‍👩‍👧‍👦" * 140, True),
        ("👍" * 141, False),
        ("…" * 141, False),
        ("ą" * 256 + " https://example.com/" + "a" * 200, True),
        ("ą" * 257 + " https://example.com/", False),
    ],
)
async def test_trap_20_texts_are_measured_as_x_measures_them(stage, text, goes):
    call = reply(stage.customer_writes("kur siunta?"), text)
    if goes:
        receipt = await publish(stage, call)
        assert stage.our_replies(call.mention_id) == [(receipt.remote_id, text)]
    else:
        with pytest.raises(Rejected) as refused:
            await publish(stage, call)
        assert refused.value.rule == "too_long"


async def test_trap_21_the_same_words_twice_are_told_as_such(stage):
    first, second = stage.customer_writes("kur siunta?"), stage.customer_writes("o mano?")
    await publish(stage, reply(first))
    again = reply(second, attempted_at=stage.simulated.now - SETTLE)
    with pytest.raises(Rejected) as refused:
        await publish(stage, again)
    assert refused.value.rule == "duplicate"


async def test_trap_22_limits_are_read_from_headers_by_the_network_s_clock(stage):
    stage.simulated.app[LIMITS].set("mentions", Allowance(user_quarter=1))
    await fetch(stage, "mentions")
    ours_is_wrong = stage.simulated.now + timedelta(hours=3)
    with pytest.raises(RateLimited) as limit:
        await stage.connector.source.fetch("mentions", None, now=ours_is_wrong)
    assert limit.value.until - ours_is_wrong == timedelta(minutes=15)


async def test_trap_22_a_daily_cap_waits_for_its_own_reset(stage):
    stage.customer_messages("labas")
    stage.simulated.app[LIMITS].set("send_dm_with", Allowance(user_quarter=15, user_day=1))
    call = reply("1", "Ačiū!", MoveKind.MESSAGE, stage.customer)
    await publish(stage, call)
    with pytest.raises(RateLimited) as limit:
        await publish(stage, call)
    assert limit.value.until - stage.simulated.now > timedelta(hours=23)


async def test_trap_23_an_edited_post_stays_one_matter(stage):
    key = stage.customer_writes("kur siuntta")
    first = await fetch(stage, "mentions")
    stage.simulated.pass_time(timedelta(minutes=3))
    stage.customer_edits(key, "kur siunta?")
    stage.simulated.pass_time(timedelta(minutes=3))
    stage.customer_edits(key, "kur mano siunta?")
    (mention,) = mentions(await fetch(stage, "mentions", first.cursor))
    assert (mention.remote_id, mention.conversation_id) == (key, key)
    assert mention.text == "@siuntukas kur mano siunta?"
    receipt = await publish(stage, reply(key))
    assert stage.our_replies(key) == [(receipt.remote_id, "Atsiprašome!")]


async def test_trap_26_no_token_search_or_id_reaches_a_log_or_an_error(staged, caplog):
    caplog.set_level(logging.DEBUG)
    async with staged(options={"keywords": ("slaptažodis",)}) as stage:
        for kind in (FaultKind.DROP_BEFORE, FaultKind.EXPIRED_TOKEN, FaultKind.SERVER_ERROR_HTML):
            stage.simulated.heal()
            stage.simulated.fail(kind, times=None)
            with pytest.raises(AsideError) as error:
                await fetch(stage, "search:1")
            told = f"{error.value} {error.value!r} {error.value.__cause__} {error.value.next_step}"
            assert not any(word in told for word in (*stage.secrets, "slaptažodis", stage.account.remote_id))
    logged = "".join(record.getMessage() for record in caplog.records if record.name != "aiohttp.access")
    assert not any(word in logged for word in (*stage.secrets, "slaptažodis", stage.account.remote_id))


async def test_trap_27_pushes_are_proved_over_the_bytes_as_they_came(stage):
    receiver = stage.plugin.receiver(stage.network)
    for headers, body in await stage.pushed():
        assert receiver.verify(headers, body)
        assert not receiver.verify(headers, json.dumps(json.loads(body)).encode() + b" ")
        assert not receiver.verify({}, body)


async def test_many_accounts_at_once_share_nothing(staged):
    """One account's wait is not another's: headers belong to a call, not to a client."""
    async with staged() as stage:
        stage.simulated.app[LIMITS].set("mentions", Allowance(user_quarter=5))
        pages = await asyncio.gather(*(fetch(stage, "mentions") for _ in range(7)), return_exceptions=True)
        assert sum(isinstance(page, RateLimited) for page in pages) == 2
        assert (await fetch(stage, "messages")).next_poll_after is not None
