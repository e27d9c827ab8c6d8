"""Learning from corrections, assessing anew, and other weights on the last week: for leads."""

from typing import Annotated

import msgspec
from aiohttp import web

from monitor.domain.approval import LEADS
from monitor.services.replay import weights_of
from monitor.services.rescore import PER_SECOND
from monitor.web.answers import as_json, body_of
from monitor.web.api.routes import Route
from monitor.web.desk import DESK, USER
from monitor.web.learning_views import (
    LearningView,
    LessonView,
    ReplayView,
    RescoringView,
    WeightsView,
    lesson_view,
    read_learning,
    replay_view,
    rescoring_view,
    weights_view,
)


class BrandBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which brand."""

    brand: str


class RescoringBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many texts a second at most."""

    per_second: Annotated[int, msgspec.Meta(ge=1, le=1000)] = PER_SECOND


class ReplayBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights that differ from those in use, by the names of the settings under `[priority]`."""

    weights: dict[str, float]


class RolledBack(msgspec.Struct, frozen=True):
    """The version in use now; 0 = the shipped models alone."""

    active_version: int


def only_leads(request: web.Request) -> None:
    """Let leads in, and those above them."""
    if request[USER].role not in LEADS:
        raise web.HTTPForbidden(text="only leads change how Aside judges")


async def show_learning(request: web.Request) -> web.Response:
    """Answer labels, lessons and figures of every brand."""
    return as_json(await read_learning(request.app[DESK]))


async def ask_for_lesson(request: web.Request) -> web.Response:
    """Begin a lesson."""
    only_leads(request)
    body = await body_of(request, BrandBody)
    desk = request.app[DESK]
    lesson = await desk.learn.ask(body.brand, actor=request[USER].name)
    desk.wake("learn")
    return as_json(lesson_view(lesson))


async def roll_back(request: web.Request) -> web.Response:
    """Go back one version."""
    only_leads(request)
    body = await body_of(request, BrandBody)
    version = await request.app[DESK].learn.roll_back(body.brand, actor=request[USER].name)
    return as_json(RolledBack(version or 0))


async def begin_rescoring(request: web.Request) -> web.Response:
    """Begin assessing anew."""
    only_leads(request)
    body = await body_of(request, RescoringBody)
    desk = request.app[DESK]
    job = await desk.rescore.begin(actor=request[USER].name, per_second=body.per_second)
    desk.wake("rescore")
    return as_json(rescoring_view(job))


async def stop_rescoring(request: web.Request) -> web.Response:
    """Stop it."""
    only_leads(request)
    desk = request.app[DESK]
    await desk.rescore.stop(actor=request[USER].name)
    return as_json(await read_learning(desk))


async def show_weights(request: web.Request) -> web.Response:
    """Answer the weights in use."""
    return as_json(weights_view(request.app[DESK].replay.policy))


async def replay_weights(request: web.Request) -> web.Response:
    """Play the last week again."""
    only_leads(request)
    body = await body_of(request, ReplayBody)
    replay = request.app[DESK].replay
    return as_json(replay_view(await replay.run(weights_of(replay.policy, body.weights))))


_LEARNING = "/api/v1/learning"
ROUTES = (
    Route("GET", _LEARNING, show_learning, "What was corrected, learnt and assessed anew, by brand", LearningView),
    Route("POST", f"{_LEARNING}/lessons", ask_for_lesson, "Learn from a brand's corrections", LessonView, BrandBody),
    Route("POST", f"{_LEARNING}/rollback", roll_back, "Go back one version of a brand's model", RolledBack, BrandBody),
    Route(
        "POST",
        "/api/v1/rescoring",
        begin_rescoring,
        "Assess stored texts anew, newest first; only open cases move",
        RescoringView,
        RescoringBody,
    ),
    Route(
        "POST", "/api/v1/rescoring/stop", stop_rescoring, "Stop assessing anew; what it has done stays", LearningView
    ),
    Route("GET", "/api/v1/weights", show_weights, "The weights of the priority in use", WeightsView),
    Route(
        "POST",
        "/api/v1/weights/replay",
        replay_weights,
        "The last week under other weights; nothing changes",
        ReplayView,
        ReplayBody,
    ),
)
