"""Settings of accounts, for administrators: connect one in the browser, by its network's own log-in."""

from aiohttp import web

from monitor.domain.errors import AsideError, NotFound
from monitor.services.connect import Connect, Gate
from monitor.web.callbacks import origin_of
from monitor.web.desk import DESK, USER
from monitor.web.rendering import render

PAGE = "/settings/accounts"
CALLBACK = f"{PAGE}/callback"
ADMIN = "admin"


async def accounts_page(request: web.Request) -> web.Response:
    """List the accounts, and how each has its token."""
    return await _page(request, _connect(request))


async def begin(request: web.Request) -> web.Response:
    """Begin: show the link to the network. A redirect would be stopped by our own content policy for forms."""
    connect = _connect(request)
    name = request.match_info["account"]
    try:
        address = await connect.begin(name, actor=request[USER].name, redirect_uri=_redirect_uri(request))
    except NotFound:
        raise
    except AsideError as error:
        return await _page(request, connect, problem=error)
    network = connect.gates[name].account.network
    return render(request, "connect.html", here="accounts", account=name, network_name=network, address=address)


async def callback(request: web.Request) -> web.Response:
    """Take in what the network sends back with the browser."""
    connect, query = _connect(request), request.query
    try:
        done = await connect.finish(
            state=query.get("state", ""),
            code=query.get("code", ""),
            actor=request[USER].name,
            redirect_uri=_redirect_uri(request),
        )
    except AsideError as error:
        return await _page(request, connect, problem=error)
    request.app[DESK].wake("probe")
    request.app[DESK].wake("poll")
    return await _page(request, connect, connected=done.account, subscribing=done.problem)


async def _page(
    request: web.Request,
    connect: Connect,
    *,
    problem: AsideError | None = None,
    connected: str = "",
    subscribing: str = "",
) -> web.Response:
    stored = await connect.stored()
    accounts = sorted(request.app[DESK].situations.accounts.items())
    rows = [(account, _state(connect.gates.get(name), stored)) for name, account in accounts]
    return render(
        request,
        "accounts.html",
        status=422 if problem else 200,
        here="accounts",
        rows=rows,
        gates=len(connect.gates),
        problem=problem,
        connected=connected,
        subscribing=subscribing,
    )


def _state(gate: Gate | None, stored: frozenset[str]) -> str:
    """How an account has its token; one whose network has no log-in here can have it in the settings only."""
    if gate is None or not gate.draws:
        return "in_file"
    return "connected" if gate.account.name in stored else "missing"


def _connect(request: web.Request) -> Connect:
    """Let administrators in, and nobody else."""
    if request[USER].role != ADMIN:
        raise web.HTTPForbidden(text="only administrators connect accounts")
    connect = request.app[DESK].connect
    if connect is None:
        raise NotFound("accounts cannot be connected here")
    return connect


def _redirect_uri(request: web.Request) -> str:
    return f"{origin_of(request)}{CALLBACK}"


ROUTES = (
    web.get(PAGE, accounts_page),
    web.get(CALLBACK, callback),
    web.post(f"{PAGE}/{{account}}/connect", begin),
)
