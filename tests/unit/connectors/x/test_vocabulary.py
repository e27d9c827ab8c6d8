"""What is asked of X, held against X's own published description of its API.

The two OpenAPI files (2.166 speaks of tweets, 2.167 of posts) are not part of the project: name the folder that holds
them as `x-openapi-2.166.json` and `x-openapi-2.167.json` in ASIDE_X_OPENAPI. Without it the simulator's strictness
alone guards the vocabularies (see test_source.py).
"""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest

from config.secret import Secret
from connectors.x import PLUGIN
from connectors.x.client import XClient
from connectors.x.connector import XConnector
from connectors.x.settings import XNetwork
from connectors.x.subscriptions import TAG, XSubscriptions
from connectors.x.vocabulary import MESSAGES, POSTS, USERS
from monitor.domain.errors import Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import RemoteCall

FOLDER = os.environ.get("ASIDE_X_OPENAPI")
VERSIONS = {"tweet": "2.166", "post": "2.167"}


@pytest.mark.parametrize("fields", ["tweet", "post"])
def test_the_fields_the_reader_needs_are_asked_for(fields):
    """X's defaults are id and text alone."""
    posts, messages = ({name for names in table[fields].values() for name in names} for table in (POSTS, MESSAGES))
    assert {"author_id", "conversation_id", "created_at", "entities", "display_text_range"} <= posts
    assert {f"referenced_{fields}s", f"note_{fields}", f"edit_history_{fields}_ids"} <= posts
    assert {"sender_id", "dm_conversation_id", "created_at", "text", "event_type"} <= messages
    assert {"username", "receives_your_dm"} <= set(USERS["user_fields"])


def test_what_x_infers_about_people_is_never_asked_for():
    asked = {name for table in (POSTS, MESSAGES) for ask in table.values() for names in ask.values() for name in names}
    assert not asked & {"context_annotations", "geo", "location", "possibly_sensitive", "parody"}


@pytest.fixture(scope="module", params=["tweet", "post"])
def described(request):
    """(vocabulary, X's description of it as plain data, and as openapi-core reads it)."""
    if not FOLDER:
        pytest.skip("ASIDE_X_OPENAPI names no folder with X's OpenAPI files")
    plain = json.loads((Path(FOLDER) / f"x-openapi-{VERSIONS[request.param]}.json").read_text())
    # openapi-core knows no OAuth 1.0a, so authentication is checked below; 2.167 lists a value of an enum twice, which
    # the validator of descriptions refuses
    bare = json.loads(json.dumps(plain), object_hook=lambda node: {key: node[key] for key in node if key != "security"})
    return request.param, plain, OpenAPI.from_dict(bare, config=Config(spec_validator_cls=None))


async def ask_everything(connector: XConnector, script) -> None:
    """Make every request the connector can make: first and later pages, look-ups, writes, the probe."""
    for stream in connector.source.streams:
        first = await connector.source.fetch(stream, None, now=script.now)
        await connector.source.fetch(stream, first.cursor, now=script.now)
    untold = (MoveKind.HIDE, MoveKind.UNHIDE)
    for move in (MoveKind.PUBLIC_REPLY, MoveKind.INVITE, MoveKind.MESSAGE, *untold, MoveKind.DELETE_OWN):
        for author in ("1600000000000000004", ""):
            call = RemoteCall(
                key="k",
                move=move,
                text="labas",
                mention_id="2123748187960246280",
                conversation_id="" if move is MoveKind.DELETE_OWN else "700000000000000001-1600000000000000004",
                author_id=author,
                attempted_at=script.now,
            )
            with pytest.raises(Exception, match="without saying"):
                await connector.publisher.publish(call, now=script.now)
            if move is MoveKind.DELETE_OWN:
                assert await connector.publisher.look_up(call, now=script.now) is None
            elif move not in untold:
                with pytest.raises(Retryable):
                    await connector.publisher.look_up(call, now=script.now)
    with pytest.raises(Exception, match="user"):
        await connector.probe()


