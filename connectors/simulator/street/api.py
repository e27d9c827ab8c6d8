"""The street's JSON API under `/street/api`: one customer's view of a network, and what they can do there.

Requests and answers are JSON objects; an error is `{"error": sentence}` with 400, 403 or 404. Every request names
`person` (handle), `network` and `brand` (key), reads in the query and acts in the body.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from connectors.simulator.control import body_of
from connectors.simulator.graph.state import GraphState
from connectors.simulator.identities import BRANDS
from connectors.simulator.street.on_graph import WAYS as GRAPH_WAYS
from connectors.simulator.street.on_graph import OnGraph
from connectors.simulator.street.on_x import WAYS as X_WAYS
from connectors.simulator.street.on_x import OnX
from connectors.simulator.street.people import StreetPeople, StreetPerson
from connectors.simulator.street.pulse import Pulse
from connectors.simulator.street.shapes import Json, Side, Wish, iso
from connectors.simulator.x.state import XState

LONGEST_TEXT = 5000
WAYS: Mapping[str, tuple[str, ...]] = {"x": X_WAYS, **GRAPH_WAYS}
_BRANDS = {brand.key: brand for brand in BRANDS}
_WHO = ("person", "network", "brand")

Act = Callable[[web.Request], Awaitable[Json]]


def told(act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make a handler of an act: its result as JSON, or what was wrong in a sentence."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return web.json_response(await act(request))
        except PermissionError as error:
            return web.json_response({"error": str(error)}, status=403)
        except KeyError:
            return web.json_response({"error": "that is not there, or not any more"}, status=404)
        except LookupError as error:
            return web.json_response({"error": str(error)}, status=404)
        except ValueError as error:
            return web.json_response({"error": str(error)}, status=400)

    return handle


class StreetApi:
    """Handlers of the API."""

    def __init__(self, x: XState, graph: GraphState) -> None:
        self._x, self._graph = x, graph
        self._pulse = Pulse(x, graph)
        self._people = StreetPeople()
        self._sides: Mapping[str, Side] = {
            "x": OnX(x),
            "facebook": OnGraph(graph, "facebook"),
            "instagram": OnGraph(graph, "instagram"),
        }

    def people(self) -> list[StreetPerson]:
        """List who one can be."""
        return self._people.all()

    async def add_person(self, request: web.Request) -> Json:
        """POST people `{name}`: let somebody new into the street."""
        body = await body_of(request, "name")
        taken = {user.username.lower() for user in self._x.people.all()} | set(self._graph.people)
        person = self._people.add(str(body.get("name", "")), frozenset(taken))
        return {"handle": person.handle, "name": person.name}

    async def view(self, request: web.Request) -> Json:
        """GET view: all that the page shows. With `known` the version seen last, only `version` when it holds."""
        wish, side = self._read(request.query)
        version, now = f"{self._pulse.count}", iso(self._x.clock.now())
        if request.query.get("known") == version:
            return {"version": version, "now": now}
        public, private = side.public(wish), side.private(wish)
        return {
            "version": f"{self._pulse.count}",
            "now": now,
            "accepts_messages": side.accepts_messages(wish.person),
            "public": public,
            "private": private,
        }

    async def post(self, request: web.Request) -> Json:
        """POST posts `{text, how}`: write something of one's own about the brand."""
        body = await body_of(request, *_WHO, "text", "how")
        wish, side = self._read(body)
        how = body.get("how", WAYS[str(body["network"])][0])
        if how not in WAYS[str(body["network"])]:
            raise ValueError(f"how must be one of {', '.join(WAYS[str(body['network'])])}")
        return {"id": side.post(wish, _text(body), how)}

    async def reply(self, request: web.Request) -> Json:
        """POST replies `{to, text}`: comment under a post, answer a comment or a reply."""
        body = await body_of(request, *_WHO, "to", "text")
        wish, side = self._read(body)
        return {"id": side.reply(wish, str(body.get("to")), _text(body))}

    async def edit(self, request: web.Request) -> Json:
        """PATCH posts/{id} `{text}`: change one's own post, comment or reply."""
        body = await body_of(request, *_WHO, "text")
        wish, side = self._read(body)
        side.edit(wish.person, request.match_info["id"], _text(body))
        return {"changed": True}

    async def delete(self, request: web.Request) -> Json:
        """DELETE posts/{id}: delete one's own post, comment or reply."""
        wish, side = self._read(request.query)
        side.delete(wish.person, request.match_info["id"])
        return {"deleted": True}

    async def message(self, request: web.Request) -> Json:
        """POST messages `{text}`: write to the brand in private."""
        body = await body_of(request, *_WHO, "text")
        wish, side = self._read(body)
        return {"id": side.message(wish, _text(body))}

    async def edit_message(self, request: web.Request) -> Json:
        """PATCH messages/{id} `{text}`: change one's own message."""
        body = await body_of(request, *_WHO, "text")
        wish, side = self._read(body)
        _changeable(side).edit_message(wish.person, request.match_info["id"], _text(body))
        return {"changed": True}

    async def unsend(self, request: web.Request) -> Json:
        """DELETE messages/{id}: take one's own message back."""
        wish, side = self._read(request.query)
        _changeable(side).unsend(wish.person, request.match_info["id"])
        return {"deleted": True}

    async def accept_messages(self, request: web.Request) -> Json:
        """PUT accepts-messages `{accepts}`: let businesses write, or not."""
        body = await body_of(request, *_WHO, "accepts")
        wish, side = self._read(body)
        side.accept_messages(wish.person, accepts=bool(body.get("accepts")))
        self._pulse.beat()
        return {"accepts_messages": side.accepts_messages(wish.person)}

    def _read(self, given: Mapping[str, Any]) -> tuple[Wish, Side]:
        """Find person, brand and network. Raises LookupError for an unknown person, ValueError for the others."""
        brand, side = _BRANDS.get(str(given.get("brand"))), self._sides.get(str(given.get("network")))
        if brand is None or side is None:
            raise ValueError(f"name a network ({', '.join(self._sides)}) and a brand ({', '.join(_BRANDS)})")
        person = self._people.get(str(given.get("person")))
        return Wish(person, brand, everyone=given.get("everyone") == "1"), side

    def mount(self, app: web.Application) -> None:
        """Put the handlers at their addresses."""
        for method, path, act in (
            ("POST", "people", self.add_person),
            ("GET", "view", self.view),
            ("POST", "posts", self.post),
            ("POST", "replies", self.reply),
            ("PATCH", "posts/{id}", self.edit),
            ("DELETE", "posts/{id}", self.delete),
            ("POST", "messages", self.message),
            ("PATCH", "messages/{id}", self.edit_message),
            ("DELETE", "messages/{id}", self.unsend),
            ("PUT", "accepts-messages", self.accept_messages),
        ):
            app.router.add_route(method, f"/street/api/{path}", told(act))


def _text(body: Mapping[str, Any]) -> str:
    text = str(body.get("text", "")).strip()
    if not text or len(text) > LONGEST_TEXT:
        raise ValueError(f"write something, up to {LONGEST_TEXT} characters")
    return text


def _changeable(side: Side) -> OnGraph:
    """Only Meta lets a message be changed; on X it would be deleted for its writer alone."""
    if not isinstance(side, OnGraph):
        raise ValueError("X does not let one change a message or take it back")  # noqa: TRY004 -- a wrong wish
    return side
