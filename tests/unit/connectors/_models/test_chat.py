"""The model's endpoint, played by a local server with every fault it can have."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from config.secret import Secret
from connectors._models.chat import LARGEST_ANSWER, ChatModel
from monitor.domain.errors import AuthExpired, BadPayload, Misconfigured, RateLimited, Retryable
from tests.support.fakes import START
from tests.support.patience import PATIENCE


def said(text, **choice):
    return web.json_response({"choices": [{"message": {"content": text}, "finish_reason": "stop"} | choice]})


@asynccontextmanager
async def endpoint(answer, *, patience=PATIENCE):
    asked = []

    async def handle(request):
        asked.append((dict(request.headers), await request.json()))
        return await answer() if asyncio.iscoroutinefunction(answer) else answer()

    app = web.Application()
    app.router.add_post("/v1/chat/completions", handle)
    async with TestServer(app) as server:
        model = ChatModel(str(server.make_url("/v1/")), "small", Secret("k-1"), timeout=timedelta(seconds=patience))
        try:
            yield model, asked
        finally:
            await model.aclose()


async def test_one_question_gives_one_text():
    async with endpoint(lambda: said("  Labas.  ")) as (model, asked):
        assert await model.write("be kind", "{}", now=START) == "Labas."
    [(headers, body)] = asked
    assert headers["Authorization"] == "Bearer k-1"
    assert body["model"] == "small"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("7", 7), (None, 60), ("soon", 60), ("999999", 3600)],
)
async def test_429_says_until_when(told, seconds):
    header = {"Retry-After": told} if told else {}
    async with endpoint(lambda: web.Response(status=429, headers=header)) as (model, _):
        with pytest.raises(RateLimited) as limited:
            await model.write("", "", now=START)
    assert limited.value.until == START + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (500, Retryable),
        (503, Retryable),
        (401, AuthExpired),
        (403, AuthExpired),
        (404, Misconfigured),
        (302, Misconfigured),
    ],
)
async def test_a_status_becomes_its_consequence(status, error):
    answer = {"status": status, "headers": {"Location": "/elsewhere"} if status == 302 else {}}
    async with endpoint(lambda: web.Response(**answer)) as (model, _):
        with pytest.raises(error):
            await model.write("", "", now=START)


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: web.Response(text="<html>"),
        lambda: web.Response(body=b"\xff\xfe"),
        lambda: web.json_response([]),
        lambda: web.json_response({"choices": []}),
        lambda: web.json_response({"choices": [None]}),
        lambda: web.json_response({"choices": [{"message": {"content": None}}]}),
        lambda: said("   "),
        lambda: said("cut o", finish_reason="length"),
        lambda: web.Response(text="[" * 50_000),
        lambda: said("x" * LARGEST_ANSWER),
    ],
)
async def test_nonsense_is_told_as_such(nonsense):
    async with endpoint(nonsense) as (model, _):
        with pytest.raises(BadPayload):
            await model.write("", "", now=START)


async def test_a_slow_model_is_not_waited_for():
    async def slow():
        await asyncio.Event().wait()

    async with endpoint(slow, patience=0.2) as (model, _):
        with pytest.raises(Retryable):
            await model.write("", "", now=START)


async def test_nobody_at_home_is_a_passing_fault():
    model = ChatModel("http://127.0.0.1:9", "small", None, timeout=timedelta(seconds=1))
    with pytest.raises(Retryable):
        await model.write("", "", now=START)
    await model.aclose()


async def test_a_model_never_asked_has_nothing_to_close():
    await ChatModel("http://127.0.0.1:9", "small", None, timeout=timedelta(seconds=1)).aclose()
