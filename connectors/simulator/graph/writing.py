"""Writes other than messages: comments answered, edited, hidden and deleted, subscriptions, blocked people."""

from collections.abc import Callable
from typing import Any

from connectors.simulator.graph import parameters as read
from connectors.simulator.graph.blocking import block
from connectors.simulator.graph.errors import GraphError, bad_parameter, no_such_object, refuse
from connectors.simulator.graph.records import Account, Comment, Post, PostKind
from connectors.simulator.graph.rendering import Node, View
from connectors.simulator.graph.sending import send

Write = Callable[[View, Any, dict[str, Any]], dict[str, Any]]
OK: dict[str, Any] = {"success": True}
LONGEST_COMMENT = {"facebook": 8000, "instagram": 2200}
_OTHERS = (PostKind.TAGGED, PostKind.MENTIONED)
"""Posts that belong to somebody else."""
PAGE_FIELDS = frozenset(
    {"feed", "mention", "messages", "message_echoes", "message_edits", "message_reads", "message_reactions"}
    | {"messaging_postbacks", "messaging_referrals", "messaging_policy_enforcement", "standby", "ratings"}
    | {"messaging_optins", "messaging_handovers", "message_deliveries", "conversations", "name"}
)


def _engage(view: View, account: Account) -> None:
    """Refuse public writes of a token that is not the Page's, or lacks the permission."""
    if view.holder != "page":
        raise refuse(1705)
    view.require(account, "pages_manage_engagement")
    if account.restriction is not None and account.restriction[0] == 368:
        raise refuse(*account.restriction)


def _words(network: str, given: dict[str, Any]) -> str:
    words = read.text(given, "message")
    if len(words) > LONGEST_COMMENT[network]:
        raise bad_parameter(f"Param message must be at most {LONGEST_COMMENT[network]} characters")
    return words


def _reply_facebook(view: View, above: Comment | Post, given: dict[str, Any]) -> dict[str, Any]:
    post = above if isinstance(above, Post) else above.post
    _engage(view, post.account)
    words = _words("facebook", given)
    if post.comments_closed:
        raise refuse(200, None, "(#200) Comments are switched off for this post")
    parent = above if isinstance(above, Comment) else None
    comment = view.state.write_comment(post, None, words, parent=parent)
    view.state.announce(comment, "add")
    return {"id": comment.shown_id}


def _change_comment(view: View, comment: Comment, given: dict[str, Any]) -> dict[str, Any]:
    """Hide or show a comment, or change its words: posting `message` here edits, it does not answer."""
    _engage(view, comment.post.account)
    hidden = read.flag(given, "is_hidden")
    if hidden is None and "message" not in given:
        raise bad_parameter("Nothing to change: give message or is_hidden")
    if hidden is not None:
        if comment.author is None or comment.post.kind in _OTHERS:
            raise refuse(200, None, "(#200) A Page hides only what others wrote under its own posts")
        view.state.hide_comment(comment.id, hidden=hidden)
    if "message" in given:
        if comment.author is not None:
            raise refuse(200, None, "(#200) Only the author can edit a comment")
        view.state.edit_comment(comment.id, _words("facebook", given))
    return OK


def _delete_comment(view: View, comment: Comment, _given: dict[str, Any]) -> dict[str, Any]:
    if comment.post.kind in _OTHERS:
        raise refuse(200, None, "(#200) Only comments under the account's own posts can be deleted")
    if comment.post.network == "facebook":
        _engage(view, comment.post.account)
    else:
        view.require(comment.post.account, "instagram_manage_comments")
    view.state.delete_comment(comment.id)
    return OK


def _delete_post(view: View, post: Post, _given: dict[str, Any]) -> dict[str, Any]:
    _engage(view, post.account)
    if post.author is not None:
        raise refuse(200, None, "(#200) A Page deletes only its own posts")
    view.state.delete_post(post.id)
    return OK


def _reply_instagram(view: View, comment: Comment, given: dict[str, Any]) -> dict[str, Any]:
    """Answer a comment; an answer to a reply goes to its parent; hidden and live comments take none."""
    view.require(comment.post.account, "instagram_manage_comments")
    words = _words("instagram", given)
    if comment.hidden or comment.post.live:
        raise bad_parameter("Replies to hidden comments or to comments on live videos are not supported")
    return _write_instagram(view, comment.post, words, comment)


def _comment_media(view: View, post: Post, given: dict[str, Any]) -> dict[str, Any]:
    view.require(post.account, "instagram_manage_comments")
    return _write_instagram(view, post, _words("instagram", given), None)


def _write_instagram(view: View, post: Post, words: str, parent: Comment | None) -> dict[str, Any]:
    if post.comments_closed:
        raise bad_parameter("Comments are switched off for this media")
    comment = view.state.write_comment(post, None, words, parent=parent)
    view.state.announce(comment, "add")
    return {"id": comment.id}


def _hide_instagram(view: View, comment: Comment, given: dict[str, Any]) -> dict[str, Any]:
    view.require(comment.post.account, "instagram_manage_comments")
    if comment.post.kind in _OTHERS:
        raise bad_parameter("Only comments on the account's own media can be hidden")
    hidden = read.flag(given, "hide")
    if hidden is None:
        raise bad_parameter("The parameter hide is required")
    view.state.hide_comment(comment.id, hidden=hidden)
    return OK


