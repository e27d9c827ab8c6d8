"""Screens for leads: what was learnt from corrections, assessing anew, and the last week under other weights."""

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from monitor.domain.errors import AsideError, Rejected
from monitor.services.replay import weights_of
from monitor.web.answers import BAD_REQUEST
from monitor.web.api.learning import only_leads
from monitor.web.desk import DESK, USER
from monitor.web.learning_views import ReplayView, read_learning, replay_view
from monitor.web.rendering import render

PAGE = "/settings/learning"
WEIGHTS = "/settings/weights"


async def page(request: web.Request) -> web.Response:
    """Show brands, their labels, lessons and figures, and assessing anew."""
    only_leads(request)
    return await _page(request)


async def _page(request: web.Request, problem: AsideError | None = None) -> web.Response:
    view = await read_learning(request.app[DESK])
    status = 422 if problem else 200
    return render(request, "learning.html", status=status, here="learning", learning=view, problem=problem)


async def lesson(request: web.Request) -> web.Response:
    """Begin a lesson."""
    brand = str((await request.post()).get("brand", ""))
    desk, actor = request.app[DESK], request[USER].name

    async def act() -> None:
        await desk.learn.ask(brand, actor=actor)
        desk.wake("learn")

    return await _act(request, act)


async def roll_back(request: web.Request) -> web.Response:
    """Go back one version."""
    brand = str((await request.post()).get("brand", ""))
    desk, actor = request.app[DESK], request[USER].name

    async def act() -> None:
        await desk.learn.roll_back(brand, actor=actor)

    return await _act(request, act)


async def rescoring(request: web.Request) -> web.Response:
    """Begin assessing anew, or stop it."""
    stop = (await request.post()).get("to") == "stop"
    desk, actor = request.app[DESK], request[USER].name

    async def act() -> None:
        if stop:
            await desk.rescore.stop(actor=actor)
        else:
            await desk.rescore.begin(actor=actor)
            desk.wake("rescore")

    return await _act(request, act)


async def _act(request: web.Request, act: Callable[[], Awaitable[None]]) -> web.Response:
    only_leads(request)
    try:
        await act()
    except AsideError as error:
        return await _page(request, error)
    raise web.HTTPSeeOther(PAGE)


async def weights_page(request: web.Request) -> web.Response:
    """Show the weights in use, to be tried otherwise."""
    only_leads(request)
    used = msgspec.structs.asdict(request.app[DESK].replay.policy)
    return render(request, "weights.html", here="learning", used=used, typed=used, replay=None, problem=None)


async def try_weights(request: web.Request) -> web.Response:
    """Play the last week again under the weights of the form; nothing changes."""
    only_leads(request)
    form = await request.post()
    replay = request.app[DESK].replay
    used = msgspec.structs.asdict(replay.policy)
    typed = {name: str(form.get(name, value)).strip() for name, value in used.items()}
    found: ReplayView | None = None
    problem: Rejected | None = None
    try:
        weights = weights_of(replay.policy, {name: _number(value) for name, value in typed.items()})
        found = replay_view(await replay.run(weights))
    except Rejected as error:
        problem = error
    status = 422 if problem else 200
    return render(
        request,
        "weights.html",
        status=status,
        here="learning",
        used=used,
        typed=typed,
        replay=found,
        problem=problem,
    )


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise Rejected("a weight is a number", rule=BAD_REQUEST) from None


ROUTES = (
    web.get(PAGE, page),
    web.post(f"{PAGE}/lessons", lesson),
    web.post(f"{PAGE}/rollback", roll_back),
    web.post(f"{PAGE}/rescoring", rescoring),
    web.get(WEIGHTS, weights_page),
    web.post(WEIGHTS, try_weights),
)
