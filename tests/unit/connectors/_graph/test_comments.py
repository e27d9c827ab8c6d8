"""What may never be deleted by mistake."""

from typing import Any

import pytest

from monitor.domain.errors import Rejected
from monitor.domain.moves import MoveKind
from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.instagram_stage import instagram_stage
from tests.support.graph_play import comment, message, poll, publish


@pytest.fixture(params=[facebook_stage, instagram_stage], ids=["facebook", "instagram"])
async def stage(request: Any):
    async with request.param() as ready:
        yield ready


async def test_taking_our_words_back_never_deletes_a_customer_s(stage: Any):
    mention = await comment(stage)
    with pytest.raises(Rejected) as refused:
        await publish(stage, mention, MoveKind.DELETE_OWN, "")
    assert refused.value.rule == "not_ours"
    assert stage.state.find_comment(mention.remote_id)


@pytest.mark.parametrize("move", [MoveKind.DELETE, MoveKind.DELETE_OWN])
async def test_a_message_is_not_called_deleted_because_meta_cannot_find_it_as_a_comment(stage: Any, move: MoveKind):
    mention = await message(stage)
    with pytest.raises(Rejected):
        await publish(stage, mention, move, "")
    assert mention.remote_id in (await poll(stage, "messages"))[0]


async def test_replies_go_with_the_comment_they_stand_under(stage: Any):
    top = await comment(stage)
    key = stage.state.comment(stage.post, "jonas", "man irgi", parent=top.remote_id)
    await publish(stage, top, MoveKind.DELETE, "")
    assert stage.state.find_comment(key) is None
