"""Private messages of Messenger and Instagram into mentions; the same shapes on both, polled or by webhook.

A conversation's id of ours is `t:<our id>:<person's id>`. Meta names threads differently in polling (`t_…`, `aWdf…`),
not at all in webhooks and in answers to a send, but the two sides are known in all three; so a private reply, its
echo and the customer's answer meet, although the same person has another id under comments.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from connectors._graph.payloads import (
    Json,
    author,
    flag,
    id_or_none,
    inner,
    moment,
    moment_or_none,
    needed_id,
    obj,
    objects,
    readable,
    short_text,
    text_of,
)
from monitor.domain.errors import BadPayload
from monitor.domain.gaps import Cause, Gap
from monitor.domain.mentions import Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Record, Removed, Seen, Standing

MESSAGE_FIELDS = "id,created_time,from,to,message,attachments,shares,story,reply_to"
_WORDS = {"message": "text", "message_edit": "text", "postback": "title"}
"""Events that carry words, and where; a postback is a button the person pressed, its title what they chose to say."""
_EDITABLE = timedelta(minutes=15)
"""How long after sending a message can be edited. An edit tells no time but its own, so the message is taken to be as
old as it can be: a window that depends on it never looks longer than it is."""
NEWEST = 20
"""Messages of a thread Meta gives details of; older ones come without author and text."""


@dataclass(frozen=True, slots=True)
class Own:
    """Our side: the account's name in the settings, its id on the network, every id and user name that is ours."""

    account: str
    network: str
    id: str
    ids: frozenset[str]
    handle: str = ""

    def wrote(self, by: Author) -> bool:
        """Whether we are the author; where the id is withheld, the user name tells."""
        if by.remote_id:
            return by.remote_id in self.ids
        return bool(by.handle) and bool(self.handle) and by.handle.casefold() == self.handle.casefold()  # type: ignore[union-attr]

    def direction(self, by: Author) -> Direction:
        """Whose words they are."""
        return Direction.OUTBOUND if self.wrote(by) else Direction.INBOUND


def conversation_id(own_id: str, person_id: str) -> str:
    """Name the conversation of our account with a person."""
    return f"t:{own_id}:{person_id}"


def person_of(conversation: str) -> str | None:
    """Read the person's messaging id out of such a name; None when it is another kind of conversation."""
    kind, _, rest = conversation.partition(":")
    person = rest.partition(":")[2]
    return person if kind == "t" and person else None


def read_thread(own: Own, thread: Json) -> tuple[Record, ...]:
    """Read the newest messages of one polled conversation, oldest first."""
    person = next((id_ for id_ in _participants(thread) if id_ not in own.ids), None)
    told = [item for item in objects(thread.get("messages")) if not _withheld(item)]
    return readable(own.account, lambda item: _polled(own, item, person), reversed(told))


def withheld_since(thread: Json, since: int) -> Gap | None:
    """What Meta may keep back of a thread: messages since then (epoch seconds) that are older than its newest 20."""
    told = [moment_or_none(item.get("created_time")) for item in objects(thread.get("messages")) if not _withheld(item)]
    oldest = min((at for at in told if at is not None), default=None)
    if len(told) < NEWEST or oldest is None or oldest.timestamp() <= since:
        return None
    return Gap(cause=Cause.NETWORK_COUNT, start=datetime.fromtimestamp(since, UTC), end=oldest, count=NEWEST)


def standing(own: Own, thread: Json) -> Standing | None:
    """What a polled conversation shows: its newest messages, without those that were taken back.

    None where it names no person, or shows no message: that proves nothing about any.
    """
    shown = [item for item in objects(thread.get("messages")) if not _withheld(item)]
    times = [at for item in shown if (at := moment_or_none(item.get("created_time"))) is not None]
    person = next((id_ for id_ in _participants(thread) if id_ not in own.ids), None)
    if person is None or not times or len(times) < len(shown):
        return None
    ids = (id_or_none(item.get("id")) for item in shown)
    conversation = conversation_id(own.id, person)
    return Standing(own.account, conversation, min(times), frozenset(id_ for id_ in ids if id_))


def read_event(own: Own, event: Json) -> Record | None:
    """Read one `messaging` or `standby` event; None for those that carry no words (seen, delivered, reaction …).

    Raises BadPayload.
    """
    kind = next((name for name in _WORDS if name in event), None)
    if kind is None:
        return None
    message = obj(event[kind], kind)
    sender, recipient = (id_or_none(inner(event, side, "id")) for side in ("sender", "recipient"))
    if sender is None or recipient is None:
        raise BadPayload("sender or recipient is missing")
    at = moment(event.get("timestamp"), "timestamp")
    remote_id = needed_id(message, "mid")
    if flag(message, "is_deleted"):
        return Removed(own.account, remote_id, at)
    ours = sender in own.ids or flag(message, "is_echo") is True
    mention = Mention(
        account=own.account,
        network=own.network,
        kind=MentionKind.MESSAGE,
        visibility=Visibility.PRIVATE,
        direction=Direction.OUTBOUND if ours else Direction.INBOUND,
        remote_id=remote_id,
        conversation_id=conversation_id(own.id, recipient if ours else sender),
        parent_id=id_or_none(inner(message, "reply_to", "mid")),
        author=Author(remote_id=sender),
        text=text_of(message, _WORDS[kind]),
        created_at=at - _EDITABLE if kind == "message_edit" else at,
        stream="messages",
        attachments=tuple(_pushed_links(message)),
    )
    return Seen(mention, event)


def _participants(thread: Json) -> list[str]:
    found = [id_or_none(item.get("id")) for item in objects(thread.get("participants"))]
    return [id_ for id_ in found if id_]


def _withheld(message: Json) -> bool:
    """Whether Meta gives no more than an id: older than the newest 20, or deleted."""
    return message.get("from") is None and message.get("message") is None


def _polled(own: Own, message: Json, person: str | None) -> Record:
    by = author(message.get("from"))
    if not by.remote_id:
        raise BadPayload("from is missing in a message")
    ours = own.wrote(by)
    to = next((id_ for item in objects(message.get("to")) if (id_ := id_or_none(item.get("id")))), None)
    other = (person or to) if ours else by.remote_id
    if other is None:
        raise BadPayload("the other side of a message is missing")
    mention = Mention(
        account=own.account,
        network=own.network,
        kind=MentionKind.MESSAGE,
        visibility=Visibility.PRIVATE,
        direction=own.direction(by),
        remote_id=needed_id(message, "id"),
        conversation_id=conversation_id(own.id, other),
        parent_id=id_or_none(inner(message, "reply_to", "mid")),
        author=by,
        text=text_of(message, "message"),
        created_at=moment(message.get("created_time"), "created_time"),
        stream="messages",
        attachments=tuple(_polled_links(message)),
    )
    return Seen(mention, message)


def _polled_links(message: Json) -> Iterator[str]:
    """Links only: Meta's terms forbid to keep the media of stories and messages."""
    for item in objects(message.get("attachments")):
        for place in (("image_data", "url"), ("video_data", "url"), ("file_url",)):
            yield from _link(inner(item, *place))
    for item in objects(message.get("shares")):
        yield from _link(item.get("link"))
    for kind in ("mention", "reply_to"):
        yield from _link(inner(message, "story", kind, "link"))


def _pushed_links(message: Json) -> Iterator[str]:
    for item in objects(message.get("attachments")):
        yield from _link(inner(item, "payload", "url"))
    yield from _link(inner(message, "reply_to", "story", "url"))


def _link(value: object) -> Iterator[str]:
    link = short_text(value)
    if link:
        yield link
