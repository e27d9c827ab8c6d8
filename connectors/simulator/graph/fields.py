"""The `fields` language: `id,from{id},replies.limit(5){id,text},mentioned_comment.comment_id(1){text}`."""

from dataclasses import dataclass

from connectors.simulator.graph.errors import GraphError

_NAME_ENDS = frozenset("{}(),.")


@dataclass(frozen=True, slots=True)
class FieldCall:
    """One asked field with its modifiers and the fields asked inside; `children` None means none were named."""

    name: str
    args: tuple[tuple[str, str], ...] = ()
    children: "tuple[FieldCall, ...] | None" = None

    def arg(self, name: str) -> str | None:
        """Give a modifier's value, None when it was not used."""
        return dict(self.args).get(name)


def parse_fields(text: str) -> tuple[FieldCall, ...]:
    """Read a `fields` parameter. Raises GraphError (code 2500) where the API would call it a syntax error."""
    reader = _Reader(text.strip())
    calls = reader.calls()
    reader.expect_end()
    return calls


class _Reader:
    """Reads left to right, one character ahead; blanks between words mean nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def calls(self) -> tuple[FieldCall, ...]:
        """Read fields parted by commas; a comma too many is forgiven, as by the API."""
        found: list[FieldCall] = []
        while self._peek() not in ("", "}"):
            if self._take(","):
                continue
            found.append(self._call())
            if self._peek() not in ("", "}", ","):
                raise self._error()
        return tuple(found)

    def expect_end(self) -> None:
        """Refuse what is left over."""
        if self._peek():
            raise self._error()

    def _call(self) -> FieldCall:
        name = self._name()
        args: list[tuple[str, str]] = []
        while self._take("."):
            args.append((self._name(), self._argument()))
        children = None
        if self._take("{"):
            children = self.calls()
            if not self._take("}"):
                raise self._error()
        return FieldCall(name, tuple(args), children)

    def _name(self) -> str:
        self._skip()
        start = self._at
        while self._at < len(self._text) and self._text[self._at] not in _NAME_ENDS:
            self._at += 1
        name = self._text[start : self._at].strip()
        if not name:
            raise self._error()
        return name

    def _argument(self) -> str:
        if not self._take("("):
            raise self._error()
        end = self._text.find(")", self._at)
        if end < 0:
            raise self._error()
        value = self._text[self._at : end].strip()
        self._at = end + 1
        return value

    def _skip(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _peek(self) -> str:
        self._skip()
        return self._text[self._at : self._at + 1]

    def _take(self, character: str) -> bool:
        if self._peek() != character:
            return False
        self._at += 1
        return True

    def _error(self) -> GraphError:
        where = self._text[self._at : self._at + 20] or "end of string"
        return GraphError(f'Syntax error "Expected end of string instead of "{where}"."', 2500)
