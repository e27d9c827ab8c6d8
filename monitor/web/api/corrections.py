"""Corrections of what the analyser said of a customer's text."""

from typing import Annotated, Literal

import msgspec
from aiohttp import web

from monitor.domain.assessments import ActLabel
from monitor.domain.corrections import Verdict
from monitor.web.answers import as_json, body_of
from monitor.web.api.cases import Number, case_id_of
from monitor.web.api.routes import Route
from monitor.web.case_views import read_case
from monitor.web.desk import DESK, USER
from monitor.web.views import CaseView


class CorrectBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the text is; what is left out stays as the analyser said. `mention_id`: default the newest text.

    A value equal to what the analyser said is kept as a confirmation, and taught from too.
    """

    sentiment: Literal["negative", "neutral", "positive"] | None = None
    act: ActLabel | None = None
    kind: Annotated[str, msgspec.Meta(pattern="^[a-z_]{1,30}$")] | None = None
    urgency: Annotated[int, msgspec.Meta(ge=0, le=3)] | None = None
    language: Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")] | None = None
    about_us: bool | None = None
    mention_id: Number | None = None

    def wanted(self) -> dict[Verdict, str]:
        """Return the verdicts given."""
        given = {Verdict(name): getattr(self, name) for name in Verdict if getattr(self, name) is not None}
        return {name: _said(value) for name, value in given.items()}


class UndoBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose correction to take back; default the newest text."""

    mention_id: Number | None = None


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


async def correct(request: web.Request) -> web.Response:
    """Put verdicts right."""
    body = await body_of(request, CorrectBody)
    desk, case_id = request.app[DESK], case_id_of(request)
    await desk.correct.correct(case_id, body.wanted(), actor=request[USER].name, mention_id=body.mention_id)
    desk.wake("propose")
    return as_json(await read_case(desk, case_id, ""))


async def undo_correction(request: web.Request) -> web.Response:
    """Take the last correction back."""
    body = await body_of(request, UndoBody)
    desk, case_id = request.app[DESK], case_id_of(request)
    await desk.correct.undo(case_id, actor=request[USER].name, mention_id=body.mention_id)
    desk.wake("propose")
    return as_json(await read_case(desk, case_id, ""))


_CASE = "/api/v1/cases/{case_id:[0-9]{1,18}}"
ROUTES = (
    Route(
        "POST", f"{_CASE}/correct", correct, "Correct what the analyser said; in effect at once", CaseView, CorrectBody
    ),
    Route("POST", f"{_CASE}/correct/undo", undo_correction, "Take the last correction back", CaseView, UndoBody),
)
