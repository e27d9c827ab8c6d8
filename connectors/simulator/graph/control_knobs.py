"""Control routes that turn the knobs: options, accounts, people, threads, ordered errors and webhooks."""

import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

import aiohttp
from aiohttp import web

from connectors.simulator.graph.api import GraphApi
from connectors.simulator.graph.control import Body, body_of, control, refusal_of
from connectors.simulator.graph.records import Unreachable
from connectors.simulator.graph.scripted import ScriptedError
from connectors.simulator.graph.subscription import Subscription
from connectors.simulator.graph.truth import describe_account, describe_thread
from connectors.simulator.graph.writing import PAGE_FIELDS
from connectors.simulator.identities import META_APP_SECRET, META_VERIFY_TOKEN


def signed_request(payload: dict[str, Any]) -> str:
    """Sign a payload as Meta's callbacks do: signature, dot, payload, both base64url without padding."""
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=")
    signature = hmac.new(META_APP_SECRET.encode(), body, hashlib.sha256).digest()
    return f"{base64.urlsafe_b64encode(signature).decode().rstrip('=')}.{body.decode()}"


class KnobControl:
    """Handlers of everything that is not content."""

    def __init__(self, api: GraphApi) -> None:
        self._api = api
        self._state = api.state

    def options(self, _request: web.Request, body: Body) -> object:
        """Show the options, after setting the given ones."""
        self._state.options.change(body)
        return asdict(self._state.options)

    def accounts(self, _request: web.Request, _body: Body) -> object:
        """List the accounts."""
        return {"data": [describe_account(account) for account in self._state.all_accounts()]}

    def change_account(self, request: web.Request, body: Body) -> object:
        """Set `removed_permissions`, `token_subcode`, `instagram_messages_off`, `restriction` of an account."""
        account = self._state.account(request.match_info["id"])
        if "removed_permissions" in body:
            account.removed_permissions = set(body["removed_permissions"])
        if "token_subcode" in body:
            account.token_subcode = body["token_subcode"]
        if "subscribed_fields" in body:
            account.subscribed_fields = set(body["subscribed_fields"])
        if "restriction" in body:
            code, subcode = body["restriction"] or (None, None)
            account.restriction = (int(code), subcode) if code else None
        account.instagram_messages_off = bool(body.get("instagram_messages_off", account.instagram_messages_off))
        return describe_account(account)

    def people(self, _request: web.Request, _body: Body) -> object:
        """List the people with the ids each account knows them by."""
        return {"data": [self._state.describe_person(person) for person in self._state.people.values()]}

    def change_person(self, request: web.Request, body: Body) -> object:
        """Make a person or set `name`, `username`, `nameless`, `restricted`, `unreachable`."""
        person = self._state.person(request.match_info["id"], body.get("name"), body.get("username"))
        person.nameless = bool(body.get("nameless", person.nameless))
        person.restricted = bool(body.get("restricted", person.restricted))
        if "unreachable" in body:
            person.unreachable = Unreachable(body["unreachable"]) if body["unreachable"] else None
        return self._state.describe_person(person)

    def threads(self, _request: web.Request, _body: Body) -> object:
        """List the conversations."""
        return {"data": [describe_thread(thread) for thread in self._state.threads.values()]}

    def change_thread(self, request: web.Request, body: Body) -> object:
        """Set `folder`, `owner_app` (another app holds it) or `archived` of a conversation."""
        thread = self._state.threads[request.match_info["id"]]
        thread.folder = str(body.get("folder", thread.folder))
        thread.owner_app = body.get("owner_app", thread.owner_app)
        thread.archived = bool(body.get("archived", thread.archived))
        return describe_thread(thread)

    def order_error(self, _request: web.Request, body: Body) -> object:
        """Order an error for the next matching calls: the fields of `ScriptedError`."""
        self._api.script.add(ScriptedError(**body))
        return {"ordered": True}

    def clear_errors(self, _request: web.Request, _body: Body) -> object:
        """Take ordered errors back, and forget the counted usage."""
        self._api.script.clear()
        self._api.usage.clear()
        return {"cleared": True}


