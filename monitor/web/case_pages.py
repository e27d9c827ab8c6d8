"""The page of one case, and what its forms do; what somebody typed is never lost, whatever is refused."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from monitor.domain.approval import LEADS
from monitor.domain.cases import CaseState
from monitor.domain.errors import AsideError, Conflict, GateClosed, NotFound, Rejected
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxState
from monitor.services.approve import Wanted
from monitor.services.situations import LANGUAGES, STILL_COUNTS
from monitor.web.answers import BAD_REQUEST
from monitor.web.api.cases import case_id_of, reveal_by
from monitor.web.case_views import check_text, read_case
from monitor.web.correction_views import choices
from monitor.web.desk import DESK, USER
from monitor.web.inbox_views import read_inbox
from monitor.web.playbook_views import read_titles
from monitor.web.rendering import render
from monitor.web.views import CaseView, DraftView, Gate

CAN_BE_UNDONE = frozenset({OutboxState.QUEUED, OutboxState.WAITING})
NO_SUCH_FORM = "the form cannot be read"


@dataclass(frozen=True, slots=True)
class Typed:
    """One text of the form as it was sent."""

    wanted: Wanted
    visibility: str


async def case(request: web.Request) -> web.Response:
    """One case."""
    return await _page(request)


async def _page(
    request: web.Request, *, problem: AsideError | None = None, typed: Sequence[Typed] = (), status: int = 200
) -> web.Response:
    view = await read_case(request.app[DESK], case_id_of(request), reveal_by(request))
    kept = {each.visibility: each.wanted.text for each in typed}
    underway = any(OutboxState(entry.state) in STILL_COUNTS for entry in view.entries)
    answering = any(OutboxState(entry.state) in STILL_COUNTS and entry.text for entry in view.entries)
    drafts = view.drafts if view.row.state is CaseState.OPEN and not answering else []
    gates = await _gates(request, drafts, kept)
    return render(
        request,
        "case.html",
        status=status,
        here="inbox",
        case=view,
        titles=await read_titles(request.app[DESK]),
        choices=choices(),
        drafts=drafts,
        problem=problem,
        findings=problem.findings if isinstance(problem, GateClosed) else (),
        typed=kept,
        gates=gates,
        unsent=_unsent(kept, drafts),
        underway=underway,
        may_lead=request[USER].role in LEADS,
        newest_gone=any(text.deleted and text.id == view.newest for text in view.conversation),
        undoable=any(OutboxState(entry.state) in CAN_BE_UNDONE for entry in view.entries),
        next_case=await _next(request, view),
    )


async def _gates(request: web.Request, drafts: Sequence[DraftView], kept: Mapping[str, str]) -> dict[str, Gate]:
    """What the gate says of the typed texts, which may differ from the drafts."""
    desk, case_id = request.app[DESK], case_id_of(request)
    typed = [(draft.visibility, draft.move, kept[draft.visibility]) for draft in drafts if draft.visibility in kept]
    return {visibility: await check_text(desk, case_id, text, MoveKind(move)) for visibility, move, text in typed}


def _unsent(kept: Mapping[str, str], drafts: Sequence[DraftView]) -> list[str]:
    """Typed texts that no editor of the page can show any more."""
    places = {draft.visibility for draft in drafts}
    return [text for visibility, text in kept.items() if visibility not in places]


async def _next(request: web.Request, view: CaseView) -> int | None:
    """The first open case beside this one."""
    page = await read_inbox(request.app[DESK], CaseState.OPEN.value, None, "", limit=2)
    return next((row.id for row in page.rows if row.id != view.row.id), None)


async def approve(request: web.Request) -> web.Response:
    """Approve the texts as they stand in the form."""
    form = await request.post()
    typed = [_typed(str(value), form) for value in form.getall("draft", [])]

    async def act() -> None:
        desk = request.app[DESK]
        await desk.approve.texts(case_id_of(request), [each.wanted for each in typed], actor=request[USER].name)
        desk.wake("deliver")

    if not typed:
        raise Rejected(NO_SUCH_FORM, rule=BAD_REQUEST)
    return await act_and_show(request, act, typed=typed)


def _typed(value: str, form: Mapping[str, object]) -> Typed:
    """Read one draft of the form; browsers send line ends as CRLF.

    Raises Rejected.
    """
    draft, version, visibility = (*value.split(":"), "", "", "")[:3]
    if visibility not in {"public", "private"}:
        raise Rejected(NO_SUCH_FORM, rule=BAD_REQUEST)
    text = str(form.get(f"text-{draft}", "")).replace("\r\n", "\n")
    return Typed(Wanted(_number(draft), _number(version), text), visibility)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Rejected(NO_SUCH_FORM, rule=BAD_REQUEST)
    return int(text)


async def act(request: web.Request) -> web.Response:
    """Hide, show again, delete, take back or block."""
    form = await request.post()
    mention, kind = _number(str(form.get("mention", ""))), str(form.get("move", ""))
    if kind not in set(MoveKind):
        raise Rejected(NO_SUCH_FORM, rule=BAD_REQUEST)

    async def do() -> None:
        desk = request.app[DESK]
        await desk.act.on(case_id_of(request), mention, MoveKind(kind), actor=request[USER].name)
        desk.wake("deliver")

    return await act_and_show(request, do)


async def undo(request: web.Request) -> web.Response:
    """Take back what has not left."""

    async def act() -> None:
        await request.app[DESK].approve.undo(case_id_of(request), actor=request[USER].name)

    return await act_and_show(request, act)


async def move(request: web.Request) -> web.Response:
    """Close or reopen."""
    form = await request.post()
    version, to = _number(str(form.get("version", ""))), str(form.get("to", ""))
    if to not in set(CaseState):
        raise Rejected(NO_SUCH_FORM, rule=BAD_REQUEST)

    async def act() -> None:
        await request.app[DESK].close.move(
            case_id_of(request), CaseState(to), version=version, actor=request[USER].name
        )
        request.app[DESK].wake("propose")

    return await act_and_show(request, act)


async def language(request: web.Request) -> web.Response:
    """Say in which language to answer."""
    form = await request.post()
    version, chosen = _number(str(form.get("version", ""))), str(form.get("language", ""))
    if chosen not in LANGUAGES:
        raise Rejected(NO_SUCH_FORM, rule=BAD_REQUEST)

    async def act() -> None:
        desk = request.app[DESK]
        await desk.close.answer_in(case_id_of(request), chosen, version=version, actor=request[USER].name)
        desk.wake("propose")

    return await act_and_show(request, act)


async def act_and_show(
    request: web.Request, act: Callable[[], Awaitable[None]], *, typed: Sequence[Typed] = ()
) -> web.Response:
    """Do it and show the case; what is refused is said on the page, beside the typed text."""
    try:
        await act()
    except (Conflict, GateClosed, Rejected, NotFound) as error:
        return await _page(request, problem=error, typed=typed, status=409 if isinstance(error, Conflict) else 422)
    raise web.HTTPSeeOther(f"/cases/{case_id_of(request)}")


async def gate(request: web.Request) -> web.Response:
    """What the privacy gate says of a text while it is being typed, as a piece of the page."""
    form = await request.post()
    kind = str(form.get("move", ""))
    if kind not in set(MoveKind):
        raise Rejected(NO_SUCH_FORM, rule=BAD_REQUEST)
    text = str(form.get("text", "")).replace("\r\n", "\n")
    checked = await check_text(request.app[DESK], case_id_of(request), text, MoveKind(kind))
    return render(request, "gate.html", gate=checked)


_CASE = "/cases/{case_id:[0-9]{1,18}}"
ROUTES = (
    web.get(_CASE, case),
    web.post(f"{_CASE}/approve", approve),
    web.post(f"{_CASE}/act", act),
    web.post(f"{_CASE}/undo", undo),
    web.post(f"{_CASE}/state", move),
    web.post(f"{_CASE}/language", language),
    web.post(f"{_CASE}/gate", gate),
)
