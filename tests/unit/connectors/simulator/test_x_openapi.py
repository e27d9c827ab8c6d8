"""The simulated X against X's own OpenAPI documents, which are not part of the project.

Set ASIDE_X_OPENAPI to a folder that holds x-openapi-2.166.json and x-openapi-2.167.json.
"""

import json
import os
from pathlib import Path

import pytest
from openapi_schema_validator import OAS30Validator

from connectors.simulator.x.routes import ENDPOINTS
from connectors.simulator.x.vocabulary import MEDIA_FIELDS, VOCABULARIES
from tests.support.x_probe import APP, BRAND, x_probe

FOLDER = os.environ.get("ASIDE_X_OPENAPI")
FILES = {"tweet": "x-openapi-2.166.json", "post": "x-openapi-2.167.json"}
POSTS = {"tweet": ("Tweet", "tweet.fields"), "post": ("Post", "post.fields")}

LEFT_TO_EVENTS = {("subscriptions", "POST"): {"dm.read", "like.read", "tweet.read"}}
"""Scopes that only some of the events one can subscribe to need, by endpoint; the simulator asks for them by event."""

if FOLDER is None:
    pytest.skip("ASIDE_X_OPENAPI names no folder of X's OpenAPI documents", allow_module_level=True)


@pytest.fixture(params=["tweet", "post"])
def vocabulary(request):
    return request.param


@pytest.fixture
def spec(vocabulary):
    return json.loads((Path(FOLDER) / FILES[vocabulary]).read_text())


def in_spec(path):
    """Names of path parameters differ; compare the paths with all of them alike."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def operation(spec, method, path):
    return next(item[method.lower()] for found, item in spec["paths"].items() if in_spec(found) == in_spec(path))


def refer(spec, part):
    return spec["components"]["parameters"][part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part


def enum_of(spec, name):
    return set(spec["components"]["parameters"][name]["schema"]["items"]["enum"])


def test_every_endpoint_is_one_of_xs(spec):
    for endpoint in ENDPOINTS:
        assert operation(spec, endpoint.method, endpoint.path), endpoint.path


def test_who_may_call_is_as_x_says(spec):
    for endpoint in ENDPOINTS:
        security = operation(spec, endpoint.method, endpoint.path)["security"]
        assert any("BearerToken" in scheme for scheme in security) is not endpoint.users_only, endpoint.path
        for scopes in [scheme["OAuth2UserToken"] for scheme in security if "OAuth2UserToken" in scheme]:
            left = set(scopes) - set(endpoint.scopes.split())
            assert set(endpoint.scopes.split()) <= set(scopes), endpoint.path
            assert left <= LEFT_TO_EVENTS.get((endpoint.name, endpoint.method), set()), endpoint.path


def test_the_names_are_xs(spec, vocabulary):
    words = VOCABULARIES[vocabulary]
    noun = POSTS[vocabulary][0]
    assert words.post_fields == enum_of(spec, f"{noun}FieldsParameter")
    assert words.expansions == enum_of(spec, f"{noun}ExpansionsParameter")
    assert words.user_fields == enum_of(spec, "UserFieldsParameter")
    assert words.user_expansions == enum_of(spec, "UserExpansionsParameter")
    assert words.dm_fields == enum_of(spec, "DmEventFieldsParameter")
    assert words.dm_expansions == enum_of(spec, "DmEventExpansionsParameter")
    assert enum_of(spec, "MediaFieldsParameter") == MEDIA_FIELDS


def check(spec, endpoint, answer):
    schema = operation(spec, endpoint.method, endpoint.path)["responses"]["200" if answer.status == 200 else "201"]
    reference = schema["content"]["application/json"]["schema"]["$ref"]
    validator = OAS30Validator({"allOf": [{"$ref": reference}], "components": spec["components"]})
    assert [error.message for error in validator.iter_errors(answer.body)] == []


async def furnish(x):
    ona = x.person("ona_p", description="Skaitau")
    parent = x.state.post(ona, "Kas žino gerą kurjerį? 🙂")
    gone = x.state.post(ona, "Ištrinsiu")
    x.state.post(x.person("tomas"), "tik ne @siuntukas #vėluoja https://example.lt/a $ABC", in_reply_to=parent)
    x.state.post(ona, "@siuntukas " + "labai ilgas skundas " * 30, quotes=gone)
    x.state.delete(gone)
    await x.control("POST", "/x/posts", {"author": "ona_p", "text": "@siuntukas žiūrėkit", "media": 1})
    x.state.send_dm(ona, BRAND.x_user_id, "Labas, žr. https://example.lt/a #tema @kawkarnia")
    await x.control("POST", "/x/dms", {"sender": "ona_p", "recipient": "siuntukas", "media": 1})
    return {"id": ona, "participant_id": ona, "post": parent}


def everything(spec, endpoint):
    """Ask for every field and expansion the endpoint knows."""
    asked = {}
    for part in operation(spec, endpoint.method, endpoint.path).get("parameters", []):
        found = refer(spec, part)
        enum = found["schema"].get("items", {}).get("enum")
        if enum and found["name"] not in ("exclude", "poll.fields", "place.fields"):
            asked[found["name"].replace(".", "__")] = ",".join(dict.fromkeys(enum))
    return asked


def caller(endpoint):
    """Who asks: the app itself where users may not, else the brand's account."""
    return {"headers": APP} if endpoint.apps_only else {}


