"""Pages for people: log-in, inbox, case, health; every form also works without JavaScript."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote

from aiohttp import web

from monitor.domain.cases import CaseState
from monitor.domain.errors import AsideError, Conflict, GateClosed, Rejected
from monitor.domain.outbox import OutboxState
from monitor.services.approve import Wanted
from monitor.services.situations import STILL_COUNTS
from monitor.web.api.cases import case_id_of, read_case, read_inbox, reveal_by
from monitor.web.api.sessions import keep_session
from monitor.web.api.streams import poll_now, read_streams
from monitor.web.desk import DESK, USER
from monitor.web.guarding import COOKIE
from monitor.web.rendering import render
from monitor.web.words import words


async def login_page(request: web.Request) -> web.Response:
    """Ask for name and password."""
    return render(request, "login.html", wrong=False, next=_local(request.query.get("next", "/")))


async def log_in(request: web.Request) -> web.Response:
    """Check them."""
    form = await request.post()
    desk = request.app[DESK]
    session = await desk.access.log_in(str(form.get("name", "")), str(form.get("password", "")))
    wanted = _local(str(form.get("next", "/")))
    if session is None:
        return render(request, "login.html", status=401, wrong=True, next=wanted)
    response = web.HTTPSeeOther(wanted)
    keep_session(request, response, session)
    raise response


def _local(path: str) -> str:
    """Only a path of this site: a log-in must not send people elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


async def log_out(request: web.Request) -> web.Response:
    """End the session."""
    await request.app[DESK].access.log_out(request.cookies.get(COOKIE, ""))
    response = web.HTTPSeeOther("/login")
    response.del_cookie(COOKIE, path="/")
    raise response


async def inbox(request: web.Request) -> web.Response:
    """The list."""
    state = request.query.get("state", CaseState.OPEN.value)
    page = await read_inbox(request.app[DESK], state, None, request.query.get("after", ""))
    return render(request, "inbox.html", here="inbox", inbox=page, chosen=state)


async def case(request: web.Request) -> web.Response:
    """One case."""
    return await _case_page(request)


async def _case_page(
    request: web.Request, *, notice: str = "", typed: dict[int, str] | None = None, status: int = 200
) -> web.Response:
    view = await read_case(request.app[DESK], case_id_of(request), reveal_by(request))
    return render(
        request,
        "case.html",
        status=status,
        here="inbox",
        case=view,
        notice=notice,
        typed=typed or {},
        underway=any(OutboxState(entry.state) in STILL_COUNTS for entry in view.entries),
        undoable=any(entry.state in {"queued", "waiting"} for entry in view.entries),
    )


async def approve(request: web.Request) -> web.Response:
    """Approve the texts as they stand in the form."""
    form = await request.post()
    wanted = [_wanted(str(value), form) for value in form.getall("draft", [])]

    async def act() -> None:
        desk = request.app[DESK]
        await desk.approve.texts(case_id_of(request), wanted, actor=request[USER].name)
        desk.wake("deliver")

    return await _act(request, act, typed={each.draft_id: each.text for each in wanted})


def _wanted(value: str, form: Mapping[str, object]) -> Wanted:
    """Read one draft of the form; browsers send line ends as CRLF.

    Raises Rejected.
    """
    draft, _, version = value.partition(":")
    if not (draft.isdecimal() and version.isdecimal()):
        raise Rejected("the form cannot be read", rule="bad_request")
    return Wanted(int(draft), int(version), str(form.get(f"text-{draft}", "")).replace("\r\n", "\n"))


async def undo(request: web.Request) -> web.Response:
    """Take back what has not left."""

    async def act() -> None:
        await request.app[DESK].approve.undo(case_id_of(request), actor=request[USER].name)

    return await _act(request, act)


async def move(request: web.Request) -> web.Response:
    """Close or reopen."""
    form = await request.post()
    version, to = str(form.get("version", "")), str(form.get("to", ""))
    if not version.isdecimal() or to not in set(CaseState):
        raise Rejected("the form cannot be read", rule="bad_request")

    async def act() -> None:
        await request.app[DESK].close.move(
            case_id_of(request), CaseState(to), version=int(version), actor=request[USER].name
        )

    return await _act(request, act)


async def _act(
    request: web.Request, act: Callable[[], Awaitable[None]], *, typed: dict[int, str] | None = None
) -> web.Response:
    """Do it and show the case; what is refused is said on the page, with the typed text kept."""
    try:
        await act()
    except Conflict:
        text = words(request[USER].language)["changed_elsewhere"]
        return await _case_page(request, notice=text, typed=typed, status=409)
    except GateClosed as error:
        said = "; ".join(dict.fromkeys(str(getattr(finding, "why", "")) for finding in error.findings))
        return await _case_page(request, notice=f"{error}: {said}", typed=typed, status=422)
    except AsideError as error:
        return await _case_page(request, notice=f"{error}; {error.next_step}", typed=typed, status=422)
    raise web.HTTPSeeOther(f"/cases/{case_id_of(request)}")


async def health(request: web.Request) -> web.Response:
    """Streams and how they do."""
    view = await read_streams(request.app[DESK])
    return render(request, "health.html", here="health", streams=view.streams)


async def poll(request: web.Request) -> web.Response:
    """Poll an account now."""
    await poll_now(request)
    raise web.HTTPSeeOther(f"/health#{quote(request.match_info['account'])}")


_CASE = "/cases/{case_id:[0-9]{1,18}}"
ROUTES = (
    web.get("/login", login_page),
    web.post("/login", log_in),
    web.post("/logout", log_out),
    web.get("/", inbox),
    web.get(_CASE, case),
    web.post(f"{_CASE}/approve", approve),
    web.post(f"{_CASE}/undo", undo),
    web.post(f"{_CASE}/state", move),
    web.get("/health", health),
    web.post("/accounts/{account}/poll", poll),
)
