"""Shapes of private conversations, the same edges for Messenger and Instagram."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from connectors.simulator.graph.numbers import scoped_id
from connectors.simulator.graph.paging import Key
from connectors.simulator.graph.parameters import one_of
from connectors.simulator.graph.records import Account, Message, Platform, Thread
from connectors.simulator.graph.rendering import ABSENT, Args, Edge, Node, Shape, View, stamp

READABLE = 20  # details of older messages are not given
REQUESTS_KEPT = timedelta(days=30)


def reading_permission(platform: str) -> str:
    """Name the permission that opens the conversations of a platform."""
    return "instagram_manage_messages" if platform == "instagram" else "pages_messaging"


def readable(message: Message) -> bool:
    """Tell whether details are given: the 20 newest of the thread that still exist."""
    newest = islice((item for item in reversed(message.thread.messages) if not item.deleted), READABLE)
    return any(item is message for item in newest)


def participant(view: View, thread: Thread, *, account: bool) -> dict[str, Any]:
    """Show one side of a conversation: by name on Messenger, by user name on Instagram."""
    owner, person = thread.account, thread.person
    if thread.platform == "instagram":
        if account:
            return {"username": owner.instagram_username, "id": owner.instagram_id}
        return {"username": person.username, "id": view.state.messaging_id(person, owner, "instagram")}
    id_ = owner.page_id if account else view.state.messaging_id(person, owner, "messenger")
    return {"name": owner.name if account else person.name, "email": f"{id_}@facebook.com", "id": id_}


def _threads(view: View, account: Account, args: Args) -> list[Thread]:
    names: dict[str, Platform] = {"messenger": "messenger", "instagram": "instagram"}
    platform = names[one_of(args, "platform", ("messenger", "instagram"))]
    view.require(account, reading_permission(platform))
    if view.state.options.review_pending or (platform == "instagram" and account.instagram_messages_off):
        return []  # without Advanced Access, or with message access switched off, there is nothing to see
    after = _milliseconds(args, "updated_after_ms")
    before = _milliseconds(args, "updated_before_ms")
    return [
        thread
        for thread in view.state.threads_of(account, platform)
        if not thread.archived and not _forgotten(view, thread)
        if (after is None or thread.updated > after) and (before is None or thread.updated < before)
        if args.get("user_id") in (None, view.state.messaging_id(thread.person, account, platform))
    ]


def _milliseconds(args: Args, name: str) -> datetime | None:
    value = args.get(name)
    return datetime.fromtimestamp(int(value) / 1000, UTC) if value and value.isdigit() else None


def _forgotten(view: View, thread: Thread) -> bool:
    return thread.folder == "requests" and view.now - thread.updated > REQUESTS_KEPT


def _messages(_view: View, thread: Thread, _args: Args) -> list[Message]:
    living = [message for message in thread.messages if not message.deleted]
    return sorted(living, key=_message_key, reverse=True)


def _message_key(message: Message) -> Key:
    return message.created.isoformat(timespec="microseconds"), message.id


def _thread_key(thread: Thread) -> Key:
    return thread.updated.isoformat(timespec="microseconds"), thread.id


def _detail(value: Any) -> Any:
    """Give a field function that answers only for readable messages."""
    return lambda view, message: value(view, message) if readable(message) else ABSENT


def _attachments(_view: View, message: Message) -> Any:
    files = [
        {
            "id": scoped_id("attachment", item.url, message.id),
            "mime_type": "image/jpeg",
            "name": f"image-{index}",
            "size": 1024,
            "image_data": {"width": 640, "height": 480, "url": item.url, "preview_url": item.url},
        }
        for index, item in enumerate(message.attachments, 1)
        if item.kind in ("image", "video", "audio", "file")
    ]
    return {"data": files} if files else ABSENT


def _story(_view: View, message: Message) -> Any:
    for item in message.attachments:
        if item.kind == "story_mention":
            return {"mention": {"link": item.url, "id": ""}}
    story = (message.reply_to or {}).get("story")
    if isinstance(story, dict):
        return {"reply_to": {"link": story.get("url", ""), "id": story.get("id", "")}}
    return ABSENT


def _shares(_view: View, message: Message) -> Any:
    links = [{"link": item.url} for item in message.attachments if item.kind == "share"]
    return {"data": links} if links else ABSENT


def _reply_to(_view: View, message: Message) -> Any:
    mid = (message.reply_to or {}).get("mid")
    return {"mid": mid} if mid else ABSENT


def _participants(view: View, thread: Thread) -> dict[str, Any]:
    sides = [participant(view, thread, account=False), participant(view, thread, account=True)]
    return {"data": sides}


CONVERSATIONS = Edge(item="thread", records=_threads, key=_thread_key)

THREAD = Shape(
    name="UnifiedThread",
    default=("id", "link", "updated_time"),
    fields={
        "id": lambda _view, thread: thread.id,
        "link": lambda _view, thread: f"/{thread.account.page_id}/inbox/{scoped_id('link', thread.id, '')}/",
        "updated_time": lambda _view, thread: stamp(thread.updated),
        "participants": _participants,
        "senders": _participants,
        "message_count": lambda _view, thread: len(thread.messages),
        "unread_count": lambda _view, _thread: 0,
        "snippet": lambda _view, thread: thread.messages[-1].text if thread.messages else ABSENT,
        "can_reply": lambda _view, _thread: True,
        "is_owner": lambda _view, thread: thread.owner_app is None,
        "is_subscribed": lambda _view, _thread: True,
        "folder": lambda _view, thread: thread.folder,
        "scoped_thread_key": lambda _view, thread: thread.id,
    },
    edges={"messages": Edge(item="message", records=_messages, key=_message_key)},
    silent=frozenset({"name", "former_participants", "linked_group", "wallpaper"}),
)

MESSAGE = Shape(
    name="Message",
    default=("id", "created_time"),
    fields={
        "id": lambda _view, message: message.id,
        "created_time": lambda _view, message: stamp(message.created),
        "from": _detail(lambda view, message: participant(view, message.thread, account=message.from_account)),
        "to": _detail(
            lambda view, message: {"data": [participant(view, message.thread, account=not message.from_account)]}
        ),
        "message": _detail(lambda _view, message: message.text),
        "attachments": _detail(_attachments),
        "shares": _detail(_shares),
        "story": _detail(_story),
        "reply_to": _detail(_reply_to),
        "thread_id": _detail(lambda _view, message: message.thread.id),
        "tags": _detail(lambda _view, _message: {"data": [{"name": "inbox"}, {"name": "source:web"}]}),
        "is_unsupported": _detail(lambda _view, _message: False),
        "conversation": lambda _view, message: Node("thread", message.thread),
    },
    silent=frozenset({"sticker", "reactions", "product_template"}),
)
