"""Knobs of the simulated X at /control/x by which one acts as a customer and reads the truth."""

from dataclasses import asdict
from datetime import datetime

from aiohttp import web

from connectors.simulator.control import Body, body_of, controlled, moment_in
from connectors.simulator.x.documents import timestamp
from connectors.simulator.x.model import DirectMessage, Post, User
from connectors.simulator.x.posts import Writing
from connectors.simulator.x.state import X_STATE, XState


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return timestamp(value)
    return sorted(value) if isinstance(value, set | frozenset) else value


def _user_told(user: User) -> Body:
    return {key: _plain(value) for key, value in asdict(user).items()}


def _post_told(state: XState, post: Post) -> Body:
    """The truth about a post: its text as typed, before X shortens, escapes or cuts it."""
    author = state.people.get(post.author_id)
    told = {key: _plain(value) for key, value in asdict(post).items()}
    return {**told, "typed": post.typed, "author": author.username if author else None}


def _dm_told(message: DirectMessage) -> Body:
    return {key: _plain(value) for key, value in asdict(message).items()}


def acting_person(state: XState, body: Body, name: str) -> User:
    """Find who acts: `<name>_id` by id, or `<name>` by handle, who is made when nobody has it."""
    if f"{name}_id" in body:
        return state.user(str(body[f"{name}_id"]))
    return state.people.known_or_new(str(body[name]))


async def add_post(request: web.Request) -> object:
    """POST /control/x/posts: write as a person in the app. `media` is a number of pictures."""
    body = await body_of(
        request, "author", "author_id", "text", "in_reply_to", "quotes", "reposts", "at", "index_after", "media"
    )
    state = request.app[X_STATE]
    author, at = acting_person(state, body, "author"), moment_in(body)
    if "reposts" in body:
        return {"id": state.repost(author.id, str(body["reposts"]), at=at), "author_id": author.id}
    media = tuple(state.new_media() for _ in range(int(body.get("media", 0))))
    parent, quoted = body.get("in_reply_to"), body.get("quotes")
    writing = Writing(str(body["text"]), in_reply_to=parent, quotes=quoted, media=media)
    post = state.write(author.id, writing, at=at, index_after=body.get("index_after"))
    return {"id": post.id, "author_id": author.id}


async def list_posts(request: web.Request) -> object:
    """GET /control/x/posts: all posts, newest first; ?author=handle, ?replies_to=id."""
    state = request.app[X_STATE]
    parent, handle = request.query.get("replies_to"), request.query.get("author")
    found = state.replies_to(parent) if parent else list(state.posts.live())
    if handle is not None:
        author = state.people.by_handle(handle)
        found = [post for post in found if author and post.author_id == author.id]
    return [_post_told(state, post) for post in found]


async def edit_post(request: web.Request) -> object:
    """PATCH /control/x/posts/{id}: edit as its author does; the new version has a new id."""
    body = await body_of(request, "text")
    return {"id": request.app[X_STATE].edit(request.match_info["id"], str(body["text"]))}


async def delete_post(request: web.Request) -> object:
    """DELETE /control/x/posts/{id}: delete as its author does."""
    request.app[X_STATE].delete(request.match_info["id"])
    return {"deleted": True}


async def add_dm(request: web.Request) -> object:
    """POST /control/x/dms: send a private message as a person. `encrypted` ones the API will not show."""
    body = await body_of(
        request, "sender", "sender_id", "recipient", "recipient_id", "text", "at", "encrypted", "media"
    )
    state = request.app[X_STATE]
    sender, recipient = acting_person(state, body, "sender"), acting_person(state, body, "recipient")
    media = tuple(state.new_media() for _ in range(int(body.get("media", 0))))
    encrypted = bool(body.get("encrypted", False))
    text, at = str(body.get("text", "")), moment_in(body)
    message_id = state.send_dm(sender.id, recipient.id, text, at=at, media=media, encrypted=encrypted)
    return {"id": message_id, "sender_id": sender.id, "recipient_id": recipient.id}


async def list_dms(request: web.Request) -> object:
    """GET /control/x/dms?with=a&and=b: two people's messages by handle, oldest first; ?of=a: all of one's."""
    state = request.app[X_STATE]
    users = [state.people.by_handle(request.query[name]) for name in ("with", "and", "of") if name in request.query]
    known = [user for user in users if user]
    if len(known) != len(users) or not known:
        raise LookupError("name one person by ?of= or two by ?with= and ?and=, by handles that exist")
    pair = (known[0].id, known[-1].id)
    found = state.dms_between(*pair) if len(known) == 2 else state.messages.of(pair[0])[::-1]
    return [_dm_told(message) for message in found]


async def put_user(request: web.Request) -> object:
    """POST /control/x/users: open or change an account by `username`. `follows`, `blocks`: lists of handles."""
    names = ("username", "name", "description", "accepts_dms", "protected", "suspended", "follows", "blocks")
    body = await body_of(request, *names)
    people = request.app[X_STATE].people
    user = people.known_or_new(str(body["username"]))
    for name in ("name", "description"):
        setattr(user, name, str(body.get(name, getattr(user, name))))
    for name in ("accepts_dms", "protected", "suspended"):
        setattr(user, name, bool(body.get(name, getattr(user, name))))
    for relation in ("follows", "blocks"):
        if relation in body:
            setattr(user, relation, {people.known_or_new(str(handle)).id for handle in body[relation]})
    return _user_told(user)


async def list_users(request: web.Request) -> object:
    """GET /control/x/users: everybody."""
    return [_user_told(user) for user in request.app[X_STATE].people.all()]


def setup(app: web.Application) -> None:
    """Mount these knobs."""
    knobs = (
        ("POST", "posts", add_post),
        ("GET", "posts", list_posts),
        ("PATCH", "posts/{id}", edit_post),
        ("DELETE", "posts/{id}", delete_post),
        ("POST", "dms", add_dm),
        ("GET", "dms", list_dms),
        ("POST", "users", put_user),
        ("GET", "users", list_users),
    )
    for method, path, act in knobs:
        app.router.add_route(method, f"/control/x/{path}", controlled(act))
