"""Playbooks on the screen, for leads: the list, the form with its check and trial, editions and what they changed."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from config.playbooks.flaws import Flaw
from config.playbooks.shapes import Playbook
from monitor.domain.approval import LEADS
from monitor.domain.cases import CaseState
from monitor.domain.errors import AsideError, Conflict, NotFound, Rejected
from monitor.web.answers import BAD_REQUEST
from monitor.web.desk import DESK, USER
from monitor.web.inbox_views import read_inbox
from monitor.web.playbook_forms import PARTS, Fields, book_of, fields_of, typed_fields
from monitor.web.playbook_views import (
    FlawView,
    PlaybookView,
    TrialView,
    editor_of,
    flaw_views,
    read_changes,
    read_playbook,
    read_playbooks,
    try_on,
)
from monitor.web.rendering import render

PAGE = "/settings/playbooks"
READABLE = frozenset({"expired", "gate", "too_long"})
"""Flaws of a book whose texts can be put together all the same, and tried."""


def only_leads(request: web.Request) -> None:
    """Let leads in, and those above them."""
    if request[USER].role not in LEADS:
        raise web.HTTPForbidden(text="only leads change playbooks")


async def list_page(request: web.Request) -> web.Response:
    """All playbooks, with what needs a look."""
    only_leads(request)
    view = await read_playbooks(request.app[DESK])
    return render(request, "playbooks.html", here="playbooks", rows=view.playbooks)


async def edit_page(request: web.Request) -> web.Response:
    """One playbook, to be changed."""
    only_leads(request)
    return await _page(request)


async def _page(
    request: web.Request,
    *,
    fields: Fields | None = None,
    found: Sequence[FlawView] | None = None,
    trials: Sequence[TrialView] | None = None,
    problem: AsideError | None = None,
    seen: int | None = None,
) -> web.Response:
    desk = request.app[DESK]
    view = await read_playbook(desk, request.match_info["playbook"])
    inbox = await read_inbox(desk, CaseState.OPEN.value, None, "", limit=20)
    status = 200 if problem is None else 409 if isinstance(problem, Conflict) else 422
    return render(
        request,
        "playbook.html",
        status=status,
        here="playbooks",
        view=view,
        fields=fields or fields_of(await _book(request)),
        flaws=view.flaws if found is None else found,
        trials=trials,
        problem=problem,
        parts=PARTS,
        cases=inbox.rows,
        chosen=(fields or {}).get("case", [""])[0] if (fields or {}).get("case") else "",
        seen=view.row.edition if seen is None else seen,
    )


async def _book(request: web.Request) -> Playbook:
    editor, name = editor_of(request.app[DESK]), request.match_info["playbook"]
    async with request.app[DESK].store.read() as tx:
        return (await editor.playbooks.shelf(tx))[name].book


async def act(request: web.Request) -> web.Response:
    """Check, try or save what was typed; whatever is refused, the typed text stays."""
    only_leads(request)
    form = await request.post()
    fields, seen = typed_fields(form), _number(form.get("seen"))
    book, found = await _read(request, fields)
    wish = str(form.get("do", "check"))
    if book is None or wish == "check" or (wish == "try" and not _readable(found)):
        return await _page(request, fields=fields, found=flaw_views(found), seen=seen)
    try:
        if wish == "try":
            trials = await try_on(request.app[DESK], book, _number(form.get("case")))
            return await _page(request, fields=fields, found=flaw_views(found), trials=trials, seen=seen)
        editor = editor_of(request.app[DESK])
        await editor.save(book, seen=seen, level="level" in form, actor=request[USER].name)
    except (Conflict, Rejected, NotFound) as error:
        return await _page(request, fields=fields, found=flaw_views(found), problem=error, seen=seen)
    request.app[DESK].wake("propose")
    raise web.HTTPSeeOther(f"{PAGE}/{book.name}")


async def check(request: web.Request) -> web.Response:
    """What is wrong with what is being typed, as a piece of the page."""
    only_leads(request)
    _book_typed, found = await _read(request, typed_fields(await request.post()))
    return render(request, "playbook_check.html", flaws=flaw_views(found))


async def _read(request: web.Request, fields: Fields) -> tuple[Playbook | None, tuple[Flaw, ...]]:
    old = await _stored(request)
    book, found = book_of(fields, old.row.name, old.row.versions)
    if book is None:
        return None, found
    editor = editor_of(request.app[DESK])
    return book, await asyncio.to_thread(editor.flaws, book)


async def _stored(request: web.Request) -> PlaybookView:
    return await read_playbook(request.app[DESK], request.match_info["playbook"])


def _readable(found: Sequence[Flaw]) -> bool:
    return all(flaw.code in READABLE for flaw in found)


async def restore(request: web.Request) -> web.Response:
    """Make an older edition the newest."""
    only_leads(request)
    form, name = await request.post(), request.match_info["playbook"]
    editor = editor_of(request.app[DESK])
    try:
        await editor.restore(
            name, _number(form.get("edition")), seen=_number(form.get("seen")), actor=request[USER].name
        )
    except (Conflict, Rejected) as error:
        return await _page(request, problem=error)
    raise web.HTTPSeeOther(f"{PAGE}/{name}")


async def switch(request: web.Request) -> web.Response:
    """Propose it, or no longer."""
    only_leads(request)
    form, name = await request.post(), request.match_info["playbook"]
    editor = editor_of(request.app[DESK])
    try:
        await editor.enable(
            name, enabled=form.get("to") == "on", seen=_number(form.get("seen")), actor=request[USER].name
        )
    except (Conflict, Rejected) as error:
        return await _page(request, problem=error)
    raise web.HTTPSeeOther(f"{PAGE}/{name}")


async def edition_page(request: web.Request) -> web.Response:
    """What one edition changed."""
    only_leads(request)
    view = await _stored(request)
    number = int(request.match_info["edition"])
    found = await read_changes(request.app[DESK], view.row.name, number, None)
    made = next((each for each in view.editions if each.number == number), None)
    return render(request, "edition.html", here="playbooks", view=view, found=found, made=made)


def _number(text: object) -> int:
    if not (isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 16):
        raise Rejected("the form cannot be read", rule=BAD_REQUEST)
    return int(text)


_ONE = f"{PAGE}/{{playbook:[a-z][a-z_]{{0,60}}}}"
ROUTES = (
    web.get(PAGE, list_page),
    web.get(_ONE, edit_page),
    web.post(_ONE, act),
    web.post(f"{_ONE}/check", check),
    web.post(f"{_ONE}/restore", restore),
    web.post(f"{_ONE}/switch", switch),
    web.get(f"{_ONE}/editions/{{edition:[0-9]{{1,9}}}}", edition_page),
)
