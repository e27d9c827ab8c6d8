"""Reading a query string as strictly as X does: each wrong parameter is a 400 that names it."""

import base64
import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from multidict import MultiMapping

from connectors.simulator.x.problems import invalid

ID = re.compile(r"[0-9]{1,19}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z")


class Params:
    """The parameters of one request. Every reader raises Refusal (400) for a value X would not take."""

    def __init__(self, query: MultiMapping[str], allowed: Collection[str]) -> None:
        self._query = query
        for name in query:
            if name not in allowed:
                listed = ",".join(allowed)
                raise invalid(f"The query parameter [{name}] is not one of [{listed}]", **{name: str(query[name])})

    def text(self, name: str) -> str | None:
        """Read a text; an empty one counts as missing."""
        return self._query.get(name) or None

    def has(self, *names: str) -> bool:
        """Tell whether any of the parameters was given."""
        return any(self.text(name) is not None for name in names)

    def number(self, name: str, low: int, high: int, default: int) -> int:
        """Read a whole number within bounds."""
        given = self.text(name)
        if given is None:
            return default
        if not given.isdecimal() or not low <= int(given) <= high:
            raise invalid(
                f"The `{name}` query parameter value [{given}] is not between {low} and {high}",
                **{name: given},
            )
        return int(given)

    def post_id(self, name: str) -> int | None:
        """Read an id."""
        given = self.text(name)
        if given is None:
            return None
        return int(checked_id(name, given))

    def ids(self, name: str) -> list[str]:
        """Read a list of 1 to 100 ids."""
        given = (self.text(name) or "").split(",")
        if not self.has(name) or len(given) > 100:
            count = len(given) if self.has(name) else 0
            raise invalid(
                f"The number of values in the `{name}` query parameter list [{count}] is not between 1 and 100",
                **{name: self.text(name) or ""},
            )
        return [checked_id(name, value) for value in given]

    def names(self, name: str, allowed: Iterable[str]) -> frozenset[str]:
        """Read a comma separated list of known names."""
        given = self.text(name)
        known = sorted(allowed)
        for value in given.split(",") if given else ():
            if value not in known:
                listed = ",".join(known)
                raise invalid(f"The `{name}` query parameter value [{value}] is not one of [{listed}]", **{name: value})
        return frozenset(given.split(",")) if given else frozenset()

    def moment(self, name: str) -> datetime | None:
        """Read a time, UTC with a Z."""
        given = self.text(name)
        if given is None:
            return None
        try:
            if MOMENT.fullmatch(given):
                return datetime.fromisoformat(given).astimezone(UTC)
        except ValueError:  # the form of a time, but no such day or hour
            pass
        raise invalid(f"The `{name}` query parameter value [{given}] is not a valid time", **{name: given})

    def page_mark(self, *names: str) -> int | None:
        """Read a paging token: the id below which the next page begins."""
        for name in names:
            given = self.text(name)
            if given is not None:
                mark = _mark_in(given)
                if mark is None:
                    raise invalid(f"The `{name}` query parameter value [{given}] is not valid", **{name: given})
                return mark
        return None


def checked_id(name: str, value: str) -> str:
    """Give back an id that looks like one. Raises Refusal (400) otherwise."""
    if ID.fullmatch(value) is None:
        raise invalid(f"The `{name}` query parameter value [{value}] is not valid", **{name: value})
    return value


def page_token(mark: str) -> str:
    """Make an opaque paging token, at least 16 characters long as the API describes it."""
    return base64.b32encode(f"page<{mark}".encode()).decode().rstrip("=").lower()


def _mark_in(token: str) -> int | None:
    padded = token.upper() + "=" * (-len(token) % 8)
    try:
        word, _, mark = base64.b32decode(padded).decode().partition("<")
    except ValueError:  # not base32, not ASCII or not UTF-8
        return None
    return int(mark) if word == "page" and mark.isdecimal() else None
