"""Control routes for posts, comments and messages: act as a customer and read the truth from another process."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from connectors.simulator.graph.records import Attachment, PostKind
from connectors.simulator.graph.state import GraphState
from connectors.simulator.graph.truth import describe_comment, describe_message, describe_post

Body = dict[str, Any]
Act = Callable[[web.Request, Body], object]


async def body_of(request: web.Request) -> Body:
    """Read a JSON object; without a body, an empty one. Raises ValueError for anything else."""
    raw = await request.read()
    body = json.loads(raw) if raw else {}
    if not isinstance(body, dict):
        raise TypeError("the body must be a JSON object")
    return body


def refusal_of(error: Exception) -> web.Response:
    """Answer a mistaken control call: 404 for what does not exist, 400 for the rest, always saying what."""
    status = 404 if isinstance(error, KeyError) else 400
    named = f"no such thing, or a key is missing: {error}" if status == 404 else str(error)
    return web.json_response({"error": named}, status=status)


def control(act: Act) -> Callable[[web.Request], Any]:
    """Wrap a handler: JSON in, JSON out, mistakes told."""

    async def handler(request: web.Request) -> web.Response:
        try:
            return web.json_response(act(request, await body_of(request)))
        except (KeyError, ValueError, TypeError, PermissionError) as error:
            return refusal_of(error)

    return handler


def moment_in(body: Body) -> datetime | None:
    """Read `at`, an ISO moment; without an offset it is UTC."""
    if not body.get("at"):
        return None
    found = datetime.fromisoformat(body["at"])
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class ContentControl:
    """Handlers of posts, comments and messages. `person` null means the account acts in its native app."""

    def __init__(self, state: GraphState) -> None:
        self._state = state

    def add_post(self, _request: web.Request, body: Body) -> object:
        """Publish as the account, or as a person: `kind` visitor, tagged or mentioned; of the account's, advert."""
        account, text, at = str(body["account"]), str(body.get("text", "")), moment_in(body)
        if not body.get("person") and body.get("kind") == PostKind.ADVERT:
            return {"id": self._state.advertise(account, text, at=at)}
        if not body.get("person"):
            live, product = bool(body.get("live")), str(body.get("product", "FEED"))
            return {"id": self._state.publish(account, text, at=at, live=live, product=product)}
        person, kind = self._person(body), PostKind(body.get("kind", "visitor"))
        acts = {
            PostKind.VISITOR: self._state.visitor_post,
            PostKind.TAGGED: self._state.tag_page,
            PostKind.MENTIONED: self._state.mention,
        }
        if kind not in acts:
            raise ValueError("kind of a person's post must be visitor, tagged or mentioned")
        return {"id": acts[kind](account, person, text, at=at)}

    def list_posts(self, request: web.Request, _body: Body) -> object:
        """List the posts of `account`, or all, oldest first."""
        wanted = request.query.get("account")
        found = [
            describe_post(post)
            for post in self._state.posts.values()
            if wanted in (None, post.account.id_on(post.network))
        ]
        return {"data": sorted(found, key=lambda post: (str(post["created"]), str(post["id"])))}

    def change_post(self, request: web.Request, body: Body) -> object:
        """Change a post's `text`, or close and open its comments."""
        post = self._state.posts[request.match_info["id"]]
        if "text" in body:
            self._state.edit_post(post.id, str(body["text"]))
        post.comments_closed = bool(body.get("comments_closed", post.comments_closed))
        return describe_post(post)

    def drop_post(self, request: web.Request, _body: Body) -> object:
        """Delete a post."""
        self._state.delete_post(request.match_info["id"])
        return {"deleted": True}

    def add_comment(self, _request: web.Request, body: Body) -> object:
        """Comment as a person, or as the account without the API."""
        post, text, at = str(body["post"]), str(body.get("text", "")), moment_in(body)
        parent = str(body["parent"]) if body.get("parent") else None
        if not body.get("person"):
            return {"id": self._state.account_comment(post, text, parent=parent, at=at)}
        attachment = body.get("attachment")
        return {"id": self._state.comment(post, self._person(body), text, parent=parent, at=at, attachment=attachment)}

    def list_comments(self, request: web.Request, _body: Body) -> object:
        """List the comments of `post`, or all, oldest first; deleted ones too with `deleted=true`."""
        wanted, deleted = request.query.get("post"), request.query.get("deleted") == "true"
        found = [
            describe_comment(self._state, comment)
            for comment in self._state.comments.values()
            if wanted in (None, comment.post.id) and (deleted or not comment.deleted)
        ]
        return {"data": sorted(found, key=lambda comment: (str(comment["created"]), str(comment["id"])))}

    def change_comment(self, request: web.Request, body: Body) -> object:
        """Change a comment's `text` or `hidden`."""
        id_ = request.match_info["id"]
        if "text" in body:
            self._state.edit_comment(id_, str(body["text"]), silent=bool(body.get("silent")))
        if "hidden" in body:
            self._state.hide_comment(id_, hidden=bool(body["hidden"]))
        comment = self._state.find_comment(id_)
        if comment is None:
            raise KeyError(id_)
        return describe_comment(self._state, comment)

    def drop_comment(self, request: web.Request, _body: Body) -> object:
        """Delete a comment with its replies; `silent=true` in the query sends no webhook."""
        silent = request.query.get("silent") == "true"
        self._state.delete_comment(request.match_info["id"], silent=silent)
        return {"deleted": True}

    def add_message(self, _request: web.Request, body: Body) -> object:
        """Write a message as a person, or with `from_account` as the account without the API."""
        account, person, text = str(body["account"]), self._person(body), str(body.get("text", ""))
        platform = _platform(body.get("platform"))
        if body.get("from_account"):
            return {"id": self._state.account_message(account, person, text, platform)}
        files = tuple(Attachment(str(f["kind"]), str(f["url"])) for f in body.get("attachments", ()))
        id_ = self._state.message(
            person,
            account,
            text,
            platform,
            at=moment_in(body),
            attachments=files,
            reply_to=body.get("reply_to"),
        )
        return {"id": id_}

    def list_messages(self, request: web.Request, _body: Body) -> object:
        """List messages oldest first, narrowed by `account`, `person` and `platform`; deleted ones too."""
        query = request.query
        found = [
            described
            for described in map(describe_message, self._state.messages.values())
            if all(query.get(name) in (None, described[name]) for name in ("account", "person", "platform"))
        ]
        return {"data": sorted(found, key=lambda message: str(message["created"]))}

    def change_message(self, request: web.Request, body: Body) -> object:
        """Change a message's `text`."""
        self._state.edit_message(request.match_info["id"], str(body["text"]))
        return describe_message(self._state.messages[request.match_info["id"]])

    def drop_message(self, request: web.Request, _body: Body) -> object:
        """Unsend a message; `silent=true` in the query sends no webhook."""
        self._state.unsend(request.match_info["id"], silent=request.query.get("silent") == "true")
        return {"deleted": True}

    def _person(self, body: Body) -> str:
        key = str(body["person"])
        self._state.person(key, body.get("name"), body.get("username"))
        return key


def _platform(value: object) -> Any:
    if value not in (None, "messenger", "instagram"):
        raise ValueError("platform must be messenger or instagram")
    return value or "messenger"


def add_content_routes(app: web.Application, state: GraphState) -> None:
    """Mount `/control/graph/posts`, `…/comments` and `…/messages`."""
    handlers = ContentControl(state)
    for kind, acts in {
        "posts": (handlers.add_post, handlers.list_posts, handlers.change_post, handlers.drop_post),
        "comments": (
            handlers.add_comment,
            handlers.list_comments,
            handlers.change_comment,
            handlers.drop_comment,
        ),
        "messages": (
            handlers.add_message,
            handlers.list_messages,
            handlers.change_message,
            handlers.drop_message,
        ),
    }.items():
        add, show, change, drop = acts
        app.router.add_post(f"/control/graph/{kind}", control(add))
        app.router.add_get(f"/control/graph/{kind}", control(show))
        app.router.add_patch(f"/control/graph/{kind}/{{id}}", control(change))
        app.router.add_delete(f"/control/graph/{kind}/{{id}}", control(drop))
