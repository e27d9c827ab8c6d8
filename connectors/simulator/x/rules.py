"""X's rules for those who write through the API: who may answer whom, and what counts as the same text."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from connectors.simulator.x.messages import Messages
from connectors.simulator.x.model import Post, User
from connectors.simulator.x.posts import Posts
from connectors.simulator.x.text import mentioned_handles

DUPLICATE_WITHIN = timedelta(hours=24)


def is_summoned(replier: User, target: Post, posts: Posts) -> bool:
    """Tell whether a reply to `target` is let through (self-serve rule of 2026-02-23).

    Its author must have written the replier's handle in that very post (the handles X itself puts before a
    reply do not count) or quoted a post of the replier. One may always go on with one's own thread.
    """
    if target.author_id == replier.id:
        return True
    if replier.username.lower() in mentioned_handles(target.text, start=target.shown_from):
        return True
    quoted = posts.get(target.quotes) if target.quotes else None
    return quoted is not None and quoted.author_id == replier.id


def may_message(sender: User, recipient: User, messages: Messages) -> bool:
    """Tell whether a direct message is let through: open to all, follows the sender, or wrote to them before.

    Whoever has blocked the sender gets none.
    """
    if sender.id in recipient.blocks:
        return False
    if recipient.accepts_dms or sender.id in recipient.follows:
        return True
    return any(m.sender_id == recipient.id for m in messages.between(sender.id, recipient.id))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_duplicate(text: str, mine: Iterable[Post], now: datetime) -> bool:
    """Tell whether the author said just this within a day; whom a reply answers makes no difference."""
    said = (post.typed for post in mine if post.created_at > now - DUPLICATE_WITHIN)
    plain = _plain(text)
    return any(_plain(typed) == plain for typed in said)
