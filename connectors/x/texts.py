"""X's ways with a text: what a person sees of it, and whether it is the one we sent; pure.

X escapes `& < >`, shortens links to t.co, puts handles before replies, trims spaces, normalises to NFC, and appends the
message button as one more link.
"""

import re
import unicodedata

from connectors.x.shapes import Entities, Post

_HANDLES = re.compile(r"(?:@\w{1,15}\s+)+")
_SHORT_LINK = re.compile(r"https?://t\.co/\w+", re.IGNORECASE)
_LAST_LINK = re.compile(r"\s*https?://t\.co/\w+$", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Undo X's escaping: these three and no others, or a customer's "&copy" would change."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shown(post: Post) -> str:
    """The whole of a post as a person reads it: long ones in full, links in full, without X's own handles before it."""
    whole = post.note.text if post.note else post.text
    entities = post.note.entities if post.note else post.entities
    return _with_links(unescaped(whole.removeprefix(_added_handles(post))), entities)


def is_our_text(sent: str, there: str) -> bool:
    """Compare what we sent with what X gives back."""
    ours, theirs = _plain(sent), _plain(unescaped(there))
    bare = _HANDLES.sub("", theirs, count=1) if _HANDLES.match(theirs) else theirs
    variants = {variant for text in (theirs, bare) for variant in (text, _LAST_LINK.sub("", text))}
    # a shortened link matches whatever link we sent in its place
    return any(re.fullmatch(r"\S+".join(map(re.escape, _SHORT_LINK.split(text))), ours) for text in variants)


def _added_handles(post: Post) -> str:
    if not post.display_text_range or not post.referred("replied_to"):
        return ""
    before = post.text[: max(0, post.display_text_range[0])]
    return before if _HANDLES.fullmatch(before) else ""


def _with_links(text: str, entities: Entities | None) -> str:
    for link in entities.urls if entities else ():
        if _SHORT_LINK.fullmatch(link.url) and link.expanded_url:
            text = text.replace(link.url, link.expanded_url)
    return text


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
