"""Endpoints about people: the one who calls, and others by id."""

from connectors.simulator.x.call import Answer, Call
from connectors.simulator.x.choice import field_params
from connectors.simulator.x.params import checked_id
from connectors.simulator.x.problems import missing_user
from connectors.simulator.x.render import Rendering
from connectors.simulator.x.wire import Json


async def me(call: Call) -> Answer:
    """GET /2/users/me."""
    params = call.params(*field_params(call.words, user=True))
    rendering = call.rendering(params, call.words.user_expansions)
    document = rendering.user(call.me)
    call.charge_shown(rendering)
    return Answer(rendering.body(document))


def _lookup(call: Call, rendering: Rendering, user_id: str, parameter: str) -> Json | None:
    user = call.state.people.get(user_id)
    if user is None or user.suspended:
        rendering.errors.append(missing_user(user_id, parameter, suspended=user is not None))
        return None
    return rendering.user(user)


async def user(call: Call) -> Answer:
    """GET /2/users/{id}."""
    params = call.params(*field_params(call.words, user=True))
    rendering = call.rendering(params, call.words.user_expansions)
    document = _lookup(call, rendering, checked_id("id", call.part("id")), "id")
    call.charge_shown(rendering)
    return Answer(rendering.body(document))


async def users(call: Call) -> Answer:
    """GET /2/users: up to a hundred by id."""
    params = call.params("ids", *field_params(call.words, user=True))
    ids = params.ids("ids")
    rendering = call.rendering(params, call.words.user_expansions)
    shown = [document for user_id in ids if (document := _lookup(call, rendering, user_id, "ids"))]
    call.charge_shown(rendering)
    return Answer(rendering.body(shown))
