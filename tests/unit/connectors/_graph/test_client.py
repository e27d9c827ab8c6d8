import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from config.secret import Secret
from connectors._graph.client import GraphClient, flat
from connectors._graph.errors import GraphFailure
from connectors._http import Wire
from monitor.domain.errors import Gone, OutcomeUnknown, Retryable
from tests.support.patience import PATIENCE

TOKEN, SECRET = "a-page-token", "an-app-secret"


@dataclass
class Told:
    """What the server was told last, and what it answers."""

    method: str = ""
    path: str = ""
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    json: Any = None
    answers: list[web.Response] = field(default_factory=list)
    calls: int = 0

    async def take(self, request: web.Request) -> web.Response:
        self.calls += 1
        self.method, self.path, self.query = request.method, request.path, dict(request.query)
        self.headers = dict(request.headers)
        if request.content_type == "application/json":
            self.json = await request.json()
        else:
            self.form = {key: str(value) for key, value in (await request.post()).items()}
        return self.answers.pop(0) if self.answers else web.json_response({"id": "1"})


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
async def client(told: Told) -> AsyncIterator[GraphClient]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told.take)
    async with TestServer(app) as server:
        url = str(server.make_url("")).rstrip("/")
        made = GraphClient(
            TOKEN, version="v26.0", base_url=url, wire=Wire("facebook", timeout=PATIENCE), app_secret=Secret(SECRET)
        )
        yield made
        await made.aclose()


def proof_of(token: str) -> str:
    return hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("version", ["26.0", "v26", "v2.10", "26", "v126.0", ""])
def test_a_version_the_sdk_would_refuse_or_send_silently_is_checked_by_us(version: str):
    with pytest.raises(ValueError, match=r"v26\.0"):
        GraphClient(TOKEN, version=version, base_url="https://graph.example.com", wire=Wire("facebook"))


async def test_the_version_asked_for_goes_out_not_the_sdk_s_v2_8(client: GraphClient, told: Told):
    await client.get_object("42", fields="id,name")
    assert (told.method, told.path, told.query["fields"]) == ("GET", "/v26.0/42", "id,name")


async def test_the_token_travels_in_the_header_with_its_proof_and_never_in_the_query(client: GraphClient, told: Told):
    await client.get_connections("42", "conversations", platform="messenger")
    assert told.headers["Authorization"] == f"Bearer {TOKEN}"
    assert told.query == {"platform": "messenger", "appsecret_proof": proof_of(TOKEN)}


async def test_a_token_given_with_the_call_replaces_ours_and_has_its_own_proof(client: GraphClient, told: Told):
    await client.debug_access_token("token-to-examine", "900", SECRET)
    assert told.headers["Authorization"] == f"Bearer 900|{SECRET}"
    assert told.query == {"input_token": "token-to-examine", "appsecret_proof": proof_of(f"900|{SECRET}")}


async def test_the_send_api_gets_a_json_body_where_the_sdk_sends_the_keys_of_nested_values(
    client: GraphClient, told: Told
):
    await client.put_object("9", "messages", recipient={"id": "7"}, message={"text": "Ačiū & <iki>"})
    assert told.json == {"recipient": {"id": "7"}, "message": {"text": "Ačiū & <iki>"}}
    assert TOKEN not in json.dumps(told.json)


async def test_nested_form_values_go_as_json_and_booleans_in_lower_case(client: GraphClient, told: Told):
    await client.put_object("9", "comments", message="ačiū", is_hidden=True, tags=["a", "b"], extra={"n": 1}, left=None)
    assert told.form == {"message": "ačiū", "is_hidden": "true", "tags": '["a","b"]', "extra": '{"n":1}'}


def test_values_the_http_library_refuses_are_written_as_meta_reads_them():
    assert flat({"a": False, "b": None, "c": 5, "d": 1.5}) == {"a": "false", "c": "5", "d": "1.5"}


@pytest.mark.parametrize("node", ["../me", "..", "1/../2", "1?x=2", "1#x", "a b", "%2e%2e"])
async def test_an_id_that_would_lead_elsewhere_never_leaves(client: GraphClient, told: Told, node: str):
    with pytest.raises(Gone):
        await client.get_object(node)
    assert told.calls == 0


async def test_the_sdk_s_own_methods_work_when_awaited(client: GraphClient, told: Told):
    told.answers = [
        web.json_response({"id": "c1"}),
        web.json_response({"success": True}),
        web.json_response({"1": {"id": "1"}}),
    ]
    assert await client.put_comment("5_6", "labas") == {"id": "c1"}
    assert await client.delete_object("5_6") == {"success": True}
    assert told.method == "DELETE"
    assert await client.get_objects(["1"]) == {"1": {"id": "1"}}


