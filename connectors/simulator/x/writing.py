"""Endpoints that publish: post or reply, delete, hide a reply."""

import re
from typing import Any, TypedDict

from connectors.simulator.x.call import Answer, Call
from connectors.simulator.x.model import Post
from connectors.simulator.x.params import ID, checked_id
from connectors.simulator.x.posts import Writing
from connectors.simulator.x.problems import (
    DUPLICATE,
    NOT_PERMITTED,
    NOT_SUMMONED,
    TARGET_GONE,
    TOO_LONG,
    forbidden,
    invalid,
    not_found,
)
from connectors.simulator.x.rules import is_duplicate, is_summoned
from connectors.simulator.x.text import MAX_WEIGHT, has_url, weight
from connectors.simulator.x.wire import to_wire


class ReplyBody(TypedDict, total=False):
    """The `reply` of a create request."""

    auto_populate_reply_metadata: bool
    exclude_reply_user_ids: list[str]
    in_reply_to_tweet_id: str


class CreateBody(TypedDict, total=False):
    """What POST /2/tweets takes, by its OpenAPI; any other key is refused."""

    card_uri: str
    community_id: str
    direct_message_deep_link: str
    edit_options: object
    for_super_followers_only: bool
    geo: object
    made_with_ai: bool
    media: object
    nullcast: bool
    paid_partnership: bool
    poll: object
    quote_tweet_id: str
    reply: ReplyBody
    reply_settings: str
    share_with_followers: bool
    text: str


BODY_KEYS = frozenset(CreateBody.__annotations__)
REPLY_KEYS = frozenset(ReplyBody.__annotations__)
DEEP_LINK = re.compile(r"https://(?:x|twitter)\.com/messages/compose\?recipient_id=[0-9]{1,19}(?:&text=[^&#]*)?")
NOT_FOR_EVERYONE = ("quote_tweet_id", "edit_options", "poll", "community_id", "card_uri")


def _refuse_unknown_keys(body: dict[str, Any], known: frozenset[str], place: str) -> None:
    for key, value in body.items():
        if key not in known:
            told = f"{place}.{key}: is not defined in the schema and the schema does not allow additional properties"
            raise invalid(told, **{key: str(value)})


def _text_of(body: dict[str, Any]) -> str:
    text = body.get("text", "")
    if not isinstance(text, str):
        raise invalid("$.text: must be a string", text=str(text))
    if not text.strip() and "media" not in body:
        raise invalid("One of `text` or `media` must be provided", text=text)
    return text


def _reply_of(body: dict[str, Any]) -> tuple[str | None, frozenset[str]]:
    """Read what is answered, and whom X shall not address."""
    reply = body.get("reply")
    if reply is None:
        return None, frozenset()
    if not isinstance(reply, dict):
        raise invalid("$.reply: must be an object", reply=str(reply))
    _refuse_unknown_keys(reply, REPLY_KEYS, "$.reply")
    target, excluded = reply.get("in_reply_to_tweet_id"), reply.get("exclude_reply_user_ids", [])
    if not isinstance(target, str) or ID.fullmatch(target) is None:
        told = "$.reply.in_reply_to_tweet_id: does not match the regex pattern ^[0-9]{1,19}$"
        raise invalid(told, in_reply_to_tweet_id=str(target))
    if not isinstance(excluded, list) or not all(isinstance(user_id, str) for user_id in excluded):
        raise invalid("$.reply.exclude_reply_user_ids: must be an array of ids", reply=str(excluded))
    return target, frozenset(excluded)


def _deep_link_of(body: dict[str, Any]) -> str | None:
    link = body.get("direct_message_deep_link")
    if link is not None and (not isinstance(link, str) or DEEP_LINK.fullmatch(link) is None):
        raise invalid("$.direct_message_deep_link: is not a valid deep link", direct_message_deep_link=str(link))
    return link


def _refuse_by_rule(call: Call, writing: Writing) -> None:
    """Raise Refusal for what X would not publish."""
    if weight(writing.text) > MAX_WEIGHT:
        raise invalid(TOO_LONG)
    target = _target(call, writing.in_reply_to)
    if target is not None and not is_summoned(call.me, target, call.state.posts):
        raise forbidden(NOT_SUMMONED)
    if is_duplicate(writing.text, call.state.posts.by(call.me.id), call.state.clock.now()):
        raise forbidden(DUPLICATE)


def _target(call: Call, post_id: str | None) -> Post | None:
    if post_id is None:
        return None
    target = call.state.posts.get(post_id)
    if target is None:
        raise forbidden(TARGET_GONE)
    return target


def _price_of(writing: Writing, post: Post) -> str:
    if has_url(writing.text):
        return "post_write_with_url"  # what a summoned reply with a link costs is not stated; this is the dear end
    own_thread = post.in_reply_to_user_id in (None, post.author_id)
    return "post_write" if own_thread else "summoned_reply"


async def create_post(call: Call) -> Answer:
    """POST /2/tweets: a post or a reply."""
    call.params()
    body = await call.json()
    _refuse_unknown_keys(body, BODY_KEYS, "$")
    target, excluded = _reply_of(body)
    text, link = _text_of(body), _deep_link_of(body)
    if any(body.get(key) is not None for key in NOT_FOR_EVERYONE):
        raise forbidden(NOT_PERMITTED)  # gone from self-serve tiers on 2026-04-16
    writing = Writing(text, in_reply_to=target, deep_link=link, unaddressed=excluded)
    _refuse_by_rule(call, writing)
    post = call.state.write(call.me.id, writing)
    call.charge(_price_of(writing, post))
    shown = to_wire(post.text, lambda _: None).text
    data = {call.words.history: list(post.history), "id": post.id, "text": shown}
    return Answer({"data": data}, 201)


async def delete_post(call: Call) -> Answer:
    """DELETE /2/tweets/{id}: one's own only."""
    call.params()
    post = call.state.posts.get(checked_id("id", call.part("id")))
    if post is None:
        raise not_found()
    if post.author_id != call.me.id:
        raise forbidden(NOT_PERMITTED)
    call.state.delete(post.id)
    call.charge("delete")
    return Answer({"data": {"deleted": True}})


async def hide(call: Call) -> Answer:
    """PUT /2/tweets/{tweet_id}/hidden: replies in one's own conversation only."""
    call.params()
    body = await call.json()
    hidden = body.get("hidden")
    if not isinstance(hidden, bool):
        raise invalid("$.hidden: is missing but it is required", hidden=str(hidden))
    post = call.state.posts.get(checked_id("tweet_id", call.part("tweet_id")))
    if post is None:
        raise not_found()
    root = call.state.posts.get(post.conversation_id)
    if post.in_reply_to is None or root is None or root.author_id != call.me.id:
        raise forbidden(NOT_PERMITTED)
    post.hidden = hidden
    call.state.tell("hide" if hidden else "unhide", post.id, post.author_id)
    call.charge("hide")
    return Answer({"data": {"hidden": hidden}})
