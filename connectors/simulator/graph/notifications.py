"""What a change becomes as a webhook: which subscription it concerns and how it is worded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from connectors.simulator.graph.records import Account, Comment, Message, Post, PostKind
from connectors.simulator.graph.rendering import stamp
from connectors.simulator.graph.state import GraphState
from connectors.simulator.graph.store import Event

Channel = Literal["changes", "messaging", "standby"]


@dataclass(frozen=True, slots=True)
class Notification:
    """One event for one account. `subject` is `page` or `instagram`, `field` what must be subscribed."""

    subject: str
    entry_id: str
    field: str
    channel: Channel
    body: dict[str, Any]
    at: datetime

    def entry_time(self) -> int:
        """Give the entry's time: seconds for changes, milliseconds for messaging."""
        seconds = self.at.timestamp()
        return int(seconds) if self.channel == "changes" else int(seconds * 1000)


def notifications_of(state: GraphState, event: Event) -> list[Notification]:
    """Word a change; empty where the networks keep silent (Instagram's edits and deletions, for one)."""
    account: Account = event["account"]
    record = event.get("comment") or event.get("message") or event.get("post")
    if state.options.review_pending and _by_person(record):
        return []  # without Advanced Access other people's doings are not told
    match event["kind"]:
        case "comment":
            found = _comment(state, account, event["comment"], event["verb"], event["at"])
        case "message":
            found = _message(state, account, event["message"], event["verb"], event["at"])
        case "mention":
            found = _mention(account, event["post"], event.get("comment"), event["at"])
        case _:
            found = _post(state, account, event["post"], event["verb"], event["at"])
    return [found] if found else []


def _by_person(record: object) -> bool:
    if isinstance(record, Message):
        return not record.from_account
    return getattr(record, "author", None) is not None


def _from(state: GraphState, record: Comment | Post, account: Account) -> dict[str, Any]:
    if record.author is None:
        return {"from": {"id": account.page_id, "name": account.name}}
    person = state.people[record.author]
    if person.nameless or state.options.authors_withheld:
        return {}
    return {"from": {"id": state.commenter_id(person, account, "facebook"), "name": person.name}}


def _comment(state: GraphState, account: Account, comment: Comment, verb: str, at: datetime) -> Notification | None:
    if comment.post.network == "instagram":
        if verb != "add":
            return None  # Instagram tells of new comments only
        return _change("instagram", account.instagram_id, "comments", _instagram_comment(state, comment), at)
    value: dict[str, Any] = {
        **_from(state, comment, account),
        "post": {
            "status_type": "mobile_status_update",
            "is_published": True,
            "updated_time": stamp(comment.post.updated),
            "permalink_url": f"https://www.facebook.com/{comment.post.id.replace('_', '/posts/')}",
            "promotion_status": "inactive",
            "id": comment.post.id,
        },
        "post_id": comment.post.id,
        "comment_id": comment.shown_id,
        "parent_id": comment.parent.shown_id if comment.parent else comment.post.id,
        "created_time": int(comment.created.timestamp()),
        "item": "comment",
        "verb": verb,
    }
    if verb != "remove":
        value["message"] = comment.text
    return _change("page", account.page_id, "feed", value, at)


def _instagram_comment(state: GraphState, comment: Comment) -> dict[str, Any]:
    account = comment.post.account
    if comment.author is None:
        writer = {"id": account.instagram_id, "username": account.instagram_username}
    else:
        person = state.people[comment.author]
        writer = {"id": state.commenter_id(person, account, "instagram"), "username": person.username}
    value: dict[str, Any] = {
        "from": writer,
        "media": {"id": comment.post.id, "media_product_type": comment.post.product},
        "id": comment.id,
        "text": comment.text,
    }
    return value | ({"parent_id": comment.parent.id} if comment.parent else {})


def _mention(account: Account, post: Post, comment: Comment | None, at: datetime) -> Notification:
    if post.network == "instagram":
        value: dict[str, Any] = {"media_id": post.id}
        if comment is not None:
            value["comment_id"] = comment.id
        return _change("instagram", account.instagram_id, "mentions", value, at)
    # a mention tells ids and text, never the author
    value = {"post_id": post.id, "message": post.text, "item": "post", "verb": "add"}
    value["created_time"] = int(post.created.timestamp())
    return _change("page", account.page_id, "mention", value, at)


def _post(state: GraphState, account: Account, post: Post, verb: str, at: datetime) -> Notification | None:
    if post.network == "instagram" or post.kind is PostKind.TAGGED:
        return None
    value: dict[str, Any] = {
        **_from(state, post, account),
        "post_id": post.id,
        "created_time": int(post.created.timestamp()),
        "item": "status" if post.kind is PostKind.PUBLISHED else "post",
        "verb": verb,
        "published": 1,
    }
    if verb != "remove":
        value["message"] = post.text
    return _change("page", account.page_id, "feed", value, at)


def _change(subject: str, entry_id: str, field: str, value: dict[str, Any], at: datetime) -> Notification:
    return Notification(subject, entry_id, field, "changes", {"field": field, "value": value}, at)


def _message(state: GraphState, account: Account, message: Message, verb: str, at: datetime) -> Notification | None:
    instagram = message.thread.platform == "instagram"
    person = state.messaging_id(message.thread.person, account, message.thread.platform)
    own = account.instagram_id if instagram else account.page_id
    sides = (own, person) if message.from_account else (person, own)
    body: dict[str, Any] = {
        "sender": {"id": sides[0]},
        "recipient": {"id": sides[1]},
        "timestamp": int((message.created if verb == "add" else at).timestamp() * 1000),
    }
    field = "messages"
    if verb == "edited":
        body["message_edit"] = {"mid": message.id, "text": message.text, "num_edit": message.edits}
        field = "message_edit" if instagram else "message_edits"
    else:
        body["message"] = _content(message, verb)
        field = "message_echoes" if message.from_account and not instagram else "messages"
    channel: Channel = "messaging" if message.thread.owner_app is None else "standby"
    return Notification("instagram" if instagram else "page", own, field, channel, body, at)


def _content(message: Message, verb: str) -> dict[str, Any]:
    content: dict[str, Any] = {"mid": message.id}
    if message.from_account:
        content["is_echo"] = True
        if message.app_id is not None and message.thread.platform == "messenger":
            content["app_id"] = int(message.app_id)
        if message.metadata is not None:
            content["metadata"] = message.metadata
    if verb == "remove":
        return content | {"is_deleted": True}
    if message.text:
        content["text"] = message.text
    if message.attachments:
        content["attachments"] = [{"type": item.kind, "payload": {"url": item.url}} for item in message.attachments]
    return content | ({"reply_to": message.reply_to} if message.reply_to else {})
