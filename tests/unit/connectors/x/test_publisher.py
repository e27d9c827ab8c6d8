import asyncio
from datetime import timedelta

import pytest

from connectors.simulator.faults import FaultKind
from connectors.x.publisher import SETTLE
from monitor.domain.errors import OutcomeUnknown, PermissionMissing, Rejected, Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall

INVITE = "Atsiprašome! Parašykite mums asmeninę žinutę."


def call(stage, move: MoveKind, text: str = "Atsiprašome!", **more) -> RemoteCall:
    given = {"mention_id": "", "conversation_id": "", "author_id": stage.customer, **more}
    return RemoteCall(key="k1", move=move, text=text, **given)


def asking(stage, text: str = "kur siunta?") -> str:
    return stage.customer_writes(text)


async def publish(stage, remote_call):
    return await stage.connector.publisher.publish(remote_call, now=stage.simulated.now)


async def look_up(stage, remote_call):
    return await stage.connector.publisher.look_up(remote_call, now=stage.simulated.now)


@pytest.mark.parametrize(("setting", "link"), [("button", True), ("none", False)])
async def test_an_invitation_carries_the_message_button_where_wanted(staged, setting, link):
    async with staged(network={"invite_link": setting}) as stage:
        key = asking(stage)
        receipt = await publish(stage, call(stage, MoveKind.INVITE, INVITE, mention_id=key))
        post = stage.state.posts.get(receipt.remote_id)
        assert post.typed == INVITE
        assert bool(post.deep_link) is link
        if link:
            assert post.deep_link == f"https://x.com/messages/compose?recipient_id={stage.account.remote_id}"


async def test_an_invitation_that_holds_the_link_gets_no_second_one(stage):
    key = asking(stage)
    text = f"Parašykite: https://x.com/messages/compose?recipient_id={stage.account.remote_id}"
    receipt = await publish(stage, call(stage, MoveKind.INVITE, text, mention_id=key))
    assert stage.state.posts.get(receipt.remote_id).deep_link is None


async def test_a_plain_reply_has_no_button(stage):
    receipt = await publish(stage, call(stage, MoveKind.PUBLIC_REPLY, mention_id=asking(stage)))
    assert stage.state.posts.get(receipt.remote_id).deep_link is None


async def test_an_invitation_with_a_button_is_found_again(stage):
    invite = call(stage, MoveKind.INVITE, INVITE, mention_id=asking(stage), attempted_at=stage.simulated.now)
    stage.simulated.fail(FaultKind.DROP_AFTER, method="POST")
    with pytest.raises(OutcomeUnknown):
        await publish(stage, invite)
    stage.simulated.pass_time(SETTLE)
    assert await look_up(stage, invite) == Receipt(stage.our_replies(invite.mention_id)[0][0], "")


async def test_a_reply_in_our_thread_can_be_hidden_and_that_repeated(stage):
    root = stage.state.post(stage.account.remote_id, "mūsų naujiena")
    reply = stage.state.post(stage.customer, "čia mano tel.", in_reply_to=root)
    hide = call(stage, MoveKind.HIDE, "", mention_id=reply, attempted_at=stage.simulated.now)
    assert await publish(stage, hide) == Receipt("")
    with pytest.raises(OutcomeUnknown, match="nowhere"):
        await look_up(stage, hide)
    assert await publish(stage, hide) == Receipt("")
    assert stage.state.posts.get(reply).hidden


async def test_a_hidden_reply_is_shown_again(stage):
    root = stage.state.post(stage.account.remote_id, "mūsų naujiena")
    reply = stage.state.post(stage.customer, "ačiū!", in_reply_to=root)
    await publish(stage, call(stage, MoveKind.HIDE, "", mention_id=reply))
    show = call(stage, MoveKind.UNHIDE, "", mention_id=reply)
    assert await publish(stage, show) == Receipt("")
    assert not stage.state.posts.get(reply).hidden
    with pytest.raises(OutcomeUnknown, match="nowhere"):
        await look_up(stage, show)


async def test_our_own_post_is_taken_back_once_and_its_absence_is_the_proof(stage):
    ours = stage.state.post(stage.account.remote_id, "ne tas tekstas")
    delete = call(stage, MoveKind.DELETE_OWN, "", mention_id=ours, attempted_at=stage.simulated.now)
    stage.simulated.pass_time(SETTLE)
    assert await look_up(stage, delete) is None
    assert await publish(stage, delete) == Receipt("")
    assert stage.state.posts.get(ours) is None
    assert await look_up(stage, delete) == Receipt("")
    assert await publish(stage, delete) == Receipt("")  # gone already is what was wanted


async def test_a_thread_goes_on_under_our_own_reply_and_is_found_there(stage):
    first = await publish(stage, call(stage, MoveKind.PUBLIC_REPLY, "Ačiū, jau ieškome.", mention_id=asking(stage)))
    second = call(
        stage,
        MoveKind.PUBLIC_REPLY,
        "Rytoj pranešime.",
        mention_id=first.remote_id,
        attempted_at=stage.simulated.now,
    )
    made = await publish(stage, second)
    stage.simulated.pass_time(SETTLE)
    assert await look_up(stage, second) == made
    assert stage.our_replies(first.remote_id) == [(made.remote_id, "Rytoj pranešime.")]


@pytest.mark.parametrize("move", [MoveKind.DELETE, MoveKind.BLOCK])
async def test_what_x_does_not_offer_is_refused_without_a_call(stage, move):
    before = stage.simulated.calls()
    with pytest.raises(Rejected) as refused:
        await publish(stage, call(stage, move, "", mention_id=asking(stage)))
    assert (refused.value.rule, stage.simulated.calls()) == ("no_such_move", before)


