"""Pages for people: log-in, inbox, health; every form also works without JavaScript."""

from typing import Any
from urllib.parse import quote

from aiohttp import web

from monitor.domain.cases import CaseState
from monitor.domain.errors import RateLimited, Rejected
from monitor.domain.streams import StreamHealth
from monitor.web.answers import BAD_REQUEST
from monitor.web.api.accounts import read_accounts
from monitor.web.api.ledger import read_ledgers
from monitor.web.api.spending import read_spending
from monitor.web.api.streams import poll_now, read_streams
from monitor.web.desk import DESK, USER
from monitor.web.entrance import end_session, keep_session, open_session
from monitor.web.inbox_views import read_inbox, sieve_of
from monitor.web.rendering import render
from monitor.web.words import LANGUAGES

TROUBLED = frozenset({StreamHealth.FAILING, StreamHealth.STOPPED})


async def login_page(request: web.Request) -> web.Response:
    """Ask for name and password."""
    return render(request, "login.html", said="", next=_local(request.query.get("next", "/")))


async def log_in(request: web.Request) -> web.Response:
    """Check them."""
    form = await request.post()
    wanted = _local(str(form.get("next", "/")))
    try:
        session = await open_session(request, str(form.get("name", "")), str(form.get("password", "")))
    except RateLimited:
        return render(request, "login.html", status=429, said="throttled", next=wanted)
    if session is None:
        return render(request, "login.html", status=401, said="wrong_login", next=wanted)
    response = web.HTTPSeeOther(wanted)
    keep_session(request, response, session)
    raise response


def _local(path: str) -> str:
    """Only a path of this site: a log-in must not send people elsewhere. Browsers drop tabs and line ends."""
    own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if own else "/"


async def log_out(request: web.Request) -> web.Response:
    """End the session."""
    response = web.HTTPSeeOther("/login")
    await end_session(request, response)
    raise response


async def speak(request: web.Request) -> web.Response:
    """Show the pages in another language from now on."""
    form = await request.post()
    language = str(form.get("language", ""))
    if language not in LANGUAGES:
        raise Rejected("the form cannot be read", rule=BAD_REQUEST)
    await request.app[DESK].access.speak(request[USER].name, language)
    raise web.HTTPSeeOther(_local(str(form.get("next", "/"))))


async def inbox(request: web.Request) -> web.Response:
    """The list."""
    state = request.query.get("state", CaseState.OPEN.value)
    desk, query = request.app[DESK], request.query
    sieve = sieve_of(desk.situations.accounts, query.get("brand", ""), query.get("network", ""))
    page = await read_inbox(desk, state, sieve.accounts, query.get("after", ""))
    return render(
        request, "inbox.html", here="inbox", inbox=page, chosen=state, sieve=sieve, first="after" not in query
    )


async def health(request: web.Request) -> web.Response:
    """Streams and how they do."""
    view, book = await read_streams(request.app[DESK]), await read_ledgers(request.app[DESK])
    troubled = sum(stream.health in TROUBLED for stream in view.streams)
    ledgers = {(ledger.account, ledger.stream): ledger for ledger in book.streams}
    wholes = {each.account: each for each in (await read_accounts(request.app[DESK])).accounts}
    bills = (await read_spending(request.app[DESK])).bills
    shown: dict[str, Any] = {"streams": view.streams, "troubled": troubled, "ledgers": ledgers, "wholes": wholes}
    return render(request, "health.html", here="health", bills=bills, **shown)


async def poll(request: web.Request) -> web.Response:
    """Poll an account now."""
    await poll_now(request)
    raise web.HTTPSeeOther(f"/health#{quote(request.match_info['account'])}")


ROUTES = (
    web.get("/login", login_page),
    web.post("/login", log_in),
    web.post("/logout", log_out),
    web.post("/settings/language", speak),
    web.get("/", inbox),
    web.get("/health", health),
    web.post("/accounts/{account}/poll", poll),
)
