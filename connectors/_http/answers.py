"""One HTTP answer as a value: nothing about a call is kept on a client, so tasks cannot mix up each other's headers."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.domain.errors import BadPayload

_UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_STRAY = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (case-insensitive) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Parse the body; an empty one is None.

        NUL and stray halves of surrogate pairs become U+FFFD: neither database stores them. Raises BadPayload when
        it is not JSON, which is what a proxy's HTML page is, whatever its content type says.
        """
        if not self.body.strip():
            return None
        try:
            value = json.loads(self.body, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise BadPayload(f"the answer (HTTP {self.status}) is not JSON") from None
        return _storable(value) if _UNSTORABLE.search(self.body) else value

    def json_object(self) -> dict[str, Any]:
        """Parse the body as an object; raises BadPayload when it is anything else."""
        value = self.json()
        if not isinstance(value, dict):
            raise BadPayload(f"the answer (HTTP {self.status}) is not a JSON object")
        return value


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _storable(value: Any) -> Any:
    match value:
        case str():
            return _STRAY.sub("\ufffd", value)
        case list():
            return [_storable(item) for item in value]
        case dict():
            return {_storable(key): _storable(item) for key, item in value.items()}
    return value
