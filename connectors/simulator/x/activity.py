"""Events of the X Activity API: what is pushed to a webhook, and for whom."""

from connectors.simulator.x.choice import USER_DEFAULTS
from connectors.simulator.x.documents import post_document, user_document
from connectors.simulator.x.messages import Messages
from connectors.simulator.x.model import DirectMessage, Post
from connectors.simulator.x.state import Change, XState
from connectors.simulator.x.text import mentioned_handles
from connectors.simulator.x.vocabulary import TWEET
from connectors.simulator.x.wire import Json

MENTION = "post.mention.create"
DM = "dm.received"
EVENT_TYPES = (MENTION, DM)
_POST_FIELDS = TWEET.post_fields
_USER_FIELDS = USER_DEFAULTS | {"public_metrics"}


def _envelope(event_type: str, event_id: str, user_id: str, payload: Json, includes: Json | None) -> Json:
    data: Json = {
        "event_uuid": event_id,
        "filter": {"user_id": user_id},
        "event_type": event_type,
        "payload": payload,
    }
    return {"data": data | ({"includes": includes} if includes else {})}


def _people(state: XState, *ids: str) -> list[Json]:
    found = (state.people.get(user_id) for user_id in dict.fromkeys(ids))
    return [user_document(state, user, TWEET, None, _USER_FIELDS) for user in found if user]


def _named_by_hand(state: XState, post: Post) -> list[str]:
    handles = mentioned_handles(post.text, start=post.shown_from)
    found = (state.people.by_handle(handle) for handle in dict.fromkeys(handles))
    return [user.id for user in found if user and user.id != post.author_id]


def _mention_event(state: XState, post: Post, user_id: str) -> Json:
    document = post_document(state, post, TWEET, _POST_FIELDS)
    includes = {"users": _people(state, post.author_id, user_id), "tweets": [document]}
    return _envelope(MENTION, post.id, user_id, document, includes)


def _dm_event(state: XState, message: DirectMessage) -> Json:
    """A direct message comes in the shape of the old API, 1.1."""
    event: Json = {
        "type": "message_create",
        "id": message.id,
        "created_timestamp": str(int(message.created_at.timestamp() * 1000)),
        "message_create": {
            "target": {"recipient_id": message.recipient_id},
            "sender_id": message.sender_id,
            "message_data": {
                "text": message.text,
                "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
            },
        },
    }
    both = _people(state, message.sender_id, message.recipient_id)
    payload: Json = {
        "direct_message_events": [event],
        "users": {person["id"]: {"data": person} for person in both},
    }
    return _envelope(DM, message.id, message.recipient_id, payload, None)


def _message(messages: Messages, change: Change) -> DirectMessage | None:
    mine = messages.of(str(change["author_id"]))
    return next((message for message in mine if message.id == change["id"]), None)


def events_of(state: XState, change: Change) -> list[tuple[str, str, Json]]:
    """Give what a change tells: (event type, id of the user it is for, body).

    Only handles written by hand count as mentions, and encrypted messages are not told of: so does X.
    """
    if change["kind"] in ("post", "edit"):
        post = state.posts.get(str(change["id"]))
        named = _named_by_hand(state, post) if post and post.reposts is None else []
        return [(MENTION, user_id, _mention_event(state, post, user_id)) for user_id in named if post]
    if change["kind"] == "dm":
        message = _message(state.messages, change)
        if message is not None and not message.encrypted:
            return [(DM, message.recipient_id, _dm_event(state, message))]
    return []
