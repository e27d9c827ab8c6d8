"""What every publisher promises."""

import dataclasses

import pytest

from connectors.simulator.faults import FaultKind
from monitor.domain.errors import (
    AsideError,
    AuthExpired,
    Gone,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
)
from monitor.domain.mentions import Direction
from tests.contracts.connectors.stage import Stage
from tests.contracts.connectors.steps import (
    A_WHILE,
    attempted,
    looked_up,
    private_call,
    public_call,
    read_all,
)


class PublisherSuite:
    """Writing."""

    async def test_a_public_answer_is_there_once(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome! Jau ieškome.")
        receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert stage.our_replies(call.mention_id) == [(receipt.remote_id, "Atsiprašome! Jau ieškome.")]

    async def test_a_message_is_there_once(self, stage: Stage):
        call = await private_call(stage, "Ačiū, jau žiūrime & rašysime.")
        receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert stage.our_messages() == [(receipt.remote_id, "Ačiū, jau žiūrime & rašysime.")]

    async def test_what_we_wrote_comes_back_as_ours(self, stage: Stage):
        call = await private_call(stage, "Ačiū!")
        receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        stage.simulated.pass_time(A_WHILE)
        found, _ = await read_all(stage, stage.private_stream)
        echo = next(mention for mention in found if mention.remote_id == receipt.remote_id)
        assert echo.direction is Direction.OUTBOUND

    @pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
    @pytest.mark.parametrize(
        ("fault", "arrives"),
        [(FaultKind.DROP_AFTER, True), (FaultKind.DROP_BEFORE, False), (FaultKind.SERVER_ERROR_HTML, False)],
    )
    async def test_a_doubtful_write_is_looked_up_and_has_one_effect(
        self, stage: Stage, fault: FaultKind, *, arrives: bool, private: bool
    ):
        text = "Atsiprašome, jau ieškome & pranešime: https://example.com/a"
        call = attempted(stage, await (private_call if private else public_call)(stage, text))
        stage.simulated.fail(fault, method="POST")
        with pytest.raises(OutcomeUnknown):
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        receipt = await looked_up(stage, call)
        assert (receipt is not None) is arrives
        if receipt is None:
            receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        there = stage.our_messages() if private else stage.our_replies(call.mention_id)
        assert [remote_id for remote_id, _ in there] == [receipt.remote_id]

    async def test_another_text_of_ours_is_not_taken_for_this_one(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome!")
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
        other = attempted(stage, dataclasses.replace(call, text="Atsiprašome ir ieškome."))
        assert await looked_up(stage, other) is None

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (FaultKind.RATE_LIMITED, RateLimited),
            (FaultKind.EXPIRED_TOKEN, AuthExpired),
            (FaultKind.MISSING_PERMISSION, PermissionMissing),
        ],
    )
    async def test_a_refused_write_has_no_effect(self, stage: Stage, fault: FaultKind, error: type[AsideError]):
        call = await public_call(stage, "Atsiprašome!")
        stage.simulated.fail(fault, method="POST")
        with pytest.raises(error) as raised:
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert not any(word in str(raised.value) for word in (*stage.secrets, call.text, call.mention_id))
        assert stage.our_replies(call.mention_id) == []

    async def test_a_text_over_the_network_s_limit_is_refused_without_a_call(self, stage: Stage):
        rules = stage.plugin.rules
        call = await public_call(stage, "a" * (rules.public_limit + 1))
        before = stage.simulated.calls("POST")
        with pytest.raises(Rejected) as refused:
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert refused.value.rule == "too_long"
        assert stage.simulated.calls("POST") == before

    async def test_answering_what_is_gone_is_told(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome!")
        stage.customer_deletes(call.mention_id)
        with pytest.raises((Gone, Rejected)):
            await stage.connector.publisher.publish(call, now=stage.simulated.now)

    async def test_a_dead_token_stops_one_account_only(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome!")
        stage.simulated.fail(FaultKind.EXPIRED_TOKEN, times=1)
        with pytest.raises(AuthExpired):
            await stage.connector.probe()
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert len(stage.our_replies(call.mention_id)) == 1
