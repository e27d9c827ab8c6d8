"""`POST /{page}/messages`: answers, human-agent messages and private replies."""

from dataclasses import dataclass
from typing import Any

from connectors.simulator.graph import parameters as read
from connectors.simulator.graph.errors import bad_parameter, instagram_messaging, no_such_object, refuse
from connectors.simulator.graph.records import Account, Attachment, Comment, Message, Post, Thread
from connectors.simulator.graph.rendering import View
from connectors.simulator.graph.send_rules import (
    check_private_reply,
    check_reachable,
    check_tag,
    check_text,
    check_window,
)
from connectors.simulator.graph.shapes_messages import reading_permission
from connectors.simulator.identities import META_APP_ID


@dataclass(frozen=True, slots=True)
class _Letter:
    """What is to be sent, already read and found well formed."""

    text: str
    attachments: tuple[Attachment, ...]
    metadata: str | None
    reply_to: dict[str, object] | None


def send(view: View, account: Account, given: dict[str, Any]) -> dict[str, Any]:
    """Send a message as the account; gives `recipient_id` and `message_id`. Raises GraphError when refused."""
    recipient = read.obj(given, "recipient")
    tag = check_tag(given.get("messaging_type"), given.get("tag"))
    if "comment_id" in recipient or "post_id" in recipient:
        return _private_reply(view, account, recipient, given)
    if "id" not in recipient:
        raise bad_parameter("Param recipient must contain one of id, comment_id, post_id")
    found = view.state.recipient(str(recipient["id"]), account)
    if found is None:
        instagram = view.state.is_instagram_id(str(recipient["id"]))
        raise instagram_messaging(100, 2534014) if instagram else refuse(100, 2018001)
    thread = view.state.thread(account, *found)
    _check_permission(view, thread, human=tag is not None)
    check_reachable(thread)
    if "sender_action" in given:
        return {"recipient_id": _scoped(view, thread)}
    letter = _letter(thread, given)
    check_window(thread.network, view.state.last_from_person(thread), view.now, tag)
    return _deliver(view, thread, letter, tag=tag)


def _private_reply(view: View, account: Account, recipient: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    id_ = str(recipient.get("comment_id") or recipient.get("post_id"))
    subject: Comment | Post | None = (
        view.state.find_comment(id_) if "comment_id" in recipient else view.state.posts.get(id_)
    )
    if subject is None or _owner(subject) is not account:
        raise no_such_object(id_, "post")
    check_private_reply(subject, answered=view.state.privately_answered(subject), now=view.now)
    post = subject if isinstance(subject, Post) else subject.post
    person = view.state.people[str(subject.author)]
    thread = view.state.thread(account, person, "instagram" if post.network == "instagram" else "messenger")
    _check_permission(view, thread, human=False)
    check_reachable(thread)
    answer = _deliver(view, thread, _letter(thread, given), answers=subject.id)
    view.state.private_replies[subject.id] = view.state.messages[answer["message_id"]]
    return answer


def _owner(subject: Comment | Post) -> Account:
    return subject.account if isinstance(subject, Post) else subject.post.account


def _check_permission(view: View, thread: Thread, *, human: bool) -> None:
    view.require(thread.account, reading_permission(thread.platform))
    if human:
        view.require(thread.account, "human_agent")


def _letter(thread: Thread, given: dict[str, Any]) -> _Letter:
    message = read.obj(given, "message")
    attachment = message.get("attachment")
    files: tuple[Attachment, ...] = ()
    if isinstance(attachment, dict):
        payload = attachment.get("payload")
        url = payload.get("url", "") if isinstance(payload, dict) else ""
        files = (Attachment(str(attachment.get("type", "file")), str(url)),)
    text = check_text(thread.network, message.get("text"), attachment=bool(files))
    metadata = message.get("metadata")
    reply_to = given.get("reply_to")
    return _Letter(text, files, str(metadata) if metadata else None, reply_to if isinstance(reply_to, dict) else None)


def _deliver(
    view: View, thread: Thread, letter: _Letter, *, tag: str | None = None, answers: str | None = None
) -> dict[str, Any]:
    message: Message = view.state.write_message(thread, letter.text, from_account=True)
    message.attachments, message.metadata, message.reply_to = letter.attachments, letter.metadata, letter.reply_to
    message.tag, message.answers, message.app_id = tag, answers, META_APP_ID
    view.state.emit("message", "add", thread.account, message=message)
    return {"recipient_id": _scoped(view, thread), "message_id": message.id}


def _scoped(view: View, thread: Thread) -> str:
    return view.state.messaging_id(thread.person, thread.account, thread.platform)
