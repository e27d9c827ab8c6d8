from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors._graph.client import GraphAnswer
from connectors._graph.messages import Own
from connectors._graph.readback import Readback, same_words, since_of
from monitor.domain.errors import Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
OWN = Own(account="p", network="facebook", id="1", ids=frozenset({"1"}))
CALL = RemoteCall(
    key="k",
    move=MoveKind.MESSAGE,
    text="Labas!",
    mention_id="5_6",
    conversation_id="t:1:7",
    author_id="7",
    attempted_at=NOON,
)


class Endless:
    """An edge that always has one more page of the same size."""

    def __init__(self, *, at: datetime) -> None:
        self.at, self.calls = at, 0

    async def get_connections(self, _node: str, _edge: str, **_args: Any) -> GraphAnswer:
        self.calls += 1
        stamp = self.at.strftime("%Y-%m-%dT%H:%M:%S+0000")
        item = {
            "id": str(self.calls),
            "created_time": stamp,
            "updated_time": stamp,
            "message": "kita",
            "from": {"id": "7"},
        }
        after = f"c{self.calls}"
        body = {"data": [item], "paging": {"cursors": {"after": after}, "next": f"https://example.com/?after={after}"}}
        answer = GraphAnswer(body)
        answer.headers = {}
        return answer


def readback(client: Any) -> Readback:
    return Readback(client, OWN, "1", "messenger")


async def test_a_thread_too_long_to_read_is_not_called_empty():
    endless = Endless(at=NOON)
    with pytest.raises(Retryable):
        await readback(endless).comment(CALL, "5_6", "comments", text="message", time="created_time")
    with pytest.raises(Retryable):
        await readback(endless).in_any_conversation(CALL)
    assert endless.calls == 40


async def test_reading_ends_where_everything_is_older_than_the_attempt():
    old = Endless(at=NOON - timedelta(hours=1))
    order = "reverse_chronological"
    found = await readback(old).comment(CALL, "5_6", "comments", text="message", time="created_time", order=order)
    assert found is None
    assert await readback(old).in_any_conversation(CALL) is None
    assert old.calls == 2


async def test_a_list_that_shows_the_oldest_first_is_read_on():
    old = Endless(at=NOON - timedelta(hours=1))
    with pytest.raises(Retryable):
        await readback(old).comment(CALL, "5_6", "replies", text="message", time="created_time")


def thread(text: str, by: str, minute: int) -> dict[str, Any]:
    message = {"id": "m", "from": {"id": by}, "message": text, "created_time": f"2026-11-20T12:{minute:02}:00+0000"}
    return {"participants": {"data": [{"id": "1"}, {"id": "7"}]}, "messages": {"data": [message]}}


@pytest.mark.parametrize(
    ("text", "by", "minute", "found"),
    [("Labas!", "1", 1, True), ("Labas!", "7", 1, False), ("Labas", "1", 1, False), (" Labas! \n", "1", 1, True)],
)
def test_only_our_own_words_since_the_attempt_count(text: str, by: str, minute: int, *, found: bool):
    receipt = readback(None).in_thread(CALL, thread(text, by, minute))
    assert receipt == (Receipt("m", "t:1:7") if found else None)


def test_clocks_may_differ_a_little_but_not_by_hours():
    early, late = since_of(CALL), NOON
    assert early is not None
    assert timedelta() < late - early <= timedelta(minutes=5)


def test_composed_and_decomposed_letters_are_the_same_words():
    assert same_words("ačiū", "ac\u030ciu\u0304")
    assert not same_words("ačiū", "aciu")


def test_a_comment_without_author_counts_by_its_words():
    item = {"id": "9", "message": "Labas!", "created_time": "2026-11-20T12:01:00+0000"}
    assert readback(None).among([item], CALL, text="message", time="created_time") == "9"
    named = item | {"from": {"id": "7"}}
    assert readback(None).among([named], CALL, text="message", time="created_time") is None
