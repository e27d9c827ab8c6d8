"""What absorbing records changes, decided from values alone: what is stored, what is removed, what arrives.

Rules:
- `(account, remote_id)` is the key. A repeat changes nothing; another text is an edit; other news (hidden, a name,
  abilities) is written without disturbing the assessment. What a record leaves out never erases what is known, so
  that a lean webhook and a rich page may meet in any order.
- A removal is remembered by key and time, whether the item is here yet or not, and holds against every arrival of the
  item unless that arrival was created later than the removal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.domain.streams import Record, Removed, Seen
from monitor.store.cleaning import clean
from monitor.store.repositories.mention_rows import Values, as_values

Key = tuple[str, str]

_NEWEST_WINS = ("text",)
_NEWEST_KNOWN_WINS = ("hidden", "author_handle", "author_name", "author_followers", "permalink")
_FIRST_KNOWN_WINS = ("author_id", "parent_id")
CHANGEABLE = (*_NEWEST_WINS, *_NEWEST_KNOWN_WINS, *_FIRST_KNOWN_WINS, "abilities", "attachments", "created_at")
"""Columns that news may change; all others stay as they were first seen."""

_TELLING = tuple(name for name in CHANGEABLE if name != "author_followers")
"""Columns worth a write; a follower more or less is written only along with something else."""


@dataclass(slots=True)
class Change:
    """What happens to one key: `stored` is its row before, `values` after; `raw` None keeps the raw JSON."""

    stored: Mapping[str, Any] | None
    values: Values
    raw: Mapping[str, Any] | None
    removed_at: datetime | None = None

    @property
    def is_new(self) -> bool:
        """Whether a row must be inserted."""
        return self.stored is None

    @property
    def removes(self) -> bool:
        """Whether a text that stood here must go."""
        return self.removed_at is not None and self.stored is not None

    @property
    def is_edit(self) -> bool:
        """Whether the mention must be assessed again: its text changed, or it came back after a removal."""
        if self.stored is None or self.removes:
            return False
        return bool(self.values["text"] != self.stored["text"] or self.stored["deleted_at"])


@dataclass(slots=True)
class Decision:
    """What must be written, in the order in which keys came; `removals` holds only those to be remembered anew."""

    changes: list[Change]
    removals: dict[Key, datetime]


def by_key(records: Iterable[Record]) -> dict[Key, list[Seen | Removed]]:
    """Group the records that name an item, keeping their order."""
    grouped: dict[Key, list[Seen | Removed]] = {}
    for record in records:
        if isinstance(record, Seen | Removed):
            named = record.mention if isinstance(record, Seen) else record
            grouped.setdefault((clean(named.account), clean(named.remote_id)), []).append(record)
    return grouped


def decide(
    grouped: Mapping[Key, Sequence[Seen | Removed]],
    stored: Mapping[Key, Mapping[str, Any]],
    removed: Mapping[Key, datetime],
) -> Decision:
    """Fold the records over what is stored."""
    decision = Decision([], {})
    for key, records in grouped.items():
        gone, change = _folded(records, stored.get(key), removed.get(key))
        if gone is not None and gone != removed.get(key):
            decision.removals[key] = gone
        if change is not None:
            decision.changes.append(change)
    return decision


def _folded(
    records: Sequence[Seen | Removed], stored: Mapping[str, Any] | None, gone: datetime | None
) -> tuple[datetime | None, Change | None]:
    values = None if stored is None else dict(stored)
    raw = None
    for record in records:
        if isinstance(record, Removed):
            at = record.at if values is None else max(record.at, values["created_at"])
            gone = at if gone is None else max(gone, at)
        elif values is None:
            values, raw = as_values(record.mention), record.raw
        elif gone is None or record.mention.created_at > gone:
            values, raw = _merged(values, as_values(record.mention)), record.raw
    return gone, None if values is None else _change(stored, values, raw, gone)


def _merged(old: Values, new: Values) -> Values:
    merged = old | {name: new[name] for name in _NEWEST_WINS}
    merged |= {name: new[name] for name in _NEWEST_KNOWN_WINS if new[name] is not None}
    merged |= {name: new[name] for name in _FIRST_KNOWN_WINS if not old[name]}
    merged["abilities"] = old["abilities"] | new["abilities"]
    merged["attachments"] = new["attachments"] or old["attachments"]
    merged["created_at"] = max(old["created_at"], new["created_at"])
    return merged


def _change(
    stored: Mapping[str, Any] | None, values: Values, raw: Mapping[str, Any] | None, gone: datetime | None
) -> Change | None:
    removed_at = gone if gone is not None and values["created_at"] <= gone else None
    if stored is None:
        return Change(stored, values | {"hidden": values["hidden"] is True}, raw, removed_at)
    was_removed = stored["deleted_at"] is not None
    if removed_at is not None:
        return None if was_removed else Change(stored, values, raw, removed_at)
    if was_removed or any(values[name] != stored[name] for name in _TELLING):
        return Change(stored, values, raw)
    return None
