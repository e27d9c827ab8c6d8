"""What is no word of the writer's is blanked: addresses, handles, entities and brand names; nothing changes its place.

Every pattern ends at a space, so only the pieces that hold one of its signs are looked at. Mail addresses are found
by hand: as a pattern they take time with the cube of a row of @ signs.
"""

import re
from typing import Final

_SIGN: Final = re.compile(r"[@&]|://|www\.")
_PIECE: Final = re.compile(r"\S+")
_LEADING: Final = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])@\w+")
_ENTITY: Final = r"&(?:[a-zA-Z]{2,8}|#\d{2,6});"
_ANYWHERE: Final = re.compile(_LEADING.pattern + "|" + _ENTITY)
_ENTITIES: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'"}
_LETTERS: Final = re.compile(r"\w+")


def masked(text: str) -> str:
    """Return a text of the same length with links, handles and mail addresses blanked and entities as their sign."""
    if not ("@" in text or "&" in text or "://" in text or "www." in text):
        return text
    parts: list[str] = []
    done = 0
    sign = _SIGN.search(text)
    while sign is not None:
        start = max(done, text.rfind(" ", done, sign.start()) + 1)
        end = text.find(" ", sign.end())
        end = len(text) if end < 0 else end
        parts += (text[done:start], _PIECE.sub(_piece, text[start:end]))
        done = end
        sign = _SIGN.search(text, done)
    parts.append(text[done:])
    return "".join(parts)


def without_name(text: str, name: str) -> str:
    """Blank a brand's name out, so that a brand called "Super" praises nobody."""
    if not name or name.casefold() not in text.casefold():
        return text
    return re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", _blank, text)


def _piece(match: re.Match[str]) -> str:
    """Mask one piece between spaces."""
    piece = match.group()
    at = _addressed(piece) if "@" in piece else 0
    parts = [" " * at]
    for found in _ANYWHERE.finditer(piece, at):
        parts += (piece[at : found.start()], _shown(found))
        at = found.end()
    return "".join([*parts, piece[at:]])


def _addressed(piece: str) -> int:
    """Return how far a piece begins with links, handles and a mail address: anything, @, anything, a dot, letters."""
    dot = piece.rfind(".")
    while dot >= 0 and not _LETTERS.match(piece, dot + 1):
        dot = piece.rfind(".", 0, dot)
    at = 0
    while True:
        leading = _LEADING.match(piece, at)
        if leading is not None:
            at = leading.end()
            continue
        domain = _LETTERS.match(piece, dot + 1)
        if domain is None or piece.find("@", at + 1, max(0, dot - 1)) < 0:
            return at
        at = domain.end()


def _shown(match: re.Match[str]) -> str:
    found = match.group()
    return _ENTITIES.get(found, "").ljust(len(found))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
