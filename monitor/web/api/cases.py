"""Cases: the inbox list, one case, and what is done with it."""

from typing import Annotated

import msgspec
from aiohttp import web

from monitor.domain.cases import CaseState
from monitor.domain.moves import MoveKind
from monitor.services.approve import Wanted
from monitor.web.answers import as_json, body_of
from monitor.web.api.routes import Route
from monitor.web.case_views import check_text, read_case
from monitor.web.desk import DESK, USER
from monitor.web.inbox_views import read_inbox
from monitor.web.search_views import FoundView, find_cases
from monitor.web.views import CaseView, Gate, InboxView

Number = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
"""An id or version: every JSON reader and both databases can hold it."""


class DraftText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft as the person saw it, and the text to send."""

    draft_id: Number
    version: Number
    text: str


class ApproveBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The drafts to send, each with the exact text and the version the person saw."""

    drafts: Annotated[tuple[DraftText, ...], msgspec.Meta(min_length=1)]


class SearchBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to look for: words of a text, a name or handle, or the number of a case."""

    words: str


class CheckBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text as it stands in the editor."""

    text: str
    move: MoveKind


class StateBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to move the case."""

    to: CaseState
    version: Number


class ActBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to do to which text of the case: hide, unhide, delete, delete_own, block."""

    mention_id: Number
    move: MoveKind


class Sent(msgspec.Struct, frozen=True):
    """Ids of the outbox entries made; none while a word is missing: "lead", or "second" for a second person."""

    entries: list[int]
    missing: str = ""


class Undone(msgspec.Struct, frozen=True):
    """How many texts were taken back."""

    taken_back: int


async def list_cases(request: web.Request) -> web.Response:
    """Answer one page of the inbox."""
    state = request.query.get("state", CaseState.OPEN.value)
    accounts = request.query.getall("account", []) or None
    return as_json(await read_inbox(request.app[DESK], state, accounts, request.query.get("after", "")))


async def search(request: web.Request) -> web.Response:
    """Find cases; a POST, because names and numbers of people have no place in addresses."""
    body = await body_of(request, SearchBody)
    return as_json(await find_cases(request.app[DESK], body.words))


async def show_case(request: web.Request) -> web.Response:
    """Answer one case; `reveal=1` shows personal data and is written to the audit trail."""
    return as_json(await read_case(request.app[DESK], case_id_of(request), reveal_by(request)))


def case_id_of(request: web.Request) -> int:
    """The case in the path."""
    return int(request.match_info["case_id"])


def reveal_by(request: web.Request) -> str:
    """Who asked to see personal data, empty when nobody did."""
    return request[USER].name if request.query.get("reveal") == "1" else ""


async def approve(request: web.Request) -> web.Response:
    """Approve exact texts and queue them."""
    body = await body_of(request, ApproveBody)
    desk = request.app[DESK]
    wanted = [Wanted(each.draft_id, each.version, each.text) for each in body.drafts]
    approved = await desk.approve.texts(case_id_of(request), wanted, actor=request[USER].name)
    desk.wake("deliver")
    return as_json(Sent([entry.id for entry in approved.entries], approved.missing))


async def act(request: web.Request) -> web.Response:
    """Queue an act without words."""
    body = await body_of(request, ActBody)
    desk = request.app[DESK]
    entry = await desk.act.on(case_id_of(request), body.mention_id, body.move, actor=request[USER].name)
    desk.wake("deliver")
    return as_json(Sent([entry.id]))


async def undo(request: web.Request) -> web.Response:
    """Take back what has not left yet."""
    taken_back = await request.app[DESK].approve.undo(case_id_of(request), actor=request[USER].name)
    return as_json(Undone(taken_back))


async def check(request: web.Request) -> web.Response:
    """Ask the gate about a text while it is being written."""
    body = await body_of(request, CheckBody)
    return as_json(await check_text(request.app[DESK], case_id_of(request), body.text, body.move))


async def move(request: web.Request) -> web.Response:
    """Close a case, or open it again."""
    body = await body_of(request, StateBody)
    desk = request.app[DESK]
    await desk.close.move(case_id_of(request), body.to, version=body.version, actor=request[USER].name)
    return as_json(await read_case(desk, case_id_of(request), ""))


_CASE = "/api/v1/cases/{case_id:[0-9]{1,18}}"
ROUTES = (
    Route(
        "GET",
        "/api/v1/cases",
        list_cases,
        "The inbox: cases by due time, the gravest ahead",
        InboxView,
        query=(
            ("state", "open (default), answered, closed, all, or for_approval"),
            ("account", "only this account; may stand several times"),
            ("after", "`next` of the page before"),
        ),
    ),
    Route("POST", "/api/v1/cases/search", search, "Find cases by words, author or number", FoundView, SearchBody),
    Route("GET", _CASE, show_case, "One case", CaseView, query=(("reveal", "1 shows personal data; it is audited"),)),
    Route("POST", f"{_CASE}/approve", approve, "Approve exact texts; private ones leave first", Sent, ApproveBody),
    Route("POST", f"{_CASE}/act", act, "Hide, show, delete or block; some need a lead", Sent, ActBody),
    Route("POST", f"{_CASE}/undo", undo, "Take back what has not left yet", Undone),
    Route("POST", f"{_CASE}/check", check, "What the privacy gate says of a text", Gate, CheckBody),
    Route("POST", f"{_CASE}/state", move, "Close or reopen", CaseView, StateBody),
)
