"""Templates: one Jinja environment, times in the reader's language, words in theirs."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

import jinja2
from aiohttp import web
from babel.dates import format_datetime

from monitor.web.desk import USER
from monitor.web.words import words

ZONES = {"lt": ZoneInfo("Europe/Vilnius"), "pl": ZoneInfo("Europe/Warsaw"), "en": ZoneInfo("UTC")}
"""Where people who read a language are taken to be, until users have a time zone of their own."""


@cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("monitor.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = lambda moment: _moment(moment, language)
    environment.globals["w"] = words(language)
    environment.globals["language"] = language
    return environment


def _moment(moment: datetime, language: str) -> str:
    local = moment.astimezone(ZONES.get(language, UTC))
    return str(format_datetime(local, "d MMM HH:mm", locale=language))


def render(request: web.Request, template: str, *, status: int = 200, **values: object) -> web.Response:
    """Render a page in the language of the user, or of the browser before log-in."""
    user = request.get(USER)
    language = user.language if user else _wished(request.headers.get("Accept-Language", ""))
    text = _environment(language).get_template(template).render(user=user, **{"notice": "", "here": "", **values})
    return web.Response(text=text, status=status, content_type="text/html")


def _wished(header: str) -> str:
    wishes = [part.split(";")[0].strip()[:2].lower() for part in header.split(",")]
    return next((wish for wish in wishes if wish in ZONES), "en")
