"""Posts, people and messages as X's JSON, complete; `render` leaves out what was not asked for."""

from datetime import datetime

from connectors.simulator.x.model import DirectMessage, Post, User
from connectors.simulator.x.posts import EDIT_TIME, MAX_EDITS
from connectors.simulator.x.rules import may_message
from connectors.simulator.x.state import XState
from connectors.simulator.x.vocabulary import Vocabulary
from connectors.simulator.x.wire import Json, is_long, shortened, to_wire


def timestamp(moment: datetime) -> str:
    """Write a time as X does, to the millisecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _user_id_of(state: XState, handle: str) -> str | None:
    user = state.people.by_handle(handle)
    return user.id if user else None


def references_of(post: Post) -> list[Json]:
    """List the posts a post refers to."""
    pairs = (("retweeted", post.reposts), ("quoted", post.quotes), ("replied_to", post.in_reply_to))
    return [{"type": kind, "id": post_id} for kind, post_id in pairs if post_id]


def _post_metrics(state: XState, post: Post, words: Vocabulary) -> Json:
    tallies = state.posts.tallies
    return {
        words.reposts_counted: tallies.of(tallies.reposts, post),
        "reply_count": tallies.of(tallies.replies, post),
        "like_count": 0,
        "quote_count": tallies.of(tallies.quotes, post),
        "bookmark_count": 0,
        "impression_count": 0,
    }


def _edit_controls(state: XState, post: Post) -> Json:
    first = state.posts.get(post.history[0]) or post
    return {
        "edits_remaining": MAX_EDITS + 1 - len(post.history),
        "is_edit_eligible": post.in_reply_to is None,
        "editable_until": timestamp(first.created_at + EDIT_TIME),
    }


def post_document(state: XState, post: Post, words: Vocabulary, fields: frozenset[str]) -> Json:
    """Describe a post in the server's vocabulary; keys without a value are absent, as X leaves them out.

    `fields` only spares the work of counting what nobody asked for.
    """
    long = is_long(post.typed)
    text = shortened(post.text, post.shown_from, post.id) if long else post.text
    wire = to_wire(text, lambda handle: _user_id_of(state, handle))
    document: Json = {
        "id": post.id,
        "text": wire.text,
        words.history: list(post.history),
        "author_id": post.author_id,
        "created_at": timestamp(post.created_at),
        "conversation_id": post.conversation_id,
        "display_text_range": [post.shown_from, len(wire.text)],
        "edit_controls": _edit_controls(state, post),
        "lang": post.lang,
        "possibly_sensitive": False,
        "reply_settings": "everyone",
        "paid_partnership": False,
        "in_reply_to_user_id": post.in_reply_to_user_id,
        "entities": wire.entities or None,
        words.references: references_of(post) or None,
        "attachments": {"media_keys": list(post.media)} if post.media else None,
    }
    if "public_metrics" in fields:
        document["public_metrics"] = _post_metrics(state, post, words)
    if long:
        note = to_wire(post.text, lambda handle: _user_id_of(state, handle))
        document[words.note] = {"text": note.text, "entities": note.entities}
    return {key: value for key, value in document.items() if value is not None}


def _user_metrics(state: XState, user: User, words: Vocabulary) -> Json:
    return {
        "followers_count": sum(user.id in other.follows for other in state.people.all()),
        "following_count": len(user.follows),
        words.posts_counted: state.posts.tallies.written[user.id],
        "listed_count": 0,
        "like_count": 0,
    }


def user_document(state: XState, user: User, words: Vocabulary, viewer: User | None, fields: frozenset[str]) -> Json:
    """Describe an account. What depends on the viewer is there only for a viewer who is a user.

    `fields` only spares the work of counting what nobody asked for.
    """
    document: Json = {
        "id": user.id,
        "name": user.name,
        "username": user.username,
        "created_at": timestamp(user.created_at),
        "description": user.description,
        "location": "",
        "url": "",
        "profile_image_url": f"https://pbs.twimg.com/profile_images/{user.id}/example_normal.jpg",
        "protected": user.protected,
        "verified": False,
        "verified_type": "none",
    }
    if "public_metrics" in fields:
        document["public_metrics"] = _user_metrics(state, user, words)
    if words.newest_post in fields:
        newest = next((post.id for post in state.posts.by(user.id)), None)
        document |= {words.newest_post: newest} if newest else {}
    if viewer is not None:
        document["receives_your_dm"] = may_message(viewer, user, state.messages)
        status = [("following", user.id in viewer.follows), ("followed_by", viewer.id in user.follows)]
        document["connection_status"] = [name for name, holds in status if holds]
    return document


def dm_document(state: XState, message: DirectMessage) -> Json:
    """Describe a direct message; one that is only a picture has no text at all."""
    wire = to_wire(message.text, lambda handle: _user_id_of(state, handle))
    document: Json = {
        "id": message.id,
        "event_type": "MessageCreate",
        "dm_conversation_id": message.conversation_id,
        "sender_id": message.sender_id,
        "created_at": timestamp(message.created_at),
    }
    if message.text:
        document["text"] = wire.text
    if wire.entities:
        document["entities"] = wire.entities
    if message.media:
        document["attachments"] = {"media_keys": list(message.media)}
    return document


def media_document(key: str) -> Json:
    """Describe a picture."""
    return {
        "media_key": key,
        "type": "photo",
        "url": f"https://pbs.twimg.com/media/{key}.jpg",
        "width": 1200,
        "height": 900,
    }