async def test_all_connections_are_read_by_cursor_over_empty_pages_and_never_in_a_circle(
    client: GraphClient, told: Told
):
    foreign = "https://elsewhere.example.com/?access_token=stolen&after="
    told.answers = [
        web.json_response({"data": [{"id": "1"}], "paging": {"cursors": {"after": "A"}, "next": f"{foreign}A"}}),
        web.json_response({"data": [], "paging": {"cursors": {"after": "B"}, "next": f"{foreign}B"}}),
        web.json_response({"data": [{"id": "2"}], "paging": {"cursors": {"after": "B"}, "next": f"{foreign}B"}}),
    ]
    assert [item["id"] async for item in client.get_all_connections("9", "feed")] == ["1", "2"]
    assert told.calls == 3


async def test_two_calls_at_once_keep_their_own_headers(client: GraphClient, told: Told):
    told.answers = [
        web.json_response({"id": "1"}, headers={"X-App-Usage": '{"call_count":1}'}),
        web.json_response({"id": "2"}, headers={"X-App-Usage": '{"call_count":2}'}),
    ]
    first = await client.get_object("1")
    second = await client.get_object("2")
    assert (first.headers["X-App-Usage"], second.headers["X-App-Usage"]) == ('{"call_count":1}', '{"call_count":2}')


async def test_the_version_that_answers_is_told(client: GraphClient, told: Told, capsys: pytest.CaptureFixture[str]):
    """Meta serves an ended version as a newer one without an error; once said is enough."""
    told.answers = [web.json_response({"id": "1"}, headers={"facebook-api-version": "v27.0"}) for _ in range(2)]
    assert [(await client.get_object("1")).version for _ in range(2)] == ["v27.0", "v27.0"]
    assert capsys.readouterr().out.count("graph.version_served") == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500, "body": b"{}"},
        {"status": 200, "body": b'{"data": [{"id'},
        {"status": 200, "body": b"<html>maintenance</html>", "content_type": "text/html"},
        {"status": 200, "body": b"[1, 2]"},
        {"status": 200, "body": b""},
        {"status": 302, "headers": {"Location": "https://elsewhere.example.com/"}},
    ],
    ids=["500-empty-object", "cut-json", "html", "list", "empty", "redirect"],
)
async def test_what_the_sdk_takes_for_success_or_trips_over_is_a_failure(
    client: GraphClient, told: Told, answer: dict[str, Any]
):
    told.answers = [web.Response(**answer)]
    with pytest.raises(GraphFailure) as failed:
        await client.get_object("1")
    assert failed.value.code is None
    assert failed.value.status == answer["status"]


async def test_a_failure_shows_codes_and_nothing_anybody_wrote(client: GraphClient, told: Told):
    error = {
        "message": "Mano numeris 8 612 00000",
        "type": "OAuthException",
        "code": 190,
        "error_subcode": 463,
        "fbtrace_id": "Abc",
        "error_user_msg": "Mano numeris",
        "is_transient": True,
    }
    told.answers = [web.json_response({"error": error}, status=400)]
    with pytest.raises(GraphFailure) as failed:
        await client.get_object("1")
    failure = failed.value
    assert (failure.code, failure.subcode, failure.is_transient, failure.fbtrace_id) == (190, 463, True, "Abc")
    assert "numeris" not in f"{failure} {failure!r} {failure.result} {failure.message}"
    assert "190/463" in str(failure)


async def test_no_connection_is_certain_to_have_had_no_effect_and_shows_no_address():
    client = GraphClient(TOKEN, version="v26.0", base_url="http://127.0.0.1:1", wire=Wire("facebook", timeout=PATIENCE))
    with pytest.raises(Retryable) as failed:
        await client.put_object("1", "comments", message="labas")
    await client.aclose()
    assert TOKEN not in str(failed.value)
    assert "127.0.0.1" not in str(failed.value)


async def test_a_write_without_an_answer_may_have_happened(told: Told):
    async def silent(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", silent)
    async with TestServer(app) as server:
        client = GraphClient(
            TOKEN, version="v26.0", base_url=str(server.make_url("")), wire=Wire("facebook", timeout=PATIENCE)
        )
        with pytest.raises(OutcomeUnknown):
            await client.put_object("1", "comments", message="labas")
        with pytest.raises(Retryable):
            await client.get_object("1")
        await client.aclose()


async def test_files_are_not_sent(client: GraphClient):
    with pytest.raises(ValueError, match="no files"):
        await client.put_photo(b"", message="x")
