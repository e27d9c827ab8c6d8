"""The front door of the simulated Graph API: version, token, budget, faults, then the read or write."""

import json
from typing import Any

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.faults import FAULTS, Fault, serve_with_fault
from connectors.simulator.graph.access import Caller, admit, token_in
from connectors.simulator.graph.addressing import Parameters, Place, place_of
from connectors.simulator.graph.app_subscriptions import subscriptions
from connectors.simulator.graph.catalogue import SHAPES
from connectors.simulator.graph.errors import THROTTLED, GraphError, no_such_object, refuse
from connectors.simulator.graph.numbers import ids_as_numbers
from connectors.simulator.graph.parameters import parameters_of, texts
from connectors.simulator.graph.reading import read_edge, read_many, read_node, visible_node
from connectors.simulator.graph.rendering import Node, View, lacking
from connectors.simulator.graph.scripted import Script
from connectors.simulator.graph.state import GraphState
from connectors.simulator.graph.tokens import LogIns, inspect
from connectors.simulator.graph.usage import Usage, show_full
from connectors.simulator.graph.webhooks import WebhookSender
from connectors.simulator.graph.writing import write
from connectors.simulator.identities import META_APP_ID


class GraphApi:
    """Answers every request to `/v26.0/…`."""

    def __init__(self, state: GraphState, webhooks: WebhookSender) -> None:
        self.state = state
        self.webhooks = webhooks
        self.usage = Usage(state.options)
        self.script = Script()
        self.log_ins = LogIns()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, with the faults that are in force for its network."""
        call = _Call(self, request)
        try:
            await call.read()
        except GraphError as error:
            return call.refusal(error)
        fault = request.app[FAULTS].next(call.network, request.method, request.path)
        return await serve_with_fault(fault, request, call.answer, call)


class _Call:
    """One request on its way; also words the ordered faults (`FaultAnswers`) as the Graph API would."""

    def __init__(self, api: GraphApi, request: web.Request) -> None:
        self._api = api
        self._state = api.state
        self._request = request
        self._parameters: Parameters = {}
        self._now = request.app[CLOCK].now()
        root, _, self._edge = request.match_info["path"].strip("/").partition("/")
        self._root = root
        self._version = served_version(request.match_info["version"], api.state)
        self._place = Place()

    @property
    def network(self) -> str:
        """Name the network whose faults the call meets."""
        return self._place.network

    async def read(self) -> None:
        """Take the parameters in; they decide whom the call concerns."""
        self._parameters = await parameters_of(self._request)
        try:
            token = token_in(self._request, self._parameters)
        except GraphError:
            token = ""  # refused later, in its turn; faults come first
        self._place = place_of(self._state, self._root, self._edge, self._parameters, token)

    async def answer(self, _request: web.Request) -> web.StreamResponse:
        """Answer without an ordered fault."""
        scripted = self._api.script.next(self._request.method, self._request.path)
        try:
            self._check_version()
            if scripted and not scripted.after_effect:
                raise refuse(scripted.code, scripted.subcode)
            answer = await self._result()
            if scripted:
                raise refuse(scripted.code, scripted.subcode)
        except GraphError as error:
            return self.refusal(error)
        return answer if isinstance(answer, web.StreamResponse) else self._response(answer, 200)

    def refusal(self, error: GraphError) -> web.Response:
        """Word a refusal, with the headers that come with it."""
        response = self._response(error.body(f"{self._request.path}{self._now}"), error.http_status)
        if error.code in (102, 190):
            response.headers["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{error.message}"'
        if error.code in THROTTLED.values():
            show_full(response, *self._place.budget)
        return response

    def rate_limited(self, request: web.Request, fault: Fault) -> web.Response:  # noqa: ARG002 -- a port
        """Refuse as throttled: with the ordered code, or the one of the account's budget."""
        response = self.refusal(refuse(fault.code or THROTTLED[self._place.budget[1]]))
        show_full(response, *self._place.budget)
        return response

    def expired_token(self, request: web.Request, fault: Fault) -> web.Response:  # noqa: ARG002 -- a port
        """Refuse as if the session had expired; a code ordered with the fault is the subcode."""
        return self.refusal(refuse(190, fault.code or 463))

    def missing_permission(self, request: web.Request, fault: Fault) -> web.Response:  # noqa: ARG002 -- a port
        """Refuse for a lapsed permission."""
        return self.refusal(refuse(fault.code) if fault.code else lacking("pages_read_engagement"))

    def show_full_usage(self, response: web.StreamResponse) -> None:
        """Say that the budget is used up."""
        show_full(response, *self._place.budget)

    async def _result(self) -> dict[str, Any] | web.Response:
        place = f"{self._root}/{self._edge}".strip("/")
        if place == "dialog/oauth":
            return self._api.log_ins.dialog(self._request)
        if place == "oauth/access_token":
            return self._api.log_ins.exchange(texts(self._parameters))
        caller = admit(self._state, self._request, self._parameters)
        if place == "debug_token":
            self._api.usage.count(META_APP_ID, "app", self._now)
            return inspect(self._state, caller, texts(self._parameters))
        if place == f"{META_APP_ID}/subscriptions":
            return await subscriptions(self._api.webhooks, caller, self._request.method, self._parameters)
        return self._node_result(caller)

    def _node_result(self, caller: Caller) -> dict[str, Any]:
        view = View(
            self._state,
            caller.account,
            caller.token,
            caller.holder,
            f"{self._request.scheme}://{self._request.host}/{self._version}",
            self._now,
            SHAPES,
        )
        method, args = self._request.method, texts(self._parameters)
        if not self._root:
            return read_many(view, args)
        node = self._node(view, method)
        if caller.holder != "page":
            self._place = Place(self.network)
        self._api.usage.count(*self._place.budget, self._now)
        if method == "GET" and self._edge == "conversations" and self.network == "instagram":
            self._api.usage.count_conversation(self._place.budget[0], self._now)
        if method == "GET" and self._edge:
            return read_edge(view, node, self._edge, args)
        if method == "GET":
            return read_node(view, node, args)
        return write(view, method, node, self._edge, self._parameters)

    def _node(self, view: View, method: str) -> Node:
        if self._root != "me":
            return visible_node(view, self._root, method)
        if view.account is not None:
            return Node("page", view.account)
        if view.holder == "user":
            return Node("user", self._state)
        raise no_such_object("me", method)

    def _check_version(self) -> None:
        asked = self._request.match_info["version"]
        if _tenths(asked) > self._state.options.newest_version:
            raise GraphError(f"Unknown path components: /{asked}{self._request.path}", 2500)

    def _response(self, body: dict[str, Any], status: int) -> web.Response:
        if self._state.options.ids_as_numbers:
            body = ids_as_numbers(body)
        headers = {
            "Content-Type": "application/json; charset=UTF-8",
            "facebook-api-version": self._version,
            "x-fb-rev": "1",
            "Access-Control-Allow-Origin": "*",
            **self._api.usage.headers(*self._place.budget, self._now),
        }
        return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)


def served_version(asked: str, state: GraphState) -> str:
    """Tell which version answers: an expired one is silently served by the oldest that lives."""
    tenths = min(max(_tenths(asked), state.options.oldest_version), state.options.newest_version)
    return f"v{tenths // 10}.{tenths % 10}"


def _tenths(version: str) -> int:
    major, _, minor = version.removeprefix("v").partition(".")
    return int(major) * 10 + min(int(minor), 9)  # minor numbers above 9 died with v2
