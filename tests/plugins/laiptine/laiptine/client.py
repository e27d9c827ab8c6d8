"""The calls of one key: each names its route, notes the rates of its answer, and gives the body or an error."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from yarl import URL

from connectors._http import Answer, Wire, seconds_until_epoch, server_time
from laiptine.settings import LaiptineNetwork
from laiptine.troubles import read
from monitor.domain.pace import Rate
from monitor.ports.pace import note

_LEFT, _UNTIL = "Laiptine-Calls-Left", "Laiptine-Calls-Until"


class Reply(dict[str, Any]):
    """The body of one answer with what its headers told: when it was made, and how long to rest (None = go on)."""

    at: datetime | None = None
    rest: float | None = None


class LaiptineClient:
    """One account's calls. All of them raise what `troubles.read` and the wire raise."""

    def __init__(self, network: LaiptineNetwork, key: str) -> None:
        self._base = network.base_url.rstrip("/")
        self._headers = {"Laiptine-Key": key, "Accept": "application/json"}
        self._wire = Wire("laiptine", timeout=network.timeout_seconds)

    async def get(self, *path: str, now: datetime, **query: str | int) -> Reply:
        """Read."""
        return await self._call("GET", path, query, None, now)

    async def post(self, *path: str, now: datetime, **body: str) -> Reply:
        """Write; an answer that does not come is OutcomeUnknown."""
        return await self._call("POST", path, {}, body, now)

    async def aclose(self) -> None:
        """Give back the connections."""
        await self._wire.aclose()

    async def _call(
        self,
        method: str,
        path: tuple[str, ...],
        query: Mapping[str, str | int],
        body: Mapping[str, str] | None,
        now: datetime,
    ) -> Reply:
        writing = method != "GET"
        url = URL(self._base).joinpath("v1", *path).with_query(query)
        answer = await self._wire.exchange(method, url, headers=self._headers, json=body, may_have_effect=writing)
        note(*_rates(answer, now))
        reply = Reply(read(answer, now=now, writing=writing))
        reply.at, reply.rest = server_time(answer.headers), _rest(answer, now)
        return reply


def _rates(answer: Answer, now: datetime) -> Iterator[Rate]:
    left, seconds = answer.headers.get(_LEFT, ""), seconds_until_epoch(answer.headers, _UNTIL, now=now)
    if left.isdecimal() and seconds is not None:
        yield Rate(kind="calls", covers=("*",), left=int(left), seconds=seconds)


def _rest(answer: Answer, now: datetime) -> float | None:
    return seconds_until_epoch(answer.headers, _UNTIL, now=now) if answer.headers.get(_LEFT) == "0" else None