async def test_hiding_in_somebody_else_s_thread_is_refused(stage):
    with pytest.raises(Rejected):
        await publish(stage, call(stage, MoveKind.HIDE, "", mention_id=asking(stage)))


async def test_a_message_without_author_goes_into_its_conversation(stage):
    stage.customer_messages("labas")
    conversation = stage.state.dms_between(stage.customer, stage.account.remote_id)[0].conversation_id
    receipt = await publish(stage, call(stage, MoveKind.MESSAGE, author_id="", conversation_id=conversation))
    assert stage.our_messages() == [(receipt.remote_id, "Atsiprašome!")]
    assert receipt.conversation_id == conversation
    again = call(stage, MoveKind.MESSAGE, author_id="", conversation_id=conversation, attempted_at=stage.simulated.now)
    assert await look_up(stage, again) == receipt


async def test_an_earlier_message_with_the_same_words_is_not_this_one(stage):
    stage.customer_messages("labas")
    await publish(stage, call(stage, MoveKind.MESSAGE, "Ačiū!"))
    stage.simulated.pass_time(timedelta(hours=2))
    later = call(stage, MoveKind.MESSAGE, "Ačiū!", attempted_at=stage.simulated.now)
    stage.simulated.pass_time(SETTLE)
    assert await look_up(stage, later) is None


async def test_the_same_words_under_another_post_are_not_this_reply(stage):
    first, second = asking(stage), asking(stage, "o mano?")
    await publish(stage, call(stage, MoveKind.PUBLIC_REPLY, mention_id=first))
    reply = call(stage, MoveKind.PUBLIC_REPLY, mention_id=second, attempted_at=stage.simulated.now)
    stage.simulated.pass_time(SETTLE)
    assert await look_up(stage, reply) is None


async def test_absence_proves_nothing_before_x_has_settled(stage):
    reply = call(stage, MoveKind.PUBLIC_REPLY, mention_id=asking(stage), attempted_at=stage.simulated.now)
    stage.simulated.pass_time(timedelta(seconds=10))
    with pytest.raises(Retryable) as error:
        await look_up(stage, reply)
    assert error.value.after == SETTLE - timedelta(seconds=10)
    stage.simulated.pass_time(error.value.after)
    assert await look_up(stage, reply) is None


async def test_without_a_time_of_attempt_the_last_day_is_searched(stage):
    reply = call(stage, MoveKind.PUBLIC_REPLY, mention_id=asking(stage))
    receipt = await publish(stage, reply)
    stage.simulated.pass_time(timedelta(hours=20))
    assert (await look_up(stage, reply)).remote_id == receipt.remote_id


@pytest.mark.parametrize(
    ("move", "text", "rule"),
    [
        (MoveKind.PRIVATE_REPLY, "labas", "no_private_replies"),
        (MoveKind.PUBLIC_REPLY, "ą" * 281, "too_long"),
        (MoveKind.INVITE, "漢" * 141, "too_long"),
        (MoveKind.MESSAGE, "x" * 10_001, "too_long"),
        (MoveKind.PUBLIC_REPLY, " \n", "empty"),
    ],
)
async def test_what_x_would_refuse_costs_no_call(stage, move, text, rule):
    with pytest.raises(Rejected) as refused:
        await publish(stage, call(stage, move, text, mention_id="1"))
    assert refused.value.rule == rule
    assert stage.simulated.calls() == 0


async def test_an_app_alone_cannot_write(staged):
    async with staged(options={"access_token": None, "access_secret": None}) as stage:
        with pytest.raises(PermissionMissing, match="access_token"):
            await publish(stage, call(stage, MoveKind.PUBLIC_REPLY, mention_id="1"))
        assert "messages" not in stage.connector.source.streams


@pytest.mark.parametrize("body", [{"data": {"text": "x"}}, {"data": {"id": 5}}, {"data": {"id": "x1"}}, "", "<html>"])
async def test_a_write_whose_answer_names_no_id_is_unknown(script, scripted_connector, body):
    script.says(body, status=201)
    reply = RemoteCall(
        key="k", move=MoveKind.PUBLIC_REPLY, text="labas", mention_id="1", conversation_id="1", author_id="2"
    )
    with pytest.raises(OutcomeUnknown):
        await scripted_connector.publisher.publish(reply, now=script.now)


async def test_two_calls_at_once_do_not_mix(stage):
    stage.customer_messages("labas")
    keys = [asking(stage, f"klausimas {number}") for number in range(8)]
    calls = [call(stage, MoveKind.PUBLIC_REPLY, f"Atsakymas {n}", mention_id=key) for n, key in enumerate(keys)]
    receipts = await asyncio.gather(*(publish(stage, one) for one in calls))
    for one, receipt in zip(calls, receipts, strict=True):
        assert stage.our_replies(one.mention_id) == [(receipt.remote_id, one.text)]


async def test_a_true_duplicate_is_looked_up_first_and_refused_then(stage):
    """The words went out under another post within a day: X refuses, nothing is doubled, a person is told."""
    first, second = asking(stage), asking(stage, "o mano?")
    await publish(stage, call(stage, MoveKind.PUBLIC_REPLY, mention_id=first))
    reply = call(stage, MoveKind.PUBLIC_REPLY, mention_id=second, attempted_at=stage.simulated.now)
    with pytest.raises(OutcomeUnknown):
        await publish(stage, reply)
    stage.simulated.pass_time(SETTLE)
    assert await look_up(stage, reply) is None
    with pytest.raises(Rejected) as refused:
        await publish(stage, reply)
    assert refused.value.rule == "duplicate"
    assert stage.our_replies(second) == []
