"""Playbooks for programs: what the screen does, with the same checks and for the same people."""

import asyncio

import msgspec
from aiohttp import web

from config.playbooks.flaws import NAME
from config.playbooks.shapes import Playbook
from monitor.domain.errors import Rejected
from monitor.web.answers import BAD_REQUEST, as_json, body_of
from monitor.web.api.cases import Number
from monitor.web.api.routes import Route
from monitor.web.desk import DESK, USER
from monitor.web.playbook_pages import only_leads
from monitor.web.playbook_views import (
    ChangesView,
    FlawsView,
    PlaybooksView,
    PlaybookView,
    TrialsView,
    editor_of,
    flaw_views,
    read_changes,
    read_playbook,
    read_playbooks,
    try_on,
)


class SaveBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole playbook, the edition it was made from, and whether its languages say the same again.

    Versions of languages are counted by Aside; what stands in the body does not matter.
    """

    playbook: Playbook
    seen: Number
    level: bool = False


class CreatePlaybookBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole playbook of a name that none ever had; it begins with edition 1."""

    playbook: Playbook


class CheckPlaybookBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A playbook as it stands in an editor."""

    playbook: Playbook


class TryBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A playbook as it stands in an editor, and the case to write for."""

    playbook: Playbook
    case: Number


class RestoreBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which edition to bring back, 0 being the shipped file."""

    edition: Number
    seen: Number


class SwitchBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether it may be proposed."""

    enabled: bool
    seen: Number


def _name(request: web.Request) -> str:
    return request.match_info["playbook"]


async def list_playbooks(request: web.Request) -> web.Response:
    """Answer all playbooks."""
    only_leads(request)
    return as_json(await read_playbooks(request.app[DESK]))


async def create_playbook(request: web.Request) -> web.Response:
    """Make a playbook of a new name."""
    only_leads(request)
    book = (await body_of(request, CreatePlaybookBody)).playbook
    await editor_of(request.app[DESK]).create(book, actor=request[USER].name)
    request.app[DESK].wake("propose")
    return as_json(await read_playbook(request.app[DESK], book.name))


async def show_playbook(request: web.Request) -> web.Response:
    """Answer one."""
    only_leads(request)
    return as_json(await read_playbook(request.app[DESK], _name(request)))


async def save_playbook(request: web.Request) -> web.Response:
    """Make the next edition."""
    only_leads(request)
    body = await body_of(request, SaveBody)
    if body.playbook.name != _name(request):
        raise Rejected("the playbook in the body bears another name than the one in the path", rule=BAD_REQUEST)
    editor = editor_of(request.app[DESK])
    await editor.save(body.playbook, seen=body.seen, level=body.level, actor=request[USER].name)
    request.app[DESK].wake("propose")
    return as_json(await read_playbook(request.app[DESK], _name(request)))


async def check_playbook(request: web.Request) -> web.Response:
    """Say what is wrong with a playbook."""
    only_leads(request)
    body = await body_of(request, CheckPlaybookBody)
    found = await asyncio.to_thread(editor_of(request.app[DESK]).flaws, body.playbook)
    return as_json(FlawsView(flaw_views(found)))


async def try_playbook(request: web.Request) -> web.Response:
    """Say what a playbook would write for a case; only one whose own lines are sound can be put together."""
    only_leads(request)
    body = await body_of(request, TryBody)
    found = await asyncio.to_thread(editor_of(request.app[DESK]).flaws, body.playbook)
    broken = next((flaw for flaw in found if flaw.code not in {"expired", "gate", "too_long"}), None)
    if broken:
        raise Rejected(f"the playbook cannot be put together: {broken}", rule="playbook_flaws")
    return as_json(TrialsView(await try_on(request.app[DESK], body.playbook, body.case)))


async def restore_edition(request: web.Request) -> web.Response:
    """Make an older edition the newest."""
    only_leads(request)
    body = await body_of(request, RestoreBody)
    editor = editor_of(request.app[DESK])
    await editor.restore(_name(request), body.edition, seen=body.seen, actor=request[USER].name)
    return as_json(await read_playbook(request.app[DESK], _name(request)))


async def switch_playbook(request: web.Request) -> web.Response:
    """Propose it, or no longer."""
    only_leads(request)
    body = await body_of(request, SwitchBody)
    editor = editor_of(request.app[DESK])
    await editor.enable(_name(request), enabled=body.enabled, seen=body.seen, actor=request[USER].name)
    return as_json(await read_playbook(request.app[DESK], _name(request)))


async def show_changes(request: web.Request) -> web.Response:
    """Answer what an edition changed."""
    only_leads(request)
    asked = request.query.get("against", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise Rejected("`against` is not the number of an edition", rule=BAD_REQUEST)
    number = int(request.match_info["edition"])
    return as_json(await read_changes(request.app[DESK], _name(request), number, int(asked) if asked else None))


_ONE = f"/api/v1/playbooks/{{playbook:{NAME.pattern}}}"
ROUTES = (
    Route("GET", "/api/v1/playbooks", list_playbooks, "Playbooks and what needs a look; leads only", PlaybooksView),
    Route(
        "POST", "/api/v1/playbooks", create_playbook, "Make a playbook of a new name", PlaybookView, CreatePlaybookBody
    ),
    Route("GET", _ONE, show_playbook, "One playbook with its flaws and editions", PlaybookView),
    Route("POST", _ONE, save_playbook, "Make its next edition", PlaybookView, SaveBody),
    Route("POST", f"{_ONE}/check", check_playbook, "What is wrong with a playbook", FlawsView, CheckPlaybookBody),
    Route("POST", f"{_ONE}/try", try_playbook, "What it would write for a case; nothing is kept", TrialsView, TryBody),
    Route("POST", f"{_ONE}/restore", restore_edition, "Make an older edition the newest", PlaybookView, RestoreBody),
    Route("POST", f"{_ONE}/switch", switch_playbook, "Propose it, or no longer", PlaybookView, SwitchBody),
    Route(
        "GET",
        f"{_ONE}/editions/{{edition:[0-9]{{1,9}}}}",
        show_changes,
        "What an edition changed",
        ChangesView,
        query=(("against", "an edition; the one before when not given"),),
    ),
)
