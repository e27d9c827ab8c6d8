"""Laiptinė's API on aiohttp, with the faults, clock and journal of Aside's own simulator."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import format_datetime

from aiohttp import web

from connectors.simulator.clock import CLOCK, SimulatedClock
from connectors.simulator.faults import FAULTS, Fault, Faults, serve_with_fault
from connectors.simulator.journal import JOURNAL, Journal, journal_middleware
from laiptine.simulator.board import KEY, OURS, Board, Refused, Text, shown

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
BOARD = web.AppKey("BOARD", Board)
RIGHTS = ["read", "write", "letters"]
_MOST = {"talk": 1_000, "letters": 4_000}


class _Words:
    """How Laiptinė words the faults."""

    def rate_limited(self, request: web.Request, fault: Fault) -> web.Response:
        return _refusal("too_many", 429, wait=fault.retry_after)

    def expired_token(self, request: web.Request, fault: Fault) -> web.Response:
        return _refusal("key_dead", 401)

    def missing_permission(self, request: web.Request, fault: Fault) -> web.Response:
        return _refusal("no_right", 403)

    def show_full_usage(self, response: web.StreamResponse) -> None:
        response.headers["Laiptine-Calls-Left"] = "0"


def _refusal(word: str, status: int, **more: float) -> web.Response:
    return web.json_response({"trouble": word, **more}, status=status)


@web.middleware
async def _frame(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.path.startswith("/play"):
        return await handler(request)
    fault = request.app[FAULTS].next("laiptine", request.method, request.path)
    return await serve_with_fault(fault, request, lambda asked: _answer(asked, handler), _Words())


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.headers.get("Laiptine-Key") != KEY:
        return _refusal("key_dead", 401)
    try:
        response = await handler(request)
    except Refused as refused:
        return _refusal(refused.word, refused.status)
    response.headers["Laiptine-Calls-Left"] = "500"
    return response


async def _tell_time(request: web.Request, response: web.StreamResponse) -> None:
    now = request.app[CLOCK].now()
    response.headers["Date"] = format_datetime(now, usegmt=True)
    response.headers["Laiptine-Calls-Until"] = str(int(now.timestamp()) + 900)


async def _me(request: web.Request) -> web.Response:
    return web.json_response(
        {
            "member": OURS,
            "name": "Namų tarnyba",
            "rights": RIGHTS,
            "until": "2027-06-01T00:00:00Z",
        }
    )


async def _changes(request: web.Request) -> web.Response:
    """List changes of one kind from a number on, in their order."""
    query, letters = request.query, request.path.endswith("letters")
    texts = sorted(request.app[BOARD].texts.values(), key=lambda text: text.seq)
    wanted = [text for text in texts if bool(text.to) is letters and text.seq >= int(query["from"])]
    if "since" in query:
        since = datetime.fromisoformat(query["since"])
        wanted = [text for text in wanted if text.written >= since]
    page = wanted[: int(query["take"])]
    behind = len(wanted) - len(page)
    following = page[-1].seq + 1 if behind else request.app[BOARD].seq + 1
    return web.json_response({"items": [shown(text) for text in page], "next": following, "behind": behind})


async def _write(request: web.Request) -> web.Response:
    body, letters = await request.json(), request.path.endswith("letters")
    if len(body["words"]) > _MOST["letters" if letters else "talk"]:
        raise Refused("too_long", 422)
    board = request.app[BOARD]
    if letters:
        made = board.send(OURS, body["to"], body["words"], mark=body["mark"])
    else:
        made = board.write(OURS, body["words"], above=body["above"], mark=body["mark"])
    return web.json_response({"id": made}, status=201)


async def _entry(request: web.Request) -> web.Response:
    return web.json_response(shown(_found(request)))


async def _withdraw(request: web.Request) -> web.Response:
    """Take an entry of ours back; what others wrote stays."""
    text = _found(request)
    if text.by != OURS or text.to:
        raise Refused("no_right", 403)
    if text.withdrawn:
        raise Refused("not_there", 404)
    request.app[BOARD].withdraw(text.id)
    return web.json_response({"id": text.id})


def _found(request: web.Request) -> Text:
    text = request.app[BOARD].texts.get(request.match_info["id"])
    if text is None:
        raise Refused("not_there", 404)
    return text


async def _marks(request: web.Request) -> web.Response:
    texts = request.app[BOARD].marked(request.match_info["mark"])
    return web.json_response({"items": [{"id": text.id, "words": text.words} for text in texts]})


async def _play(request: web.Request) -> web.Response:
    """Write as a neighbour: a letter with `letter`, else an entry."""
    body, board = await request.json(), request.app[BOARD]
    if body.get("letter"):
        return web.json_response({"id": board.send(body["by"], OURS, body["words"])})
    return web.json_response({"id": board.write(body["by"], body["words"])})


async def _stands(request: web.Request) -> web.Response:
    return web.json_response([_told(text) for text in request.app[BOARD].texts.values()])


def _told(text: Text) -> dict[str, str | None]:
    return {"id": text.id, "by": text.by, "to": text.to, "above": text.above, "words": text.words}


def build_app(fixed_time: datetime | None = None) -> web.Application:
    """Build the whole of it; `app[CLOCK]`, `app[FAULTS]`, `app[JOURNAL]` and `app[BOARD]` are open to tests."""
    app = web.Application(middlewares=[journal_middleware, _frame])
    app[CLOCK] = SimulatedClock(fixed_time)
    app[FAULTS], app[JOURNAL] = Faults(), Journal()
    app[BOARD] = Board(app[CLOCK].now)
    app.on_response_prepare.append(_tell_time)
    app.router.add_get("/v1/me", _me)
    app.router.add_get("/v1/marks/{mark}", _marks)
    for kind in ("talk", "letters"):
        app.router.add_get(f"/v1/{kind}", _changes)
        app.router.add_post(f"/v1/{kind}", _write)
    app.router.add_get("/v1/talk/{id}", _entry)
    app.router.add_post("/v1/talk/{id}/withdraw", _withdraw)
    app.router.add_get("/play", _stands)
    app.router.add_post("/play", _play)
    return app
