"""The OpenAPI document: valid, complete, and true of what is answered."""

import json

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from monitor.domain.outbox import OutboxState
from monitor.web.app import API
from tests.support.fakes import PHONE, mention
from tests.support.records import entry, promise


@pytest.fixture
async def document(bureau):
    return await bureau.json("/api/openapi.json")


async def test_it_is_valid_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    validate(document, cls=OpenAPIV31SpecValidator)


async def test_it_lists_every_route_of_the_api(bureau, document):
    listed = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    served = {
        (route.method, route.resource.canonical)
        for route in bureau.app.router.routes()
        if route.resource and route.resource.canonical.startswith("/api/v1/") and route.method != "HEAD"
    }
    assert listed == served - {("GET", "/api/v1/live")}
    assert "/api/v1/live" in document["info"]["description"]
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    assert len(set(names)) == len(names) == len(API)


async def test_only_logging_in_needs_no_session(document):
    without = [path for path, item in document["paths"].items() for each in item.values() if each.get("security") == []]
    assert without == ["/api/v1/login"]
    assert document["security"] == [{"session": []}]


def conforms(document, path, method, answer, body):
    """Hold an answer against the document: its own status if described, else `default`."""
    responses = document["paths"][path][method]["responses"]
    described = responses.get(str(answer.status), responses["default"])
    schema = described["content"]["application/json"]["schema"] | {"components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(body)


LEADS_ONLY = (
    "/api/v1/playbooks",  # tests/web/test_playbooks.py
    "/api/v1/learning/",  # tests/web/test_learning.py, likewise the following
    "/api/v1/rescoring",
    "/api/v1/weights/",
)


async def promise_of(town):
    """Put a promise on the first case, as a delivered text would."""
    ended = entry(await town.id(), "k", state=OutboxState.CANCELLED)
    async with town.store.write() as tx:
        added = await tx.outbox.add(ended)
        return (await tx.promises.add(promise(ended.case_id, added.id))).id


async def test_every_answer_is_as_described(bureau, document):
    await bureau.town.hear(mention("1", f"blogai, {PHONE}"))
    case_id = await bureau.town.id()
    case = "/api/v1/cases/{case_id}"
    await bureau.log_in()
    body = await bureau.approve_body()
    promised, version = await promise_of(bureau.town), (await bureau.case())["row"]["version"]
    newest = (await bureau.case())["conversation"][-1]["id"]
    calls = [
        ("post", "/api/v1/login", {"name": "ana", "password": "correct horse battery"}, 200),
        ("post", "/api/v1/login", {"name": "ana", "password": "x"}, 401),
        ("post", "/api/v1/login", {}, 400),
        ("get", "/api/v1/me", None, 200),
        ("get", "/api/v1/cases", None, 200),
        ("post", "/api/v1/cases/search", {"words": "blogai"}, 200),
        ("get", case, None, 200),
        ("post", f"{case}/check", {"text": f"Ona {PHONE}", "move": "public_reply"}, 200),
        ("post", f"{case}/check", {"text": "x"}, 400),
        ("post", f"{case}/approve", {"drafts": [body["drafts"][0] | {"text": " "}]}, 422),
        ("post", f"{case}/approve", {"drafts": [body["drafts"][0] | {"version": 9}]}, 409),
        ("post", f"{case}/approve", await bureau.approve_body(public=PHONE), 422),
        ("post", f"{case}/approve", body, 200),
        ("get", case, None, 200),
        ("post", f"{case}/undo", None, 200),
        ("post", f"{case}/act", {"mention_id": newest, "move": "hide"}, 200),
        ("post", f"{case}/act", {"mention_id": newest, "move": "dance"}, 400),
        ("post", f"{case}/writing", None, 200),
        ("post", f"{case}/writing/done", None, 200),
        ("get", "/api/v1/promises", None, 200),
        ("post", "/api/v1/promises/{promise_id}", {"to": "kept"}, 200),
        ("post", f"{case}/language", {"language": "pl", "version": version}, 200),
        ("post", f"{case}/state", {"to": "closed", "version": version + 1}, 200),
        ("post", f"{case}/correct", {"act": "complaint", "urgency": 2, "about_us": True}, 200),
        ("post", f"{case}/correct", {"act": "rant"}, 400),
        ("post", f"{case}/correct/undo", {}, 200),
        ("get", "/api/v1/learning", None, 200),
        ("get", "/api/v1/weights", None, 200),
        ("post", "/api/v1/weights/replay", {"weights": {}}, 403),
        ("get", "/api/v1/accounts", None, 200),
        ("get", "/api/v1/streams", None, 200),
        ("get", "/api/v1/ledger", None, 200),
        ("get", "/api/v1/spending", None, 200),
        ("post", "/api/v1/accounts/{account}/poll", None, 200),
        ("post", "/api/v1/logout", None, 200),
        ("get", "/api/v1/me", None, 401),
    ]
    for method, path, sent, status in calls:
        address = (
            path.replace("{case_id}", str(case_id)).replace("{account}", "page").replace("{promise_id}", str(promised))
        )
        answer = await bureau.client.request(method, address, json=sent)
        assert answer.status == status, (method, path, await answer.text())
        conforms(document, path, method, answer, await answer.json())
        if sent and status == 200:
            schema = document["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
            jsonschema.Draft202012Validator(schema | {"components": document["components"]}).validate(sent)
    assert {(method, path) for method, path, _, status in calls if status == 200} == {
        (method, path) for path, item in document["paths"].items() for method in item if not path.startswith(LEADS_ONLY)
    }


async def test_the_document_does_not_change_from_call_to_call(bureau, document):
    assert json.dumps(await bureau.json("/api/openapi.json")) == json.dumps(document)
