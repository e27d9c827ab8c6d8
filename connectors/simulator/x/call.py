"""One call to the simulated X on its way: who calls, is there room, what is asked, what is answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.x.auth import Caller, admit, identify
from connectors.simulator.x.choice import read_choice
from connectors.simulator.x.limits import LIMITS
from connectors.simulator.x.model import User
from connectors.simulator.x.params import Params
from connectors.simulator.x.prices import METER
from connectors.simulator.x.problems import Body, Refusal, absolute, invalid
from connectors.simulator.x.render import Rendering
from connectors.simulator.x.state import X_STATE, XState
from connectors.simulator.x.vocabulary import VOCABULARY, Vocabulary


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer."""

    body: Body
    status: int = 200


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was let in."""

    request: web.Request
    caller: Caller

    @property
    def state(self) -> XState:
        """The whole of the simulated X."""
        return self.request.app[X_STATE]

    @property
    def words(self) -> Vocabulary:
        """The vocabulary the server speaks."""
        return self.request.app[VOCABULARY]

    @property
    def viewer(self) -> User | None:
        """The user who calls; None for an app."""
        return self.state.people.get(self.caller.user_id or "")

    @property
    def me(self) -> User:
        """The user who calls, where only users are let in."""
        return self.state.user(self.caller.user_id or "")

    def part(self, name: str) -> str:
        """Read a part of the path."""
        return self.request.match_info[name]

    def params(self, *allowed: str) -> Params:
        """Read the query string. Raises Refusal (400) for a parameter this endpoint does not have."""
        return Params(self.request.query, allowed)

    def rendering(self, params: Params, expandable: frozenset[str]) -> Rendering:
        """Begin an answer with the fields asked for."""
        choice = read_choice(params, self.words, expandable)
        return Rendering(self.state, self.words, choice, self.viewer)

    async def json(self) -> dict[str, Any]:
        """Read the body. Raises Refusal (400) when it is no JSON object."""
        try:
            body = await self.request.json()
        except (ValueError, LookupError):  # no JSON, or an encoding nobody knows
            body = None
        if not isinstance(body, dict):
            raise invalid("Request body is not a valid JSON object")
        return body

    def charge(self, kind: str) -> None:
        """Charge a write."""
        self.request.app[METER].charge(kind)

    def charge_shown(self, rendering: Rendering, *, own: bool = False) -> None:
        """Charge what an answer shows."""
        self.request.app[METER].charge_reads(rendering.shown, self.state.clock.now(), own=own)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API: who may call it and what answers. `name` is its key in the limits."""

    name: str
    method: str
    path: str
    answer: Callable[[Call], Awaitable[Answer]]
    scopes: str = "tweet.read users.read"
    users_only: bool = False
    apps_only: bool = False


def handler_of(endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make the aiohttp handler: identify, let in, count, check the purse, answer, tell the standing."""

    async def handle(request: web.Request) -> web.Response:
        host, now = request.app[VOCABULARY].host, request.app[CLOCK].now()
        standing: dict[str, str] = {}
        try:
            caller = identify(request)
            who = {"users_only": endpoint.users_only, "apps_only": endpoint.apps_only}
            admit(caller, **who, scopes=frozenset(endpoint.scopes.split()))
            request.app[LIMITS].count(endpoint.name, caller, now)
            standing = request.app[LIMITS].headers(endpoint.name, caller, now)
            request.app[METER].admit(now)
            answer = await endpoint.answer(Call(request, caller))
        except Refusal as refusal:
            response = refusal.response(host)
            response.headers.update(standing)
            return response
        return web.json_response(absolute(answer.body, host), status=answer.status, headers=standing)

    return handle
