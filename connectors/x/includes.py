"""Checking what X sends against its shapes, and the accounts and media that come beside the records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from connectors.x.shapes import Media, User
from monitor.domain.errors import BadPayload

S = TypeVar("S", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Includes:
    """What came beside the records: accounts by id, media by key. Any of them may be missing."""

    users: Mapping[str, User]
    media: Mapping[str, Media]

    @classmethod
    def of(cls, payload: Mapping[str, Any], more: Mapping[str, User] | None = None) -> "Includes":
        """Read `includes`, skipping what does not fit; `more` are accounts known from before."""
        block = payload.get("includes")
        block = block if isinstance(block, dict) else {}
        users = {str(user.id): user for user in fitting(block.get("users"), User)}
        media = {medium.media_key: medium for medium in fitting(block.get("media"), Media)}
        return cls({**(more or {}), **users}, media)


def fit(raw: Any, shape: type[S]) -> S:
    """Check a record against its shape. Raises BadPayload, whose text holds nothing of the content."""
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        raise BadPayload(f"{shape.__name__.lower()}: {error}") from None


def fitting(raw: Any, shape: type[S]) -> Iterable[S]:
    """Give the items of a list that fit, skipping the others."""
    for item in raw if isinstance(raw, list) else ():
        # pushed events wrap accounts in {"data": …}
        inner = item.get("data", item) if isinstance(item, dict) else item
        try:
            yield msgspec.convert(inner, shape)
        except msgspec.ValidationError:
            continue