async def test_every_request_is_one_x_describes(described, script):
    fields, plain, openapi = described
    script.says({"data": [], "meta": {"next_token": "token-of-sixteen-letters"}})
    network = XNetwork(
        base_url=script.url,
        fields=fields,
        consumer_key=script.network.consumer_key,
        consumer_secret=script.network.consumer_secret,
    )
    options = script.options.__class__(
        access_token=script.options.access_token, access_secret=script.options.access_secret, keywords=("siuntos",)
    )
    connector = PLUGIN.connect(script.account, options, network)
    await ask_everything(connector, script)
    await connector._client.get_users(ids=["1", "2"], user_auth=True, **USERS)
    await connector.aclose()
    assert {(request.method, pattern_of(plain, request)) for request in script.asked} == EVERY_ROUTE
    for request in script.asked:
        openapi.validate_request(await as_described(request))
        assert not unknown_parameters(plain, request), request.path
        assert request.headers["Authorization"].startswith("OAuth ")
        assert "UserToken" in schemes(plain, request)


async def test_every_request_about_pushes_is_one_x_describes(described, script):
    _, plain, openapi = described
    hook, ours = {"id": "19", "url": "https://aside.example.com/webhooks/x"}, {"user_id": script.account.remote_id}
    stale = {"subscription_id": "7", "event_type": "post.delete", "tag": TAG, "webhook_id": "19", "filter": ours}
    pages: list[Any] = [
        {"data": [hook | {"valid": False}]},
        {"data": {"attempted": True}},
        {"data": [stale], "meta": {"next_token": "token-of-sixteen-letters"}},
        {"data": []},
        {"data": {"subscription": {}}},
        {"data": {"deleted": True}},
        {"data": []},
        {"data": hook | {"valid": True}},
        {"data": []},
        {"data": {"subscription": {}}},
    ]
    for page in pages:
        script.says(page)
    client = XClient(msgspec.structs.replace(script.network, bearer_token=Secret("app")), script.options)
    for _ in range(2):
        await XSubscriptions(client, script.account.remote_id, hook["url"]).subscribe()
    await client.aclose()
    assert len(script.asked) == len(pages)
    for request in script.asked:
        openapi.validate_request(await as_described(request))
        assert not unknown_parameters(plain, request), request.path
        signed = request.headers["Authorization"].startswith("OAuth ")
        assert ("UserToken" if signed else "BearerToken") in schemes(plain, request)


EVERY_ROUTE = {
    ("GET", "/2/users/me"),
    ("GET", "/2/users"),
    ("GET", "/2/users/{id}/mentions"),
    ("GET", "/2/tweets/search/recent"),
    ("GET", "/2/dm_events"),
    ("GET", "/2/dm_conversations/with/{participant_id}/dm_events"),
    ("GET", "/2/dm_conversations/{id}/dm_events"),
    ("POST", "/2/tweets"),
    ("POST", "/2/dm_conversations/with/{participant_id}/messages"),
    ("POST", "/2/dm_conversations/{dm_conversation_id}/messages"),
    ("PUT", "/2/tweets/{tweet_id}/hidden"),
    ("DELETE", "/2/tweets/{id}"),
    ("GET", "/2/tweets"),
}


async def as_described(request) -> MockRequest:
    body = await request.read()
    return MockRequest(
        "https://api.x.com",
        request.method.lower(),
        request.path,
        args=dict(request.query),
        headers=dict(request.headers),
        data=body or None,
        content_type=request.content_type if body else "",
    )


def pattern_of(plain, request) -> str:
    """The described path a request falls under; the one with the fewest placeholders wins."""
    parts = request.path.split("/")
    fitting = [
        path
        for path, operations in plain["paths"].items()
        if request.method.lower() in operations and fits(path.split("/"), parts)
    ]
    return min(fitting, key=lambda path: path.count("{"))


def fits(pattern: list[str], parts: list[str]) -> bool:
    if len(pattern) != len(parts):
        return False
    return all(one.startswith("{") or one == other for one, other in zip(pattern, parts, strict=True))


def operation(plain, request):
    return plain["paths"][pattern_of(plain, request)][request.method.lower()]


def unknown_parameters(plain, request) -> set[str]:
    known = set()
    for parameter in operation(plain, request).get("parameters", []):
        name = parameter.get("$ref", "").rsplit("/", 1)[-1]
        known.add((plain["components"]["parameters"][name] if name else parameter)["name"])
    return set(request.query) - known


def schemes(plain, request) -> set[str]:
    return {name for choice in operation(plain, request)["security"] for name in choice}
