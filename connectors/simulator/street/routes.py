"""The street's page and its files, and the names by which those who drive it find everything.

These stay: `#person` (select by handle; `+` asks for a name: `#new-person-name`, `#new-person-add`), `#network`
(select: x, facebook, instagram), `#brand` (select by key), `#everyone` (checkbox: what others wrote too);
`#post-text`, `#post-how` (select), `#post-send`; the area `#public` with one `.public-thread` (`data-id`) a thread,
in it `.entry` (`data-id`, `data-role` brand, me or other) with `.entry-text`, `.entry-hidden`, `.entry-reply`,
`.entry-edit`, `.entry-delete`, and the thread's form with `.thread-text`, `.thread-send`, `.thread-cancel`; the area
`#private` with `.private-thread`, in it `.message` (`data-id`, `data-role`) with `.message-words`, `.message-edit`,
`.message-unsend`; `#message-text`, `#message-send`, `#message-cancel`, `#accepts-messages`; `#notice` (errors),
`#news` (what the brand answered). On a narrow screen `#show-public` and `#show-private` switch between the areas.
`/street?person=ruta_k&network=x&brand=siuntukas` opens with these chosen.
"""

from html import escape
from importlib import resources
from string import Template

from aiohttp import web

from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.identities import BRANDS
from connectors.simulator.street.api import StreetApi
from connectors.simulator.x.state import X_STATE

_FILES = {"street.css": "text/css", "street.js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}


def _read(name: str) -> str:
    return (resources.files(__package__) / "page" / name).read_text(encoding="utf-8")


def _option(value: str, label: str, **data: str) -> str:
    facts = "".join(f' data-{name}="{escape(text)}"' for name, text in data.items())
    return f'<option value="{escape(value)}"{facts}>{escape(label)}</option>'


def page(api: StreetApi) -> str:
    """Write the page with everybody one can be and every brand in it."""
    people = [_option(person.handle, person.name) for person in api.people()]
    brands = [
        _option(brand.key, brand.name, x=f"@{brand.x_handle}", instagram=f"@{brand.instagram_username}")
        for brand in BRANDS
    ]
    return Template(_read("street.html")).substitute(people="\n".join(people), brands="\n".join(brands))


def setup(app: web.Application) -> None:
    """Mount the street; the networks' states must be there already."""
    api = StreetApi(app[X_STATE], app[GRAPH_STATE])

    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=page(api), content_type="text/html", headers=_HEADERS)

    async def file(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        return web.Response(text=_read(name), content_type=_FILES[name], headers=_HEADERS)

    async def front_door(_request: web.Request) -> web.Response:
        raise web.HTTPFound("/street")

    app.router.add_get("/", front_door)
    app.router.add_get("/street", show)
    app.router.add_get(f"/street/{{name:{'|'.join(_FILES)}}}", file)
    api.mount(app)
