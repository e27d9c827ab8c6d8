"""Whether the author of a post called us in, which is what lets us answer it through the API; pure.

X's rule of 2026-02-23 (docs.x.com, manage-tweets/integrate): a reply is accepted only when the author of the target
mentioned the replying account in that post, or quoted one of its posts. Handles that X itself puts before a reply do
not seem to count, so only one written at or after the start of the visible text is taken as a call.
"""

import re

from connectors.x.shapes import Entities, MentionEntity, Post

_STATUS = re.compile(
    r"^https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/([A-Za-z0-9_]{1,15})/status/([0-9]+)", re.IGNORECASE
)


def is_summoned(post: Post, our_id: str, our_handle: str) -> bool | None:
    """Tell whether we may answer; None when X sent too little to know."""
    if _quotes_us(post, our_handle):
        return True
    named = [entity for entity in _mentions(post) if _is_us(entity, our_id, our_handle)]
    if not named:
        return False
    start = _visible_start(post)
    return None if start is None else any(entity.start >= start for entity in named)


def _visible_start(post: Post) -> int | None:
    if post.display_text_range:
        return post.display_text_range[0]
    return None if post.referred("replied_to") else 0


def _mentions(post: Post) -> list[MentionEntity]:
    blocks: list[Entities | None] = [post.entities, post.note.entities if post.note else None]
    return [entity for block in blocks if block for entity in block.mentions]


def _is_us(entity: MentionEntity, our_id: str, our_handle: str) -> bool:
    by_handle = bool(our_handle) and entity.username.lower() == our_handle.lower()
    return by_handle or (entity.id is not None and str(entity.id) == our_id)


def _quotes_us(post: Post, our_handle: str) -> bool:
    """Tell by the link X puts into a quoting post: it names the quoted author, so nothing more need be paid for."""
    quoted = post.referred("quoted")
    if not quoted or not our_handle or not post.entities:
        return False
    found = (_STATUS.match(url.expanded_url) for url in post.entities.urls)
    return any(link and link[1].lower() == our_handle.lower() and link[2] == quoted for link in found)
