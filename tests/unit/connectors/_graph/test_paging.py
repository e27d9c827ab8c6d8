from typing import Any

import pytest

from connectors._graph.client import GraphAnswer
from connectors._graph.errors import GraphFailure
from connectors._graph.paging import EdgePage, next_cursor, read_edge
from monitor.domain.errors import BadPayload


class Client:
    """Answers like an edge that takes no more than `most` at once."""

    def __init__(self, body: Any, most: int = 100) -> None:
        self.body, self.most = body, most
        self.asked: list[dict[str, Any]] = []

    async def get_connections(self, node: str, edge: str, **args: Any) -> GraphAnswer:
        self.asked.append(args)
        if args["limit"] > self.most:
            raise GraphFailure("Graph error", status=500, error={"code": 1})
        answer = GraphAnswer(self.body)
        answer.headers = {}
        return answer


def listing(after: str | None, following: str | None, *ids: str) -> dict[str, Any]:
    paging: dict[str, Any] = {"cursors": {"after": after}} if after else {}
    return {"data": [{"id": id_} for id_ in ids], "paging": paging | ({"next": following} if following else {})}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (listing("A", "https://graph.example.com/x?after=A&access_token=t", "1"), "A"),
        (listing("A", None, "1"), None),
        (listing(None, "https://graph.example.com/x?after=B&access_token=t", "1"), "B"),
        (listing(None, "https://graph.example.com/x?until=5", "1"), None),
        (listing("A", "https://graph.example.com/x?after=A"), "A"),
        ({"data": []}, None),
        ({"data": [], "paging": None}, None),
        ({"data": [], "paging": {"cursors": None, "next": 5}}, None),
        ({"data": [], "paging": {"next": "http://[broken"}}, None),
        (None, None),
    ],
    ids=["next", "last", "only-in-link", "no-cursor", "empty-middle", "bare", "null", "odd", "broken-link", "none"],
)
def test_only_cursors_are_taken_and_an_empty_page_in_the_middle_has_one(body: Any, expected: str | None):
    assert next_cursor(body) == expected


async def test_reduce_the_amount_of_data_halves_the_page_until_it_fits():
    client = Client(listing(None, None, "1"), most=12)
    page = await read_edge(client, "9", "comments", size=100)  # type: ignore[arg-type]
    assert [args["limit"] for args in client.asked] == [100, 50, 25, 12]
    assert page.size == 12


async def test_a_page_that_never_fits_is_told():
    with pytest.raises(GraphFailure):
        await read_edge(Client({}, most=1), "9", "comments", size=50)  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [{}, {"data": None}, {"data": {"id": "1"}}, {"success": True}], ids=repr)
async def test_an_answer_without_a_list_is_not_an_empty_page(body: dict[str, Any]):
    with pytest.raises(BadPayload):
        await read_edge(Client(body), "9", "comments", size=5)  # type: ignore[arg-type]


def test_a_page_is_recognised_by_its_ids():
    one, same, other = (EdgePage(tuple({"id": i} for i in ids), None, 5, {}) for ids in ("12", "12", "13"))
    assert one.mark == same.mark != other.mark
    assert EdgePage((), None, 5, {}).mark == ""
