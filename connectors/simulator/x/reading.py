"""Endpoints that read posts: mentions, search, lookup, quotes."""

from datetime import timedelta

from connectors.simulator.options import OPTIONS
from connectors.simulator.x.call import Answer, Call
from connectors.simulator.x.choice import field_params
from connectors.simulator.x.index import is_visible, mentions_of, quotes_of, search
from connectors.simulator.x.model import Post
from connectors.simulator.x.pages import Span, cut, mentions_span, meta_of, search_span, show
from connectors.simulator.x.params import Params, checked_id
from connectors.simulator.x.prices import APP_OWNER_ID
from connectors.simulator.x.problems import invalid, missing_post, missing_user, unauthorized_post
from connectors.simulator.x.query import MAX_LENGTH, BadQuery, parse
from connectors.simulator.x.render import Rendering
from connectors.simulator.x.wire import Json

SPAN = ("since_id", "until_id", "start_time", "end_time")


def _page(call: Call, params: Params, found: list[Post], span: Span, size: int, *, own: bool = False) -> Answer:
    mark = params.page_mark("pagination_token", "next_token")
    page, token = cut(found, span, size, mark)
    rendering = call.rendering(params, call.words.expansions)
    data = show(page, rendering.post)
    call.charge_shown(rendering, own=own)
    return Answer(rendering.body(data, meta_of(page, token, with_ids=True)))


async def mentions(call: Call) -> Answer:
    """GET /2/users/{id}/mentions."""
    fields = field_params(call.words)
    params = call.params("id", *SPAN, "max_results", "pagination_token", *fields)
    user_id = checked_id("id", call.part("id"))
    size = params.number("max_results", 5, 100, 10)
    user = call.state.people.get(user_id)
    if user is None:
        call.rendering(params, call.words.expansions)  # a wrong field is complained of first
        return Answer({"errors": [missing_user(user_id, "id")]})
    found = mentions_of(call.state, user, call.caller.user_id)
    own = user_id == call.caller.user_id == APP_OWNER_ID
    return _page(call, params, found, mentions_span(params), size, own=own)


async def recent_search(call: Call) -> Answer:
    """GET /2/tweets/search/recent."""
    fields = field_params(call.words)
    names = ("query", *SPAN, "max_results", "next_token", "pagination_token", "sort_order")
    params = call.params(*names, *fields)
    size = params.number("max_results", 10, 100, 10)
    lag = timedelta(seconds=call.request.app[OPTIONS].x_search_lag_seconds)
    span = search_span(params, call.state.clock.now(), lag)
    query = params.text("query") or ""
    if not query:
        raise invalid("The `query` query parameter can not be empty", query="")
    if len(query) > MAX_LENGTH:
        raise invalid(
            f"The `query` query parameter length [{len(query)}] is not between 1 and {MAX_LENGTH}", query=query
        )
    try:
        matcher = parse(query)
    except BadQuery as error:
        raise invalid(str(error), query=query) from error
    return _page(call, params, search(call.state, matcher, call.caller.user_id), span, size)


def _lookup(call: Call, rendering: Rendering, post_id: str, parameter: str) -> Json | None:
    post = call.state.posts.get(post_id)
    if post is None:
        rendering.errors.append(missing_post(post_id, parameter))
        return None
    if not is_visible(call.state, post, call.caller.user_id):
        rendering.errors.append(unauthorized_post(post_id, parameter, "data"))
        return None
    return rendering.post(post)


async def posts(call: Call) -> Answer:
    """GET /2/tweets: up to a hundred by id; the missing ones are errors beside the data."""
    params = call.params("ids", *field_params(call.words))
    ids = params.ids("ids")
    rendering = call.rendering(params, call.words.expansions)
    shown = [document for post_id in ids if (document := _lookup(call, rendering, post_id, "ids"))]
    call.charge_shown(rendering)
    return Answer(rendering.body(shown))


async def post(call: Call) -> Answer:
    """GET /2/tweets/{id}: a post that is not there is a 200 with errors and no data."""
    params = call.params(*field_params(call.words))
    rendering = call.rendering(params, call.words.expansions)
    document = _lookup(call, rendering, checked_id("id", call.part("id")), "id")
    call.charge_shown(rendering)
    return Answer(rendering.body(document))


async def quotes(call: Call) -> Answer:
    """GET /2/tweets/{id}/quote_tweets."""
    params = call.params("max_results", "pagination_token", "exclude", *field_params(call.words))
    size = params.number("max_results", 10, 100, 10)
    excluded = params.names("exclude", ("replies", "retweets"))
    post_id = checked_id("id", call.part("id"))
    original = call.state.posts.get(post_id)
    found = quotes_of(call.state, original, call.caller.user_id) if original else []
    if "replies" in excluded:
        found = [quote for quote in found if quote.in_reply_to is None]
    return _page(call, params, found, Span(), size)