class WebhookControl:
    """Handlers of the webhook subscription and its disturbances."""

    def __init__(self, api: GraphApi) -> None:
        self._api = api

    async def register(self, _request: web.Request, body: Body) -> object:
        """Verify and take the callback `url`; unless `subscribe_pages` is false, subscribe all Pages to all."""
        subscription = Subscription(str(body["url"]), str(body.get("verify_token", META_VERIFY_TOKEN)))
        if "fields" in body:
            subscription.fields = {subject: set(names) for subject, names in body["fields"].items()}
        await self._api.webhooks.subscribe(subscription)
        for account in self._api.state.all_accounts():
            if body.get("subscribe_pages", True):
                account.subscribed_fields = set(PAGE_FIELDS)
        return {"registered": True}

    async def drop(self, _request: web.Request, _body: Body) -> object:
        """Forget the callback."""
        self._api.webhooks.subscription = None
        return {"registered": False}

    async def disturb(self, _request: web.Request, body: Body) -> object:
        """Show the disturbances of delivery, after setting the given ones."""
        self._api.webhooks.disturbance.change(body)
        return asdict(self._api.webhooks.disturbance)

    async def status(self, _request: web.Request, _body: Body) -> object:
        """Tell what was delivered, refused, dropped and given up; with `idle=true` wait until all is sent."""
        sender = self._api.webhooks
        if _request.query.get("idle") == "true":
            await sender.idle()
        return {
            "registered": sender.subscription is not None,
            "delivered": sender.delivered,
            "refused": sender.refused,
            "dropped": sender.dropped,
            "given_up": sender.given_up,
        }

    async def call_back(self, _request: web.Request, body: Body) -> object:
        """Post a `signed_request` naming `user_id` to `url`: data deletion or deauthorisation."""
        issued = int(self._api.state.clock.now().timestamp())
        payload = {"algorithm": "HMAC-SHA256", "issued_at": issued, "user_id": str(body["user_id"])}
        form = {"signed_request": signed_request(payload)}
        async with aiohttp.ClientSession() as session, session.post(str(body["url"]), data=form) as answer:
            return {"status": answer.status, "text": await answer.text()}


def _control_async(
    act: Callable[[web.Request, Body], Awaitable[object]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        try:
            return web.json_response(await act(request, await body_of(request)))
        except (KeyError, ValueError, TypeError, aiohttp.ClientError) as error:
            return refusal_of(error)

    return handler


def add_knob_routes(app: web.Application, api: GraphApi) -> None:
    """Mount the knobs under `/control/graph/…`."""
    knobs, webhook, router, root = KnobControl(api), WebhookControl(api), app.router, "/control/graph"
    router.add_get(f"{root}/options", control(knobs.options))
    router.add_post(f"{root}/options", control(knobs.options))
    router.add_get(f"{root}/accounts", control(knobs.accounts))
    router.add_post(f"{root}/accounts/{{id}}", control(knobs.change_account))
    router.add_get(f"{root}/people", control(knobs.people))
    router.add_post(f"{root}/people/{{id}}", control(knobs.change_person))
    router.add_get(f"{root}/threads", control(knobs.threads))
    router.add_post(f"{root}/threads/{{id}}", control(knobs.change_thread))
    router.add_post(f"{root}/errors", control(knobs.order_error))
    router.add_delete(f"{root}/errors", control(knobs.clear_errors))
    router.add_post(f"{root}/webhook", _control_async(webhook.register))
    router.add_get(f"{root}/webhook", _control_async(webhook.status))
    router.add_delete(f"{root}/webhook", _control_async(webhook.drop))
    router.add_post(f"{root}/webhook/disturbance", _control_async(webhook.disturb))
    router.add_post(f"{root}/callback", _control_async(webhook.call_back))
