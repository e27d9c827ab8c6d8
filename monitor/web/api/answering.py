"""Beside the answer itself: who is writing it, in which language, and what we promised."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from aiohttp import web

from monitor.domain.errors import Rejected
from monitor.domain.promises import PromiseState
from monitor.web.answering_views import PromisesView, PromiseView, WritingView, promise_view, read_promises
from monitor.web.answers import BAD_REQUEST, as_json, body_of
from monitor.web.api.cases import Number
from monitor.web.api.routes import Route
from monitor.web.case_views import read_case
from monitor.web.desk import DESK, USER
from monitor.web.views import CaseView


class LanguageBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which language to answer."""

    language: Literal["lt", "pl", "en"]
    version: Number


class PromiseBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of the promise; `moved` needs `due_at`, the new time. `reason` says why it was not kept."""

    to: Literal["kept", "broken", "withdrawn", "moved"]
    reason: Literal["others", "too_early", "forgotten", "customer", "other"] | None = None
    due_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class LaidDown(msgspec.Struct, frozen=True):
    """The pen is free, as far as this user is concerned."""

    done: bool = True


def _case(request: web.Request) -> int:
    return int(request.match_info["case_id"])


async def write(request: web.Request) -> web.Response:
    """Take the pen of a case, or go on holding it; answers who holds it."""
    desk, agent, case_id = request.app[DESK], request[USER].name, _case(request)
    now = desk.now()
    async with desk.store.write() as tx:
        await desk.situations.open(tx, case_id)  # NotFound, before a row could point nowhere
        before = await tx.writers.of(case_id, now=now)
        writing = await tx.writers.take(case_id, agent, now=now, until=now + desk.writing)
        if before is None:
            await tx.events.append("case.writing", now=now, case_id=case_id, actor=agent)
    return as_json(WritingView(writing.agent, writing.since))


async def lay_down(request: web.Request) -> web.Response:
    """Lay the pen down; browsers send this when a page is left."""
    desk, agent, case_id = request.app[DESK], request[USER].name, _case(request)
    async with desk.store.write() as tx:
        writing = await tx.writers.of(case_id, now=desk.now())
        if writing and writing.agent == agent:
            await tx.writers.release(case_id, agent)
            await tx.events.append("case.writing_done", now=desk.now(), case_id=case_id, actor=agent)
    return as_json(LaidDown())


async def answer_in(request: web.Request) -> web.Response:
    """Say in which language to answer."""
    body = await body_of(request, LanguageBody)
    desk = request.app[DESK]
    await desk.close.answer_in(_case(request), body.language, version=body.version, actor=request[USER].name)
    desk.wake("propose")
    return as_json(await read_case(desk, _case(request), ""))


async def list_promises(request: web.Request) -> web.Response:
    """Answer the kept-rate of each brand, and the promises behind it."""
    asked = request.query.getall("state", [])
    unknown = set(asked) - set(PromiseState)
    if unknown:
        raise Rejected(f"there is no state {min(unknown)!r}; there are {', '.join(PromiseState)}", rule=BAD_REQUEST)
    states = [PromiseState(state) for state in asked] or list(PromiseState)
    return as_json(await read_promises(request.app[DESK].store, request.query.get("brand"), states))


async def settle_promise(request: web.Request) -> web.Response:
    """Mark a promise as a person knows it to be."""
    body = await body_of(request, PromiseBody)
    promise_id, actor = int(request.match_info["promise_id"]), request[USER].name
    word = request.app[DESK].word
    if body.to == "moved" and body.due_at is None:
        raise Rejected("`due_at` is missing: to which time was it moved?", rule=BAD_REQUEST)
    if body.to == "moved" and body.due_at:
        settled = await word.move(promise_id, body.due_at, actor=actor, reason=body.reason)
    else:
        settled = await word.settle(promise_id, PromiseState(body.to), actor=actor, reason=body.reason)
    return as_json(promise_view(settled))


_CASE = "/api/v1/cases/{case_id:[0-9]{1,18}}"
ROUTES = (
    Route("POST", f"{_CASE}/writing", write, "Take the pen, or go on writing; lapses by itself", WritingView),
    Route("POST", f"{_CASE}/writing/done", lay_down, "Lay the pen down", LaidDown),
    Route("POST", f"{_CASE}/language", answer_in, "Say in which language to answer", CaseView, LanguageBody),
    Route(
        "GET",
        "/api/v1/promises",
        list_promises,
        "Kept-rate by brand, with its formula and the promises behind it (200 at most)",
        PromisesView,
        query=(
            ("brand", "only this brand"),
            ("state", "open, kept, moved, broken or withdrawn; may stand several times"),
        ),
    ),
    Route(
        "POST",
        "/api/v1/promises/{promise_id:[0-9]{1,18}}",
        settle_promise,
        "Mark a promise kept, broken or withdrawn, or move it",
        PromiseView,
        PromiseBody,
    ),
)
