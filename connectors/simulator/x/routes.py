"""The addresses of the simulated X, and what stands behind each."""

from decimal import Decimal

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.faults import FAULTS, Handler, serve_with_fault
from connectors.simulator.options import OPTIONS
from connectors.simulator.x import (
    accounts,
    consent,
    control,
    control_knobs,
    messaging,
    oauth2,
    reading,
    subscribing,
    webhooks,
    writing,
)
from connectors.simulator.x.auth import NONCES, REVOKED, SIGNERS
from connectors.simulator.x.call import Endpoint, handler_of
from connectors.simulator.x.fault_answers import XFaultAnswers
from connectors.simulator.x.limits import LIMITS, Limits
from connectors.simulator.x.oauth1 import Nonces
from connectors.simulator.x.prices import METER, Meter
from connectors.simulator.x.problems import not_found
from connectors.simulator.x.state import X_STATE, XState
from connectors.simulator.x.tokens import TOKENS, Tokens
from connectors.simulator.x.vocabulary import VOCABULARIES, VOCABULARY

WRITE = "tweet.read tweet.write users.read"
DM_READ = "dm.read tweet.read users.read"
DM_WRITE = "dm.write tweet.read users.read"
HIDE = "tweet.moderate.write tweet.read users.read"
SUBSCRIPTIONS = "/2/activity/subscriptions"
WITH = "/2/dm_conversations/with/{participant_id}"

ENDPOINTS = (
    Endpoint("me", "GET", "/2/users/me", accounts.me, users_only=True),
    Endpoint("users", "GET", "/2/users", accounts.users),
    Endpoint("mentions", "GET", "/2/users/{id}/mentions", reading.mentions),
    Endpoint("user", "GET", "/2/users/{id}", accounts.user),
    Endpoint("search", "GET", "/2/tweets/search/recent", reading.recent_search),
    Endpoint("posts", "GET", "/2/tweets", reading.posts),
    Endpoint("create_post", "POST", "/2/tweets", writing.create_post, WRITE, users_only=True),
    Endpoint("post", "GET", "/2/tweets/{id}", reading.post),
    Endpoint("delete_post", "DELETE", "/2/tweets/{id}", writing.delete_post, WRITE, users_only=True),
    Endpoint("hide", "PUT", "/2/tweets/{tweet_id}/hidden", writing.hide, HIDE, users_only=True),
    Endpoint("webhooks", "GET", "/2/webhooks", subscribing.webhooks, apps_only=True),
    Endpoint("webhooks", "POST", "/2/webhooks", subscribing.add_webhook, apps_only=True),
    Endpoint("webhooks", "PUT", "/2/webhooks/{id}", subscribing.try_webhook, apps_only=True),
    Endpoint("subscriptions", "GET", SUBSCRIPTIONS, subscribing.subscriptions, "like.read tweet.read"),
    Endpoint("subscriptions", "POST", SUBSCRIPTIONS, subscribing.subscribe, ""),
    Endpoint("subscriptions", "DELETE", f"{SUBSCRIPTIONS}/{{id}}", subscribing.unsubscribe, apps_only=True),
    Endpoint("quotes", "GET", "/2/tweets/{id}/quote_tweets", reading.quotes),
    Endpoint("dm_events", "GET", "/2/dm_events", messaging.events, DM_READ, users_only=True),
    Endpoint("dm_events_with", "GET", f"{WITH}/dm_events", messaging.events_with, DM_READ, users_only=True),
    Endpoint("send_dm_with", "POST", f"{WITH}/messages", messaging.send_with, DM_WRITE, users_only=True),
    Endpoint(
        "dm_events_in",
        "GET",
        "/2/dm_conversations/{id}/dm_events",
        messaging.events_in,
        DM_READ,
        users_only=True,
    ),
    Endpoint(
        "send_dm_in",
        "POST",
        "/2/dm_conversations/{id}/messages",
        messaging.send_in,
        DM_WRITE,
        users_only=True,
    ),
)


@web.middleware
async def fault_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let ordered faults happen to calls of X, and only to them."""
    if not request.path.startswith("/2/"):
        return await handler(request)
    fault = request.app[FAULTS].next("x", request.method, request.path)
    response = await serve_with_fault(fault, request, handler, XFaultAnswers())
    response.headers["api-version"] = request.app[VOCABULARY].version
    return response


async def _unknown(request: web.Request) -> web.Response:
    return not_found().response(request.app[VOCABULARY].host)


def setup(app: web.Application) -> None:
    """Mount the simulated X on the server."""
    options, clock = app[OPTIONS], app[CLOCK]
    spendable = None if options.x_credits is None else Decimal(str(options.x_credits))
    app[X_STATE] = XState(clock, index_seconds=options.x_index_seconds, brands=options.brands)
    app[VOCABULARY] = VOCABULARIES[options.x_vocabulary]
    app[TOKENS] = Tokens(clock, options.brands)
    app[consent.CONSENTS] = consent.Consents()
    app[NONCES] = Nonces()
    app[REVOKED] = set()
    app[SIGNERS] = {brand.x_access_token: brand for brand in options.brands}
    app[LIMITS] = Limits()
    app[METER] = Meter(spendable, options.x_read_cap)
    app.middlewares.append(fault_middleware)
    for endpoint in ENDPOINTS:
        app.router.add_route(endpoint.method, endpoint.path, handler_of(endpoint))
    app.router.add_get("/i/oauth2/authorize", consent.authorize)
    app.router.add_post("/2/oauth2/token", oauth2.token)
    webhooks.setup(app)
    control.setup(app)
    control_knobs.setup(app)
    app.router.add_route("*", "/2/{rest:.*}", _unknown)
