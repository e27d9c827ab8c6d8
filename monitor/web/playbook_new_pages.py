"""A new playbook on the screen, for leads: an empty form with all its parts, or a copy of one there is."""

import asyncio
from collections.abc import Sequence
from typing import Final

from aiohttp import web

from config.playbooks.flaws import Flaw, is_name
from config.playbooks.shapes import LANGUAGES, Playbook
from monitor.domain.errors import AsideError, Conflict, Rejected
from monitor.web.desk import DESK, USER
from monitor.web.playbook_forms import PARTS, Fields, book_of, fields_of, typed_fields
from monitor.web.playbook_pages import PAGE, only_leads
from monitor.web.playbook_views import FlawView, editor_of, flaw_views, read_playbooks
from monitor.web.rendering import render

NEW: Final = f"{PAGE}/new"
_VERSIONS: Final = dict.fromkeys(LANGUAGES, 1)
_NAMELESS: Final = "nameless"
"""Stands in for the name while the texts are read over and none is typed yet."""


async def new_page(request: web.Request) -> web.Response:
    """An empty form, or one filled from the playbook that `from` names."""
    only_leads(request)
    source = request.query.get("from", "")
    editor = editor_of(request.app[DESK])
    async with request.app[DESK].store.read() as tx:
        shelved = (await editor.playbooks.shelf(tx)).get(source)
    fields = {**fields_of(shelved.book), "name": []} if shelved else {}
    return await _page(request, fields, source=source)


async def create(request: web.Request) -> web.Response:
    """Check or save what was typed; whatever is refused, the typed text stays."""
    only_leads(request)
    form = await request.post()
    fields = typed_fields(form)
    book, found = await _read(request, fields)
    if book is None or found or form.get("do") != "save":
        return await _page(request, fields, found=flaw_views(found))
    try:
        await editor_of(request.app[DESK]).create(book, actor=request[USER].name)
    except (Conflict, Rejected) as error:
        return await _page(request, fields, problem=error)
    request.app[DESK].wake("propose")
    raise web.HTTPSeeOther(f"{PAGE}/{book.name}")


async def check(request: web.Request) -> web.Response:
    """What is wrong with what is being typed, as a piece of the page."""
    only_leads(request)
    _book, found = await _read(request, typed_fields(await request.post()))
    return render(request, "playbook_check.html", flaws=flaw_views(found))


async def _page(
    request: web.Request,
    fields: Fields,
    *,
    found: Sequence[FlawView] | None = None,
    problem: AsideError | None = None,
    source: str = "",
) -> web.Response:
    status = 200 if problem is None else 409 if isinstance(problem, Conflict) else 422
    view = await read_playbooks(request.app[DESK])
    return render(
        request,
        "playbook_new.html",
        status=status,
        here="playbooks",
        rows=view.playbooks,
        fields=fields,
        flaws=found,
        problem=problem,
        parts=PARTS,
        source=source,
    )


async def _read(request: web.Request, fields: Fields) -> tuple[Playbook | None, tuple[Flaw, ...]]:
    name = "".join(fields.get("name", ()))
    named = is_name(name)
    unnamed = () if named else (Flaw("name", "name" if name else "missing"),)
    book, found = book_of(fields, name if named else _NAMELESS, _VERSIONS)
    if book is not None:
        found = await asyncio.to_thread(editor_of(request.app[DESK]).flaws, book)
    return book, (*unnamed, *found)


ROUTES = (
    web.get(NEW, new_page),
    web.post(NEW, create),
    web.post(f"{NEW}/check", check),
)
