"""Paging: the newest first, a token for the rest, and no `data` key at all when there is nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from connectors.simulator.x.model import DirectMessage, Post
from connectors.simulator.x.params import Params, page_token
from connectors.simulator.x.problems import invalid
from connectors.simulator.x.snowflake import first_id_at
from connectors.simulator.x.wire import Json

Thing = TypeVar("Thing", Post, DirectMessage)
SEARCH_REACH = timedelta(days=7)
NEWEST_END = timedelta(seconds=10)
MIXED = (
    "Invalid use of 'since_id' or 'until_id' in conjunction with 'start_time' or 'end_time'. "
    "Please use only one or the other."
)


@dataclass(frozen=True, slots=True)
class Span:
    """Ids above `above` and below `below`; None leaves that side open."""

    above: int | None = None
    below: int | None = None

    def holds(self, thing_id: str) -> bool:
        """Tell whether an id lies within."""
        number = int(thing_id)
        return (self.above is None or number > self.above) and (self.below is None or number < self.below)


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%MZ}"


def _refuse_mixture(params: Params) -> None:
    if params.has("since_id", "until_id") and params.has("start_time", "end_time"):
        name = next(name for name in ("since_id", "until_id") if params.has(name))
        raise invalid(MIXED, **{name: str(params.text(name))})


def mentions_span(params: Params) -> Span:
    """Read the limits of a mentions request. Raises Refusal (400) for ids and times together."""
    _refuse_mixture(params)
    start, end = params.moment("start_time"), params.moment("end_time")
    return Span(
        above=params.post_id("since_id") if start is None else first_id_at(start) - 1,
        below=params.post_id("until_id") if end is None else first_id_at(end),
    )


def search_span(params: Params, now: datetime, lag: timedelta) -> Span:
    """Read the limits of a search; without an end it stops `lag` before now. Raises Refusal (400).

    Nothing older than seven days may be named, neither by time nor by id.
    """
    _refuse_mixture(params)
    _refuse_stale_ids(params, now)
    _refuse_bad_times(params, now)
    plain = mentions_span(params)
    return Span(plain.above, first_id_at(now - lag) if plain.below is None else plain.below)


def _refuse_stale_ids(params: Params, now: datetime) -> None:
    oldest = first_id_at(now - SEARCH_REACH)
    for name in ("since_id", "until_id"):
        given = params.post_id(name)
        if given is not None and given < oldest:
            message = (
                f"'{name}' must be a tweet id created after {_minute(now - SEARCH_REACH)}. "
                f"Please use a '{name}' that is larger than {oldest}"
            )
            raise invalid(message, **{name: str(given)})


def _refuse_bad_times(params: Params, now: datetime) -> None:
    start, end = params.moment("start_time"), params.moment("end_time")
    for name, moment in (("start_time", start), ("end_time", end)):
        if moment is not None and moment < now - SEARCH_REACH:
            told = f"Invalid '{name}':'{_minute(moment)}'. '{name}' must be on or after {_minute(now - SEARCH_REACH)}"
            raise invalid(told, **{name: str(params.text(name))})
    if end is not None and end > now - NEWEST_END:
        told = (
            f"Invalid 'end_time':'{_minute(end)}'. "
            "'end_time' must be a minimum of 10 seconds prior to the request time."
        )
        raise invalid(told, end_time=str(params.text("end_time")))
    if start is not None and end is not None and start >= end:
        told = f"Invalid 'start_time':'{_minute(start)}'. 'start_time' must be before 'end_time'"
        raise invalid(told, start_time=str(params.text("start_time")))


def cut(found: Sequence[Thing], span: Span, size: int, mark: int | None) -> tuple[list[Thing], str | None]:
    """Cut one page out of what was found (newest first): its things, and the token of the next page."""
    within = [thing for thing in found if span.holds(thing.id) and (mark is None or int(thing.id) < mark)]
    page = within[:size]
    return page, page_token(page[-1].id) if len(within) > size else None


def meta_of(page: Sequence[Thing], token: str | None, *, with_ids: bool) -> Json:
    """Describe a page."""
    meta: Json = {"result_count": len(page)}
    if page and with_ids:
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
    if token:
        meta["next_token"] = token
    return meta


def show(page: Sequence[Thing], as_json: Callable[[Thing], Json]) -> list[Json]:
    """Show each thing of a page."""
    return [as_json(thing) for thing in page]
