"""Promises on the screen: how brands keep their word, what is due, and what a person says became of each."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from monitor.domain.errors import AsideError, Conflict, NotFound, Rejected
from monitor.domain.promises import Promise, PromiseState
from monitor.web.answering_views import read_promises
from monitor.web.answers import BAD_REQUEST
from monitor.web.desk import DESK, USER
from monitor.web.rendering import render

PAGE = "/promises"


async def promises_page(request: web.Request) -> web.Response:
    """The record of each brand, and the promises that are open or were broken."""
    return await _page(request)


async def _page(request: web.Request, problem: AsideError | None = None) -> web.Response:
    shown = (PromiseState.OPEN, PromiseState.BROKEN)
    view = await read_promises(request.app[DESK].store, request.query.get("brand"), shown)
    status = 200 if problem is None else 409 if isinstance(problem, Conflict) else 422
    return render(request, "promises.html", status=status, here="promises", view=view, problem=problem)


async def settle(request: web.Request) -> web.Response:
    """Mark a promise kept or broken, or move it to another time, given by the clock of the screens."""
    form = await request.post()
    to, reason = str(form.get("to", "")), str(form.get("reason", "")) or None
    promise_id, actor, word = int(request.match_info["promise_id"]), request[USER].name, request.app[DESK].word
    if to not in {"moved", PromiseState.KEPT, PromiseState.BROKEN}:
        raise Rejected("the form cannot be read", rule=BAD_REQUEST)
    try:
        if to == "moved":
            due_at = _moment(str(form.get("due", "")), request.app[DESK].zone)
            settled: Promise = await word.move(promise_id, due_at, actor=actor, reason=reason)
        else:
            settled = await word.settle(promise_id, PromiseState(to), actor=actor, reason=reason)
    except (Conflict, Rejected) as error:
        return await _page(request, error)
    except NotFound:
        raise web.HTTPSeeOther(PAGE) from None
    raise web.HTTPSeeOther(PAGE if form.get("back") == "list" else f"/cases/{settled.case_id}")


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """Read what a browser sends for a date with a time, by the clock of the screens. Raises Rejected."""
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise Rejected("say to which day and time the promise is moved", rule="promise_in_past") from None
    return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)


ROUTES = (
    web.get(PAGE, promises_page),
    web.post(f"{PAGE}/{{promise_id:[0-9]{{1,18}}}}", settle),
)
