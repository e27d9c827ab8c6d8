"""Pages of a list: cursors that survive insertions, `next` links with the token in them, empty middle pages."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from connectors.simulator.graph.errors import bad_parameter

Key = tuple[str, str]  # sorts as the list does: moment, then id
_GAP = "gap:"  # marks a cursor whose page is empty although more follows


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is wanted. `url` is the list's own address, for the links."""

    limit: int
    url: str
    after: str | None = None
    before: str | None = None
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list and how to get on."""

    items: list[Any]
    paging: dict[str, Any]

    def body(self, data: list[Any]) -> dict[str, Any]:
        """Give the answer; without items and without a next page there is no `paging` at all."""
        return {"data": data, "paging": self.paging} if self.paging else {"data": data}


def cut_page(
    items: list[Any], key: Callable[[Any], Key], request: PageRequest, *, descending: bool, gaps: bool
) -> Page:
    """Cut the wanted page out of `items`, which stand in the order shown."""
    after, gap = _decode(request.after)
    before, _ = _decode(request.before)
    rest = [item for item in items if _lies_behind(key(item), after, descending=descending)]
    if before is not None:
        rest = [item for item in rest if _lies_behind(before, key(item), descending=descending)]
        rest = rest[-request.limit :] if request.limit else []
    if gap and rest:
        return Page([], _links(request, request.after or "", _encode(after or ("", ""))))
    cut = rest[: request.limit]
    if not cut:
        return Page([], {})
    more = len(rest) > len(cut)
    last = _encode(key(cut[-1]), gap=gaps and more)
    return Page(cut, _links(request, _encode(key(cut[0])), last, more=more))


def _lies_behind(key: Key, mark: Key | None, *, descending: bool) -> bool:
    if mark is None:
        return True
    return key < mark if descending else key > mark


def _encode(key: Key, *, gap: bool = False) -> str:
    text = f"{_GAP if gap else ''}{key[0]}|{key[1]}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str | None) -> tuple[Key | None, bool]:
    if not cursor:
        return None, False
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError) as error:
        raise bad_parameter("Invalid cursors values for paging") from error
    moment, bar, id_ = text.removeprefix(_GAP).partition("|")
    if not bar:
        raise bad_parameter("Invalid cursors values for paging")
    return (moment, id_), text.startswith(_GAP)


def _links(request: PageRequest, first: str, last: str, *, more: bool = True) -> dict[str, Any]:
    paging: dict[str, Any] = {"cursors": {"before": first, "after": last}}
    if more:
        paging["next"] = _link(request, "after", last)
    if request.after:
        paging["previous"] = _link(request, "before", first)
    return paging


def _link(request: PageRequest, name: str, cursor: str) -> str:
    kept = [(key, value) for key, value in request.query if key not in ("after", "before")]
    return f"{request.url}?{urlencode([*kept, (name, cursor)])}"
