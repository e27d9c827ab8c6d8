"""Forms of the case page that put right what the analyser said."""

from aiohttp import web

from monitor.domain.corrections import Verdict
from monitor.web.api.cases import case_id_of
from monitor.web.case_pages import act_and_show
from monitor.web.desk import DESK, USER

ALL_RIGHT = "all_right"
_BEFORE = "before-"


async def correct(request: web.Request) -> web.Response:
    """Keep what differs from what the form showed, or, by the other button, that all of it is right."""
    form = await request.post()
    changed = {
        verdict: str(form[verdict])
        for verdict in Verdict
        if verdict in form and form[verdict] != form.get(f"{_BEFORE}{verdict}")
    }

    async def act() -> None:
        desk, case_id, actor = request.app[DESK], case_id_of(request), request[USER].name
        if ALL_RIGHT in form:
            await desk.correct.confirm(case_id, actor=actor)
        else:
            await desk.correct.correct(case_id, changed, actor=actor)
        desk.wake("propose")

    return await act_and_show(request, act)


async def undo(request: web.Request) -> web.Response:
    """Take the last correction back."""

    async def act() -> None:
        desk = request.app[DESK]
        await desk.correct.undo(case_id_of(request), actor=request[USER].name)
        desk.wake("propose")

    return await act_and_show(request, act)


_CASE = "/cases/{case_id:[0-9]{1,18}}"
ROUTES = (
    web.post(f"{_CASE}/correct", correct),
    web.post(f"{_CASE}/correct/undo", undo),
)