def _change_media(view: View, post: Post, given: dict[str, Any]) -> dict[str, Any]:
    view.require(post.account, "instagram_manage_comments")
    enabled = read.flag(given, "comment_enabled")
    if enabled is None:
        raise bad_parameter("The parameter comment_enabled is required")
    post.comments_closed = not enabled
    return OK


def _answer_mention(view: View, account: Account, given: dict[str, Any]) -> dict[str, Any]:
    """Comment under the media of somebody who mentioned the account, or answer the mentioning comment."""
    view.require(account, "instagram_manage_comments")
    media_id = read.text(given, "media_id")
    words = _words("instagram", given)
    post = view.state.posts.get(media_id)
    if post is None or post.account is not account or post.network != "instagram":
        raise no_such_object(media_id, "post")
    parent = None
    if given.get("comment_id"):
        parent = view.state.find_comment(str(given["comment_id"]))
        if parent is None or parent.post is not post:
            raise no_such_object(str(given["comment_id"]), "post")
    return _write_instagram(view, post, words, parent)


def _send(view: View, account: Account, given: dict[str, Any]) -> dict[str, Any]:
    if view.holder != "page":
        raise GraphError("(#190) This method must be called with a Page Access Token", 190)
    return send(view, account, given)


def _subscribe(view: View, account: Account, given: dict[str, Any]) -> dict[str, Any]:
    view.require(account, "pages_manage_metadata")
    value = given.get("subscribed_fields")
    names = value if isinstance(value, list) else str(value or "").strip("[]").replace('"', "").split(",")
    wanted = {str(name).strip() for name in names if str(name).strip()}
    if not wanted:
        raise bad_parameter("The parameter subscribed_fields is required.")
    if wanted - PAGE_FIELDS:
        raise bad_parameter(f"Param subscribed_fields[0] must be one of {{{', '.join(sorted(PAGE_FIELDS))}}}")
    account.subscribed_fields = wanted
    return OK


def _unsubscribe(view: View, account: Account, _given: dict[str, Any]) -> dict[str, Any]:
    view.require(account, "pages_manage_metadata")
    account.subscribed_fields = set()
    return OK


def _moderate(view: View, account: Account, given: dict[str, Any]) -> dict[str, Any]:
    """Block or unblock people, or move their conversations to spam."""
    view.require(account, "pages_messaging")
    actions, people = given.get("actions"), given.get("user_ids")
    if not isinstance(actions, list) or not isinstance(people, list) or not actions or not people:
        raise bad_parameter("actions and user_ids must be non-empty lists")
    for entry in people:
        found = view.state.recipient(str(entry.get("id") if isinstance(entry, dict) else entry), account)
        if found is None:
            raise refuse(100, 2018001)
        for action in actions:
            _moderate_one(view, account, found[0].key, str(action).upper())
    return {"result": [{"user_id": entry} for entry in people], "success": True}


def _moderate_one(view: View, account: Account, person: str, action: str) -> None:
    match action:
        case "BLOCK_USER" | "BAN_USER":
            view.state.person_block(account.page_id, person, blocked=True)
        case "UNBLOCK_USER" | "UNBAN_USER":
            view.state.person_block(account.page_id, person, blocked=False)
        case "MOVE_TO_SPAM":
            for thread in view.state.threads.values():
                if thread.account is account and thread.person.key == person:
                    thread.folder = "spam"
        case _:
            raise bad_parameter("Param actions[0] must be a known action")


REMOVED_EDGES = frozenset({"private_replies", "ratings"})
WRITES: dict[tuple[str, str, str], Write] = {
    ("POST", "post", "comments"): _reply_facebook,
    ("POST", "comment", "comments"): _reply_facebook,
    ("POST", "comment", ""): _change_comment,
    ("DELETE", "comment", ""): _delete_comment,
    ("DELETE", "post", ""): _delete_post,
    ("POST", "ig_comment", "replies"): _reply_instagram,
    ("POST", "ig_comment", ""): _hide_instagram,
    ("DELETE", "ig_comment", ""): _delete_comment,
    ("POST", "ig_media", "comments"): _comment_media,
    ("POST", "ig_media", ""): _change_media,
    ("POST", "ig_user", "mentions"): _answer_mention,
    ("POST", "page", "messages"): _send,
    ("POST", "page", "subscribed_apps"): _subscribe,
    ("DELETE", "page", "subscribed_apps"): _unsubscribe,
    ("POST", "page", "moderate_conversations"): _moderate,
    ("POST", "page", "blocked"): block,
}


def write(view: View, method: str, node: Node, edge: str, given: dict[str, Any]) -> dict[str, Any]:
    """Carry out a write. Raises GraphError (100/33) when nothing of the kind can be written there."""
    if edge in REMOVED_EDGES:
        raise refuse(12)
    act = WRITES.get((method, node.shape, edge))
    if act is None:
        raise refuse(100, 33)
    return act(view, node.record, given)
