import asyncio
import socket

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from connectors._http import Wire, wire
from monitor.domain.errors import BadPayload, OutcomeUnknown, Retryable
from tests.support.patience import PATIENCE


@pytest.fixture
async def server():
    async def handle(request: web.Request) -> web.StreamResponse:
        match request.path:
            case "/moved":
                raise web.HTTPFound("/elsewhere")
            case "/slow":
                await asyncio.Event().wait()
            case "/cookie":
                response = web.Response(text=request.headers.get("Cookie", "none"))
                response.set_cookie("who", "us")
                return response
            case "/endless":
                return web.Response(body=b"x" * 3000)
            case "/cut":
                response = web.StreamResponse(headers={"Content-Length": "100"})
                await response.prepare(request)
                await response.write(b"half")
                assert request.transport is not None
                request.transport.abort()
                return response
        return web.json_response({"method": request.method, "body": (await request.read()).decode()})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    async with TestServer(app) as running:
        yield running


@pytest.fixture
async def line():
    line = Wire("x", timeout=PATIENCE)
    yield line
    await line.aclose()


@pytest.fixture
async def hasty():
    """Gives up soon; for what never answers at all."""
    line = Wire("x", timeout=0.2)
    yield line
    await line.aclose()


async def call(line: Wire, server: TestServer, path: str, method: str = "GET", **more):
    url = URL(str(server.make_url(path)))
    return await line.exchange(method, url, headers={}, may_have_effect=method != "GET", **more)


async def test_an_answer_comes_back_whatever_its_status(line, server):
    assert (await call(line, server, "/here", "POST", json={"a": 1})).json() == {"method": "POST", "body": '{"a": 1}'}
    assert (await call(line, server, "/here", "POST", data={"a": "1"})).json()["body"] == "a=1"


async def test_redirects_are_never_followed(line, server):
    answer = await call(line, server, "/moved")
    assert answer.status == 302


async def test_a_slow_network_is_given_up(hasty, server):
    with pytest.raises(Retryable):
        await call(hasty, server, "/slow")
    with pytest.raises(OutcomeUnknown) as error:
        await call(hasty, server, "/slow", "POST")
    assert "127.0.0.1" not in f"{error.value} {error.value!r}"


async def test_an_answer_cut_short(line, server):
    with pytest.raises(OutcomeUnknown):
        await call(line, server, "/cut", "POST")


async def test_no_cookie_is_kept(line, server):
    await call(line, server, "/cookie")
    assert (await call(line, server, "/cookie")).body == b"none"


async def test_a_body_without_end_is_refused(line, server, monkeypatch):
    monkeypatch.setattr(wire, "MAX_BODY", 1000)
    with pytest.raises(BadPayload):
        await call(line, server, "/endless")


async def test_a_closed_door_is_passing_even_for_a_write(line):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(Retryable):
        await line.exchange("POST", URL(f"http://127.0.0.1:{port}/"), headers={}, may_have_effect=True)


async def test_one_session_serves_all_calls_and_is_closed_once(line, server):
    await asyncio.gather(*(call(line, server, "/here") for _ in range(5)))
    session = line._session
    for _ in range(3):
        with pytest.raises(OutcomeUnknown):
            await call(line, server, "/cut", "POST")
    assert line._session is session
    await line.aclose()
    await line.aclose()
    assert session.closed


async def test_giving_up_keeps_the_session(hasty, server):
    sessions = set()
    for _ in range(3):
        with pytest.raises(Retryable):
            await call(hasty, server, "/slow")
        sessions.add(hasty._session)
    assert len(sessions) == 1


def test_making_a_wire_needs_no_loop():
    assert Wire("x")._session is None
