"""What Facebook and Instagram promise alike, each by its own calls; tests are named after the traps they are about."""

from datetime import timedelta

import pytest

from monitor.domain.errors import Retryable
from monitor.domain.mentions import Direction
from monitor.domain.moves import MoveKind
from monitor.domain.streams import Seen
from tests.contracts.connectors.graph_stage import WHO, GraphStage
from tests.support.graph_play import comment, look_up, poll, publish, pushed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class GraphSuite:
    """Reading, hearing and writing."""

    @pytest.mark.parametrize("option", ["empty_pages", "ids_as_numbers", "author_is_psid"])
    async def test_odd_pages_lose_nothing(self, stage: GraphStage, option: str):
        setattr(stage.state.options, option, True)
        for number in range(3):
            stage.state.publish(stage.remote_id, f"naujiena {number}", at=stage.simulated.now - number * DAY)
        written = {stage.customer_writes(f"siunta {n}") for n in range(33)}
        found, _ = await poll(stage)
        assert set(found) == written

    async def test_a_push_and_a_poll_of_the_same_text_have_one_key(self, stage: GraphStage):
        top = stage.customer_writes("kur siunta?")
        (record,) = await pushed(stage, lambda: stage.state.comment(stage.post, "jonas", "man irgi ąčę", parent=top))
        assert isinstance(record, Seen)
        polled = (await poll(stage))[0][record.mention.remote_id]
        for key in ("text", "conversation_id", "parent_id", "created_at", "direction", "kind"):
            assert getattr(record.mention, key) == getattr(polled, key), key

    async def test_an_echo_of_our_own_message_is_ours(self, stage: GraphStage):
        stage.customer_messages("labas")
        (record,) = await pushed(
            stage, lambda: stage.state.account_message(stage.remote_id, WHO, "Sveiki!", stage.platform)
        )
        assert isinstance(record, Seen)
        assert record.mention.direction is Direction.OUTBOUND
        polled = (await poll(stage, "messages"))[0][record.mention.remote_id]
        assert record.mention.conversation_id == polled.conversation_id

    async def test_a_lost_private_reply_is_found_after_its_comment_was_deleted(self, stage: GraphStage):
        mention = await comment(stage)
        receipt = await publish(stage, mention, MoveKind.PRIVATE_REPLY)
        stage.customer_deletes(mention.remote_id)
        assert await look_up(stage, mention, MoveKind.PRIVATE_REPLY) == receipt

    async def test_an_earlier_reply_with_the_same_words_is_not_taken_for_this_one(self, stage: GraphStage):
        mention = await comment(stage)
        await publish(stage, mention, MoveKind.PUBLIC_REPLY)
        stage.simulated.pass_time(HOUR)
        assert await look_up(stage, mention, MoveKind.PUBLIC_REPLY) is None

    async def test_a_comment_is_hidden_and_shown_again_and_the_flag_tells_so(self, stage: GraphStage):
        mention = await comment(stage)
        assert await look_up(stage, mention, MoveKind.HIDE, "") is None
        assert (await look_up(stage, mention, MoveKind.UNHIDE, "")).remote_id == ""
        await publish(stage, mention, MoveKind.HIDE, "")
        assert stage.state.find_comment(mention.remote_id).hidden
        assert (await look_up(stage, mention, MoveKind.HIDE, "")).remote_id == ""
        assert await look_up(stage, mention, MoveKind.UNHIDE, "") is None
        await publish(stage, mention, MoveKind.UNHIDE, "")
        assert not stage.state.find_comment(mention.remote_id).hidden

    async def test_a_comment_is_deleted_and_its_absence_is_the_proof(self, stage: GraphStage):
        mention = await comment(stage)
        assert await look_up(stage, mention, MoveKind.DELETE, "") is None
        await publish(stage, mention, MoveKind.DELETE, "")
        assert stage.state.find_comment(mention.remote_id) is None
        assert (await look_up(stage, mention, MoveKind.DELETE, "")).remote_id == ""
        assert (await publish(stage, mention, MoveKind.DELETE, "")).remote_id == ""  # what was wanted

    async def test_our_own_words_are_taken_back(self, stage: GraphStage):
        mention = await comment(stage)
        receipt = await publish(stage, mention, MoveKind.PUBLIC_REPLY)
        own = (await poll(stage))[0][receipt.remote_id]
        assert (await publish(stage, own, MoveKind.DELETE_OWN, "")).with_replies
        assert stage.our_replies(mention.remote_id) == []
        assert (await look_up(stage, own, MoveKind.DELETE_OWN, "")).remote_id == ""

    async def test_absence_proves_nothing_to_a_token_that_may_not_look(self, stage: GraphStage):
        mention = await comment(stage)
        stage.customer_deletes(mention.remote_id)
        stage.state.account(stage.remote_id).removed_permissions = {"pages_read_engagement"}
        with pytest.raises(Retryable, match="pages_read_engagement"):
            await look_up(stage, mention, MoveKind.DELETE, "")
