"""How a text leaves X: links shortened to t.co, & < > escaped, cut at 280 with the whole in a note."""

import hashlib
import html
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from connectors.simulator.x.text import MAX_WEIGHT, Entity, entities_of, weight

Json = dict[str, Any]
FindUser = Callable[[str], str | None]
_ALPHABET = string.digits + string.ascii_letters
_GROUPS = {"mention": "mentions", "url": "urls", "hashtag": "hashtags", "cashtag": "cashtags"}


@dataclass(frozen=True, slots=True)
class WireText:
    """A text as the API gives it, and its entities with offsets in code points of that very text."""

    text: str
    entities: dict[str, list[Json]] = field(default_factory=dict)


def short_link(url: str) -> str:
    """Give the t.co link of an address, always the same."""
    number = int.from_bytes(hashlib.sha256(url.encode()).digest()[:8])
    code = ""
    for _ in range(10):
        number, digit = divmod(number, len(_ALPHABET))
        code += _ALPHABET[digit]
    return f"https://t.co/{code}"


def _described(entity: Entity, start: int, end: int, find_user: FindUser) -> Json:
    place: Json = {"start": start, "end": end}
    match entity.kind:
        case "mention":
            user_id = find_user(entity.value)
            return {**place, "username": entity.value, **({"id": user_id} if user_id else {})}
        case "url":
            full = entity.value if "://" in entity.value else f"http://{entity.value}"
            shown = full.split("://", 1)[1].removeprefix("www.")
            shown = shown if len(shown) <= 27 else shown[:26] + "…"
            return {**place, "url": short_link(entity.value), "expanded_url": full, "display_url": shown}
        case _:
            return {**place, "tag": entity.value}


def to_wire(text: str, find_user: FindUser) -> WireText:
    """Shorten links, escape, and find the entities. `find_user` gives the id of a handle, if anyone has it."""
    out, done = "", 0
    entities: dict[str, list[Json]] = {}
    for entity in entities_of(text):
        out += html.escape(text[done : entity.start], quote=False)
        shown = short_link(entity.value) if entity.kind == "url" else text[entity.start : entity.end]
        described = _described(entity, len(out), len(out) + len(shown), find_user)
        entities.setdefault(_GROUPS[entity.kind], []).append(described)
        out += shown
        done = entity.end
    return WireText(out + html.escape(text[done:], quote=False), entities)


def is_long(typed: str) -> bool:
    """Tell whether a post needs a note: its typed part is over 280."""
    return weight(typed) > MAX_WEIGHT


def shortened(text: str, shown_from: int, post_id: str) -> str:
    """Cut a long text as X does: what fits, an ellipsis and a link to the whole."""
    cut = text
    while weight(cut[shown_from:]) > MAX_WEIGHT - 26:  # " ", "…" (2) and the link (23)
        cut = cut[:-1]
    return f"{cut.rstrip()}… https://x.com/i/web/status/{post_id}"
