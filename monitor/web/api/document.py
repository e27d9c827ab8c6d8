"""The OpenAPI 3.1 document, made from the routes themselves."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from aiohttp import web

from monitor.web.answers import Problem, as_json
from monitor.web.api.routes import Route

_ABOUT = """What people and programs can do with Aside. Log in first; the cookie opens everything else.

`/api/v1/live` is a WebSocket: it sends `{"events": [...], "seq": n}` as things happen; open it with `?after=n` to get
what was missed. Times are UTC. Texts are masked unless `reveal=1` asks for them, which is audited.
"""
_PARAMETER = re.compile(r"{(\w+)(?::[^{}]*(?:{[^{}]*})?[^{}]*)?}")


def describe(routes: Sequence[Route]) -> dict[str, Any]:
    """Describe the routes."""
    types = [Problem, *(kind for route in routes for kind in (route.takes, route.gives) if kind is not None)]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    schema_of = dict(zip(map(id, types), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        path = _PARAMETER.sub(r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Aside", "version": "1", "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "aside_session"}},
        },
        "security": [{"session": []}],
    }


def _operation(route: Route, schema_of: dict[int, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": route.handler.__name__,
        "parameters": [
            *({"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in _names(route.path)),
            *({"name": n, "in": "query", "description": d, "schema": {"type": "string"}} for n, d in route.query),
        ],
        "responses": {
            "200": _body("done", schema_of[id(route.gives)]),
            "default": _body("what went wrong and what to do next", schema_of[id(Problem)]),
        },
    }
    if route.open:
        operation["security"] = []
    if route.takes is not None:
        operation["requestBody"] = {"required": True, **_content(schema_of[id(route.takes)])}
    return operation


def _names(path: str) -> list[str]:
    return _PARAMETER.findall(path)


def _content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _body(description: str, schema: Any) -> dict[str, Any]:
    return {"description": description, **_content(schema)}


def document(routes: Sequence[Route]) -> Any:
    """A handler that answers the document."""
    described = describe(routes)

    async def openapi(_request: web.Request) -> web.Response:
        return as_json(described)

    return openapi
