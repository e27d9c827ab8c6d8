"""Parameters as the API takes them: from the query, a form or a JSON body, and strict about their types."""

import json
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from connectors.simulator.graph.errors import GraphError, bad_parameter


async def parameters_of(request: web.Request) -> dict[str, Any]:
    """Gather the parameters of a request; the body wins over the query. Raises GraphError for broken JSON."""
    found: dict[str, Any] = dict(request.query)
    if request.method not in ("POST", "DELETE") or not request.can_read_body:
        return found
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError as error:
            raise GraphError("Invalid JSON in the request body", 100) from error
        if not isinstance(body, dict):
            raise bad_parameter("The body must be a JSON object")
        return found | body
    return found | {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def texts(parameters: dict[str, Any]) -> dict[str, str]:
    """Give the parameters of a reading call, all as text."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}


def flag(parameters: dict[str, Any], name: str) -> bool | None:
    """Read a yes or no; Python's `True` as text is refused, as the API refuses it."""
    value = parameters.get(name)
    if value is None:
        return None
    if value in (True, "true", "1", 1):
        return True
    if value in (False, "false", "0", 0):
        return False
    raise bad_parameter(f"Param {name} must be a boolean")


def text(parameters: dict[str, Any], name: str) -> str:
    """Read a text that must be there. Raises GraphError (100) when it is missing or blank."""
    value = parameters.get(name)
    if not isinstance(value, str) or not value.strip():
        raise bad_parameter(f"The parameter {name} is required.")
    return value


def obj(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    """Read an object: JSON in a JSON body, or JSON text in a form. Raises GraphError (100) otherwise."""
    value = parameters.get(name)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, dict) or not value:
        raise bad_parameter(f"param {name} must be non-empty.")
    return value


def moment(args: dict[str, str] | Any, name: str) -> datetime | None:
    """Read a moment given as seconds since 1970 or as a date; None when absent."""
    value = args.get(name)
    if not value:
        return None
    try:
        if str(value).isdigit():
            return datetime.fromtimestamp(int(value), UTC)
        found = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError) as error:
        raise bad_parameter(f"Param {name} must be a valid time") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def within(created: datetime, since: datetime | None, until: datetime | None) -> bool:
    """Tell whether a moment lies between two others, both included and compared by whole seconds."""
    second = created.replace(microsecond=0)
    return (since is None or second >= since) and (until is None or second <= until)


def one_of(args: dict[str, str] | Any, name: str, choices: tuple[str, ...]) -> str:
    """Read one of several words in any case; the first is the default."""
    value = str(args.get(name) or choices[0]).lower()
    if value not in choices:
        named = ", ".join(choice.upper() for choice in choices)
        raise bad_parameter(f"Param {name} must be one of {{{named}}}")
    return value