PATHS = {
    "mentions": f"/2/users/{BRAND.x_user_id}/mentions",
    "user": "/2/users/{id}",
    "post": "/2/tweets/{post}",
    "quotes": "/2/tweets/{post}/quote_tweets",
    "dm_events_with": "/2/dm_conversations/with/{id}/dm_events",
    "dm_events_in": f"/2/dm_conversations/{BRAND.x_user_id}-{{id}}/dm_events",
}
MORE = {"search": {"query": "kurjerį OR @siuntukas"}, "posts": {"ids": "{post},5"}, "users": {"ids": "{id},5"}}


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.method == "GET"], ids=lambda e: e.name)
async def test_answers_have_xs_shape(spec, vocabulary, endpoint):
    async with x_probe(x_vocabulary=vocabulary, x_search_lag_seconds=-1) as x:
        known = await furnish(x)
        path = PATHS.get(endpoint.name, endpoint.path).format(**known)
        asked = {name: value.format(**known) for name, value in MORE.get(endpoint.name, {}).items()}
        answer = await x.get(path, **caller(endpoint), **everything(spec, endpoint), **asked)
        assert answer.status == 200, answer.body
        check(spec, endpoint, answer)
        plain = await x.get(path, **caller(endpoint), **asked)
        check(spec, endpoint, plain)


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.method == "GET"], ids=lambda e: e.name)
async def test_page_sizes_have_xs_bounds(spec, vocabulary, endpoint):
    parameters = [refer(spec, part) for part in operation(spec, "GET", endpoint.path)["parameters"]]
    bounds = next((part["schema"] for part in parameters if part["name"] == "max_results"), None)
    async with x_probe(x_vocabulary=vocabulary) as x:
        known = await furnish(x)
        path = PATHS.get(endpoint.name, endpoint.path).format(**known)
        asked = {name: value.format(**known) for name, value in MORE.get(endpoint.name, {}).items()}
        if bounds is None:
            assert (await x.get(path, **caller(endpoint), max_results=20, **asked)).status == 400
            return
        low, high = bounds["minimum"], bounds["maximum"]
        for size, status in ((low - 1, 400), (low, 200), (high, 200), (high + 1, 400)):
            assert (await x.get(path, **caller(endpoint), max_results=size, **asked)).status == status


async def test_writes_answer_in_xs_shape(spec, vocabulary):
    by_name = {endpoint.name: endpoint for endpoint in ENDPOINTS}
    async with x_probe(x_vocabulary=vocabulary) as x:
        known = await furnish(x)
        created = await x.post("/2/tweets", {"text": "Labas"})
        check(spec, by_name["create_post"], created)
        sent = await x.dm(known["id"], "Labas")
        check(spec, by_name["send_dm_with"], sent)
        reply = x.state.post(known["id"], "Fui", in_reply_to=created.data["id"])
        hidden = await x.call("PUT", f"/2/tweets/{reply}/hidden", body={"hidden": True})
        check(spec, by_name["hide"], hidden)
        check(spec, by_name["delete_post"], await x.call("DELETE", f"/2/tweets/{created.data['id']}"))
