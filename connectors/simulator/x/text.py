"""How X reads a text: handles, links and tags in it, its weight, and the language it looks like.

The counting follows developer.x.com/fundamentals/counting-characters; it is written here anew so that the
double does not share a mistake with the library the connector counts with.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

MAX_WEIGHT = 280
URL_WEIGHT = 23
EntityKind = Literal["mention", "url", "hashtag", "cashtag"]

_TLDS = "com|net|org|eu|lt|lv|ee|pl|de|uk|io|info|biz|shop|online|app|dev|me|co"
_ENTITY = re.compile(
    rf"""(?P<url>https?://[^\s<>"]+
            |(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TLDS})(?![\w@-])(?:/[^\s<>"]*)?)
        |(?<![\w@&/.])@(?P<mention>[A-Za-z0-9_]{{1,15}})(?![\w@])
        |(?<![\w&])\#(?P<hashtag>\w*[^\W\d]\w*)
        |(?<!\w)\$(?P<cashtag>[A-Za-z]{{1,6}})(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'\"»”…"
_PICTURE = (
    r"[\u203C\u2049\u2122\u2139\u2194-\u21AA\u231A-\u23FF\u24C2\u25AA-\u27BF\u2934\u2935\u2B05-\u2B55"
    r"\U0001F000-\U0001FAFF]"
)
_TONE = r"(?:\uFE0F|[\U0001F3FB-\U0001F3FF])?"
_EMOJI = re.compile(
    r"[\U0001F1E6-\U0001F1FF]{2}"  # a flag is two letters
    r"|[#*0-9]\uFE0F?\u20E3"  # a keycap
    r"|\U0001F3F4[\U000E0020-\U000E007F]+"  # the flag of a part of a country
    rf"|{_PICTURE}{_TONE}(?:\u200D{_PICTURE}{_TONE})*"
)
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_LITHUANIAN = set("ąčęėįšųūž")
_POLISH = set("ąćęłńóśźż")


@dataclass(frozen=True, slots=True)
class Entity:
    """A handle, link or tag in a text: `value` is the handle or tag without its sign, or the link."""

    kind: EntityKind
    value: str
    start: int
    end: int


def _entity(match: re.Match[str]) -> Entity:
    url = match["url"]
    if url is not None:
        url = url.rstrip(_TRAILING)
        return Entity("url", url, match.start(), match.start() + len(url))
    kinds: tuple[EntityKind, ...] = ("mention", "hashtag", "cashtag")
    kind = next(name for name in kinds if match[name] is not None)
    return Entity(kind, match[kind], match.start(), match.end())


def entities_of(text: str) -> list[Entity]:
    """Find all handles, links and tags, in the order of the text; offsets count code points."""
    return [_entity(match) for match in _ENTITY.finditer(text)]


def mentioned_handles(text: str, *, start: int = 0) -> list[str]:
    """List the handles written at or after `start`, in lower case."""
    return [found.value.lower() for found in entities_of(text) if found.kind == "mention" and found.start >= start]


def has_url(text: str) -> bool:
    """Tell whether X would make a link of any part."""
    return any(found.kind == "url" for found in entities_of(text))


def _weight_of(char: str) -> int:
    return 1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2


def weight(text: str) -> int:
    """Count a text as X does: links 23, an emoji 2 however many code points it has, wide characters 2."""
    normal = unicodedata.normalize("NFC", text)
    urls = [found for found in entities_of(normal) if found.kind == "url"]
    for found in reversed(urls):
        normal = normal[: found.start] + normal[found.end :]
    plain, emoji = _EMOJI.subn("", normal)
    return URL_WEIGHT * len(urls) + 2 * emoji + sum(map(_weight_of, plain))


def guess_language(text: str) -> str:
    """Guess `lang` by letters alone, as roughly as X often is; "und" when there are too few letters."""
    letters = {char for char in text.lower() if char.isalpha()}
    if len(letters) < 4:
        return "und"
    lithuanian, polish = len(letters & _LITHUANIAN), len(letters & _POLISH)
    if lithuanian == polish == 0:
        return "en"
    return "lt" if lithuanian >= polish else "pl"
