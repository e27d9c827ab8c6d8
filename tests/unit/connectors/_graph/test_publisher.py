from datetime import UTC, datetime
from typing import Any

import pytest

from connectors._graph.errors import GraphFailure
from connectors._graph.publisher import GraphPublisher
from connectors.facebook.rules import RULES
from monitor.domain.errors import AuthExpired, Gone, Misconfigured, OutcomeUnknown, RateLimited, Rejected, Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DONE = Receipt("m_1", "t:1:7")


def call(move: MoveKind = MoveKind.PRIVATE_REPLY, text: str = "Labas!") -> RemoteCall:
    return RemoteCall(key="k", move=move, text=text, mention_id="5_6", conversation_id="5_6", author_id="7")


def answers(result: Any) -> Any:
    async def act(_call: RemoteCall) -> Any:
        if isinstance(result, Exception):
            raise result
        return result

    return act


async def nothing_lacking() -> tuple[str, ...]:
    return ()


def publisher(make: Any = DONE, find: Any = None) -> GraphPublisher:
    kinds = (MoveKind.PRIVATE_REPLY, MoveKind.HIDE)
    return GraphPublisher(
        RULES, dict.fromkeys(kinds, answers(make)), dict.fromkeys(kinds, answers(find)), nothing_lacking
    )


def failed(code: int, subcode: int | None = None, status: int = 400) -> GraphFailure:
    return GraphFailure("Graph error", status=status, error={"code": code, "error_subcode": subcode})


async def test_a_move_the_network_does_not_know_is_refused_and_was_never_made():
    with pytest.raises(Rejected) as refused:
        await publisher().publish(call(MoveKind.INVITE), now=NOW)
    assert refused.value.rule == "no_such_move"
    assert await publisher().look_up(call(MoveKind.INVITE), now=NOW) is None


@pytest.mark.parametrize("failure", [failed(10900), failed(100, 2534023)], ids=["facebook", "instagram"])
async def test_already_answered_is_done_when_found_and_refused_when_not(failure: GraphFailure):
    assert await publisher(failure, DONE).publish(call(), now=NOW) == DONE
    with pytest.raises(Rejected) as refused:
        await publisher(failure).publish(call(), now=NOW)
    assert refused.value.rule == "already_replied_privately"


async def test_already_answered_but_nobody_can_tell_by_whom_is_tried_later():
    with pytest.raises(Retryable):
        await publisher(failed(10900), failed(2)).publish(call(), now=NOW)


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (failed(4), RateLimited),
        (failed(190, 463), AuthExpired),
        (failed(1, status=500), Retryable),
        (failed(10), Retryable),
        (failed(100), Retryable),
        (failed(12), Retryable),
        (GraphFailure("cut", status=200), Retryable),
    ],
)
async def test_a_look_up_never_says_no_when_it_cannot_tell(failure: GraphFailure, error: type[Exception]):
    with pytest.raises(error):
        await publisher(find=failure).look_up(call(), now=NOW)


async def test_what_is_gone_has_no_answer():
    assert await publisher(find=failed(100, 33)).look_up(call(), now=NOW) is None


async def test_gone_is_believed_of_a_token_that_lacks_nothing():
    with pytest.raises(Gone):
        await publisher(failed(100, 33)).publish(call(), now=NOW)


async def test_errors_of_the_call_itself_pass():
    with pytest.raises(OutcomeUnknown):
        await publisher(OutcomeUnknown("no answer")).publish(call(), now=NOW)
    with pytest.raises(Misconfigured):
        await publisher(failed(12)).publish(call(), now=NOW)


async def test_hiding_has_no_length():
    assert await publisher().publish(call(MoveKind.HIDE, "x" * 9000), now=NOW) == DONE
