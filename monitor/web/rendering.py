"""Templates: one Jinja environment a language, times in the reader's language, words in theirs."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from aiohttp import web
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from config.playbooks.loading import shipped_playbooks
from monitor.domain.moves import NetworkRules
from monitor.domain.promises import REASONS
from monitor.web.desk import DESK, SEEN, USER
from monitor.web.views import ReasonView
from monitor.web.words import LANGUAGES, say, sentence, words

_COVER = re.compile(r"‹([A-Z_]+)›")


@cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("monitor.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= _words_of(language)
    return environment


def _words_of(language: str) -> Mapping[str, Any]:
    """What templates may call."""
    return {
        "w": words(language),
        "language": language,
        "say": partial(say, language),
        "sentence": partial(sentence, language),
        "detail": partial(detail, language),
        "ago": partial(ago, language),
        "span": partial(span, language),
        "masked": partial(masked, language),
        "money": partial(money, language),
        "playbook": partial(playbook_title, language),
        "place": partial(place, language),
        "codes": codes,
        "reasons": REASONS,
        "static": static_address,
    }


def moment(language: str, zone: ZoneInfo, at: datetime, now: datetime) -> str:
    """Say a moment as short as its reader can place it: today by the clock of the zone, else with the day."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = str(format_time(local, "HH:mm", locale=language))
    if local.date() == today:
        return clock
    if local.year == today.year:
        return f"{format_skeleton('MMMd', local, locale=language)} {clock}"
    return f"{format_date(local, 'medium', locale=language)} {clock}"


def money(language: str, amount: float) -> str:
    """Say dollars in cents, small amounts in thousandths: prices go down to $0.001."""
    return str(format_decimal(amount, format="0.000" if 0 < amount < 0.1 else "0.00", locale=language))


def ago(language: str, at: datetime, now: datetime) -> str:
    """Say how long ago, or in how long, to the minute."""
    away = at - now
    if abs(away) < timedelta(minutes=1):
        return words(language)["just_now"]
    return str(format_timedelta(away, add_direction=True, format="short", locale=language))


def span(language: str, at: datetime, now: datetime) -> str:
    """Say how much time lies between, in whole minutes at least."""
    away = max(abs(at - now), timedelta(minutes=1))
    return str(format_timedelta(away, format="short", locale=language))


def masked(language: str, text: str) -> Markup:
    """Say what kind of personal data was covered in the reader's language: ‹PHONE› as ‹phone number›."""
    return Markup(_COVER.sub(partial(_covered, language), str(escape(text))))  # noqa: S704 - escaped first


def _covered(language: str, cover: re.Match[str]) -> str:
    return f'<span class="masked">‹{escape(say(language, "type", cover[1]))}›</span>'


def detail(language: str, reason: ReasonView) -> str:
    """Say what a reason is about in words: a subject, a threat, kinds of personal data, a count."""
    match reason.code:
        case "complaint":
            return say(language, "kind", reason.detail) if reason.detail else ""
        case "urgency" | "threat_floor" | "waiting_threat":
            return say(language, "threat", reason.detail) if reason.detail else ""
        case "personal_data":
            return ", ".join(say(language, "type", kind) for kind in reason.detail.split(", "))
        case "corrected":
            return ", ".join(say(language, "verdict", verdict) for verdict in reason.detail.split(", "))
        case "repeat":
            return words(language)["texts"].format(count=reason.detail.split(" ")[0])
        case _:
            return reason.detail


@cache
def playbook_title(language: str, name: str) -> str:
    """Say what a shipped playbook is called; another one by its name."""
    book = next((book for book in shipped_playbooks() if book.name == name), None)
    return book.version_in(language).title if book else name.replace("_", " ")


def place(language: str, where: str) -> str:
    """Say where in a playbook something stands: "lt.public.open[0]" as Lithuanian · public · Opening 1."""
    name, _, number = where.partition("[")
    steps = [step for step in name.split(".") if step != "when"]
    said = [_step(language, step) for step in steps]
    return " · ".join(said) + (f" {int(number.rstrip(']')) + 1}" if number else "")


def _step(language: str, step: str) -> str:
    if step in LANGUAGES:
        return say(language, "language", step)
    return words(language)[step] if step in {"public", "private"} else say(language, "field", step)


def codes(group: str) -> list[str]:
    """All codes that have a word in a group, in the order of the word list."""
    return [key.removeprefix(f"{group}_") for key in words("en") if key.startswith(f"{group}_")]


@cache
def static_address(name: str) -> str:
    """Address of a static file that changes with its content, so that browsers may keep it."""
    content = files("monitor.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def render(request: web.Request, template: str, *, status: int = 200, **values: object) -> web.Response:
    """Render a page in the language of the user, or of the browser before log-in."""
    user = request.get(USER)
    language = user.language if user else _wished(request.headers.get("Accept-Language", ""))
    if language not in LANGUAGES:
        language = "en"
    desk = request.app[DESK]
    shown = partial(_network, desk.situations.rules)
    common = {"user": user, "now": desk.now(), "here": "", "network": shown, "seen": request.get(SEEN, 0)}
    common |= {"moment": partial(moment, language, desk.zone), "back": _address(request)}
    text = _environment(language).get_template(template).render({**common, **values})
    return web.Response(text=text, status=status, content_type="text/html")


def _address(request: web.Request) -> str:
    """Where a person is, to come back to; what a form was posted to cannot be asked for."""
    return request.path_qs if request.method == "GET" else "/"


def _network(rules: Mapping[str, NetworkRules], name: str) -> str:
    """Say a network's name as its plug-in writes it; one that is no longer installed by its own."""
    return rules[name].shown if name in rules else name.capitalize()


def _wished(header: str) -> str:
    wishes = [part.split(";")[0].strip()[:2].lower() for part in header.split(",")]
    return next((wish for wish in wishes if wish in LANGUAGES), "en")
