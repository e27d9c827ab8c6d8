"""Editions of playbooks: whatever people change in the web becomes the next edition, and none is ever overwritten.

Edition 0 is the shipped file; a playbook that people made has none and begins with edition 1. The newest edition of a
name stands: enabled, its texts are proposed; disabled, the playbook is passed over. Restoring an older edition makes a
new one of the same texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from config.playbooks.shapes import Playbook

SHIPPED: Final = 0
"""The number of the file that comes with Aside."""
Why = Literal["created", "saved", "restored", "disabled", "enabled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of one playbook: the whole content as plain data, who made it, when, and what it was made for."""

    name: str
    number: int
    content: Mapping[str, Any]
    enabled: bool
    why: Why
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Shelved:
    """A playbook as it stands now, with the number of its edition; nothing is drafted by one that is not enabled."""

    book: Playbook
    number: int = SHIPPED
    enabled: bool = True
