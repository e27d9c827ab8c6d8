"""Posts written to teach complaints, each in the forms it takes: with handles, links and tags, and bare.

A post to a brand begins with its handle or names it at the end, some handles being a help desk's; talk answers a
friend; news and thoughts speak to nobody, and half of them end in a link. What the forms say is set here by reasoning
and counted from no set of real posts.
"""

import random
from collections.abc import Iterator
from importlib.resources import files
from typing import Final, NamedTuple

from monitor.analysis.model_files import JUDGED

_DESKS: Final = ("@brandhelp", "@brandsupport", "@askbrand", "@brandcare", "@brand_uk", "@brandservice")
_BLAMING: Final = ("#fail", "#customerservice", "#badservice", "#notimpressed", "#disappointed", "#rubbish")
_IDLE: Final = ("#love", "#jobs", "#monday", "#news", "#blessed", "#nowplaying", "#art", "#win", "#travel")
_LINK: Final = "https://example.com/a"
_ADDRESSED: Final = 0.7
_BARE: Final = 0.6
"""What a post to a brand counts without its handle: comments below a brand's own post have none."""
_IDLY_BARE: Final = 0.3
_RARE: Final = 0.4


class Form(NamedTuple):
    """One way a post is written, whether it complains, and what it counts."""

    lang: str
    text: str
    complains: bool
    counts: float


def complaint_posts() -> Iterator[tuple[str, str, str]]:
    """Yield (language, act, text) of each post; besides the acts of a post to a brand there are "talk" and "news"."""
    for lang in JUDGED:
        text = (files("monitor.analysis.training") / f"complaint_posts_{lang}.txt").read_text(encoding="utf-8")
        act = ""
        for line in text.splitlines():
            if line.startswith("["):
                act = line.strip("[]")
            elif line and not line.startswith("# "):
                yield lang, act, line


def written_forms() -> Iterator[Form]:
    """Yield every post in its forms; the same ones each time."""
    chance = random.Random(5)  # noqa: S311 - fixed variety, not a secret
    for lang, act, post in complaint_posts():
        for text, counts in _forms(post, act, chance):
            yield Form(lang, text, act == "complaint", counts)


def _forms(post: str, act: str, chance: random.Random) -> Iterator[tuple[str, float]]:
    if "@" in post:
        yield post, 1.0
        if chance.random() < 0.3:
            yield f"{post} {_end(act, chance)}", _RARE
    elif act == "talk":
        yield from _between_friends(post, chance)
    elif act == "news":
        yield from _to_nobody(post, chance)
    else:
        yield from _to_brand(post, act, chance)


def _to_brand(post: str, act: str, chance: random.Random) -> Iterator[tuple[str, float]]:
    handle = chance.choice(_DESKS) if chance.random() < 0.35 else "@brand"
    yield (f"{handle} {post}" if chance.random() < 0.8 else f"{post} {handle}"), _ADDRESSED
    yield post, _BARE
    if chance.random() < 0.2:
        yield f"{handle} {post} {_end(act, chance)}", _RARE


def _between_friends(post: str, chance: random.Random) -> Iterator[tuple[str, float]]:
    yield f"@friend {post}", _ADDRESSED
    yield post, _IDLY_BARE
    if chance.random() < 0.15:
        yield f"@friend {post} {_LINK}", _RARE


def _to_nobody(post: str, chance: random.Random) -> Iterator[tuple[str, float]]:
    tag = chance.choice(_IDLE)
    yield post, _IDLY_BARE
    yield (f"{post} {tag} {_LINK}" if chance.random() < 0.4 else f"{post} {_LINK}"), _ADDRESSED
    if chance.random() < 0.4:
        yield (f"{post} @friend {_LINK}" if chance.random() < 0.4 else f"{post} {tag}"), _RARE


def _end(act: str, chance: random.Random) -> str:
    """Return a link or a tag, as posts to a brand end at times."""
    tags = _BLAMING if act == "complaint" else _IDLE
    return _LINK if chance.random() < 0.6 else chance.choice(tags)
