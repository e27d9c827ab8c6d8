"""What a post shows before a word of it is read: whom it speaks to, and what it links to.

Networks let everybody see who is addressed. A post that begins with the handle of a help desk is nearer a complaint
than one that speaks to nobody and ends in a link, whatever their words.
"""

import re
from typing import Final

_HANDLE: Final = re.compile(r"(?<![\w.+-])@\w")
_BEGINS: Final = re.compile(r"[\s.\"“„]*@\w")
_DESK: Final = re.compile(
    r"@(?:ask|\w*(?:help|support|care|serv|team|desk|assist|contact|official|pagalb|klient|pomoc|obslug|(?:uk|usa?|hq)\b))",
    re.IGNORECASE,
)
"""Handles of help desks: what companies call theirs in English, Lithuanian and Polish."""
_LOOKED_AT: Final = 2_000
"""Code points that are looked at: more than a post with handles may have."""


def surface(text: str) -> list[str]:
    """Return the names of what a post shows of the figures a complaint model may know."""
    text = text[:_LOOKED_AT]
    if "@" not in text or _HANDLE.search(text) is None:
        return ["nobody", *_beside(text, "")]
    found = ["addressed" if _BEGINS.match(text) else "mentions", *_beside(text, " beside")]
    if _DESK.search(text):
        found.append("desk")
    return found


def _beside(text: str, place: str) -> list[str]:
    found = []
    if "http" in text or "www." in text:
        found.append("link" + place)
    if "#" in text:
        found.append("tag" + place)
    return found
