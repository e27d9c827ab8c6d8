"""Plain descriptions of the records, as tests and the street read them: everything, also what APIs hide."""

from datetime import datetime
from typing import Any

from connectors.simulator.graph.records import Account, Comment, Message, Post, Thread
from connectors.simulator.graph.state import GraphState


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def describe_post(post: Post) -> dict[str, Any]:
    """Describe a post or media."""
    return {
        "id": post.id,
        "network": post.network,
        "kind": post.kind.value,
        "account": post.account.id_on(post.network),
        "person": post.author,
        "text": post.text,
        "created": _iso(post.created),
        "comments": sum(1 for comment in post.comments if not comment.deleted),
        "live": post.live,
        "comments_closed": post.comments_closed,
    }


def describe_comment(state: GraphState, comment: Comment) -> dict[str, Any]:
    """Describe a comment; `person` null means the account wrote it."""
    answer = state.private_replies.get(comment.id)
    return {
        "id": comment.shown_id,
        "network": comment.post.network,
        "post": comment.post.id,
        "parent": comment.parent.shown_id if comment.parent else None,
        "person": comment.author,
        "text": comment.text,
        "created": _iso(comment.created),
        "edited": _iso(comment.edited),
        "hidden": comment.hidden,
        "deleted": comment.deleted,
        "private_reply": answer.id if answer else None,
    }


def describe_message(message: Message) -> dict[str, Any]:
    """Describe a message; `answers` is the bare id of the comment or post a private reply belongs to."""
    return {
        "id": message.id,
        "thread": message.thread.id,
        "platform": message.thread.platform,
        "account": message.thread.account.id_on(message.thread.network),
        "person": message.thread.person.key,
        "from_account": message.from_account,
        "text": message.text,
        "created": _iso(message.created),
        "deleted": message.deleted,
        "edits": message.edits,
        "tag": message.tag,
        "metadata": message.metadata,
        "answers": message.answers,
        "through_api": message.app_id is not None,
        "attachments": [{"kind": item.kind, "url": item.url} for item in message.attachments],
    }


def describe_thread(thread: Thread) -> dict[str, Any]:
    """Describe a conversation without its messages."""
    return {
        "id": thread.id,
        "platform": thread.platform,
        "account": thread.account.id_on(thread.network),
        "person": thread.person.key,
        "folder": thread.folder,
        "owner_app": thread.owner_app,
        "archived": thread.archived,
        "messages": len(thread.messages),
    }


def describe_account(account: Account) -> dict[str, Any]:
    """Describe an account's ids and the states its owner or Meta put it into; never its token."""
    return {
        "key": account.key,
        "name": account.name,
        "page": account.page_id,
        "instagram": account.instagram_id,
        "instagram_username": account.instagram_username,
        "subscribed_fields": sorted(account.subscribed_fields),
        "removed_permissions": sorted(account.removed_permissions),
        "token_subcode": account.token_subcode,
        "instagram_messages_off": account.instagram_messages_off,
        "restriction": list(account.restriction) if account.restriction else None,
        "blocked_people": sorted(account.blocked_people),
    }
