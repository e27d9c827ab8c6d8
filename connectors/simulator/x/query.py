"""The part of X's search language that is used: words, "phrases", @handles, #tags, operators, OR, - and ().

AND binds tighter than OR, as in developer.x.com/x-api/posts/search/integrate/build-a-query. Deviations are refused
the way X refuses them, because a client that never hears a 400 will send nonsense for ever.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_LENGTH = 512
_TOKEN = re.compile(r'-?\(|\)|-?"[^"]*"|[^\s()"]+')
_NOT_ALONE = ("lang", "is", "has")
_IS = ("retweet", "reply", "quote", "verified")
_HAS = ("links", "mentions", "media", "images", "hashtags")


class BadQuery(ValueError):
    """The query cannot be read; the text is X's."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """What the index knows of one post. `words` are in the order of the text; everything is in lower case."""

    words: tuple[str, ...]
    handles: frozenset[str]
    tags: frozenset[str]
    urls: tuple[str, ...]
    author: frozenset[str]
    answered: frozenset[str]
    conversation_id: str
    in_reply_to: str
    lang: str
    traits: frozenset[str]


Matcher = Callable[[Searchable], bool]


def words_of(text: str) -> tuple[str, ...]:
    """Split as the index does: letters and digits, without regard to capitals."""
    return tuple(re.findall(r"[^\W_]+", text.casefold()))


def _phrase(wanted: tuple[str, ...]) -> Matcher:
    size = len(wanted)

    def matches(post: Searchable) -> bool:
        starts = range(len(post.words) - size + 1)
        return any(post.words[start : start + size] == wanted for start in starts)

    return matches


_TESTS: dict[str, Callable[[Searchable, str], bool]] = {
    "from": lambda post, wanted: wanted in post.author,
    "to": lambda post, wanted: wanted in post.answered,
    "conversation_id": lambda post, wanted: wanted == post.conversation_id,
    "in_reply_to_tweet_id": lambda post, wanted: wanted == post.in_reply_to,
    "url": lambda post, wanted: any(wanted in url for url in post.urls),
    "lang": lambda post, wanted: wanted == post.lang,
    "is": lambda post, wanted: f"is:{wanted}" in post.traits,
    "has": lambda post, wanted: f"has:{wanted}" in post.traits,
}


def _operator(name: str, value: str) -> Matcher:
    test, wanted = _TESTS[name], value.lower().removeprefix("@").strip('"')
    return lambda post: test(post, wanted)


class _Reader:
    """Reads one query from left to right. `stands_alone` turns true at the first term X accepts alone."""

    def __init__(self, query: str) -> None:
        self.tokens = _TOKEN.findall(query)
        self.at = 0
        self.stands_alone = False
        if query.count('"') % 2:
            raise BadQuery("There were errors processing your request: unbalanced quotation marks")

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> str:
        self.at += 1
        return str(self.tokens[self.at - 1])

    def either(self) -> Matcher:
        branches = [self.together()]
        while self.peek() == "OR":
            self.take()
            branches.append(self.together())
        return lambda post: any(branch(post) for branch in branches)

    def together(self) -> Matcher:
        parts: list[Matcher] = []
        while (token := self.peek()) is not None and token not in (")", "OR"):
            parts.append(self.term(self.take()))
        if not parts:
            shown = self.peek() or "<EOF>"
            raise BadQuery(
                f"There were errors processing your request: no viable alternative at input '{shown}' "
                f"(at position {self.at + 1})"
            )
        return lambda post: all(part(post) for part in parts)

    def term(self, token: str) -> Matcher:
        if token.startswith("-") and len(token) > 1:
            alone = self.stands_alone
            inner = self.term(token[1:])
            self.stands_alone = alone  # a negation never stands alone
            return lambda post: not inner(post)
        if token == "(":  # noqa: S105 -- a bracket
            return self.bracket()
        return self.leaf(token)

    def bracket(self) -> Matcher:
        inner = self.either()
        if self.peek() != ")":
            raise BadQuery(
                f"There were errors processing your request: missing ')' at '<EOF>' (at position {self.at + 1})"
            )
        self.take()
        return inner

    def leaf(self, token: str) -> Matcher:
        name, colon, value = token.partition(":")
        if colon and not token.startswith('"'):
            return self.field(name.lower(), value)
        self.stands_alone = True
        if token.startswith("@"):
            handle = token[1:].lower()
            return lambda post: handle in post.handles
        if token.startswith("#"):
            tag = token[1:].casefold()
            return lambda post: tag in post.tags
        return self.words(token)

    def words(self, token: str) -> Matcher:
        wanted = words_of(token)
        if not wanted:
            raise BadQuery(
                f"There were errors processing your request: no viable alternative at input '{token}' "
                f"(at position {self.at})"
            )
        return _phrase(wanted)

    def field(self, name: str, value: str) -> Matcher:
        if name not in _TESTS:
            raise BadQuery(f"Reference to invalid field '{name}' (at position {self.at})")
        if not value and self.peek() is not None and str(self.peek()).startswith('"'):
            value = self.take()
        allowed = {"is": _IS, "has": _HAS}.get(name)
        if not value or (allowed is not None and value.lower() not in allowed):
            raise BadQuery(f"Reference to invalid operator '{name}:{value}' (at position {self.at})")
        self.stands_alone = self.stands_alone or name not in _NOT_ALONE
        return _operator(name, value)


def parse(query: str) -> Matcher:
    """Make a matcher of a query. Raises BadQuery with X's own complaint."""
    reader = _Reader(query)
    matcher = reader.either()
    if reader.peek() is not None:
        raise BadQuery(
            f"There were errors processing your request: missing EOF at '{reader.peek()}' (at position {reader.at + 1})"
        )
    if not reader.stands_alone:
        raise BadQuery("Rules must contain at least one positive, non-stopword clause")
    return matcher
