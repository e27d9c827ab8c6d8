"""Playbooks with one thing changed, for tests."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from config.playbooks.editing import as_table
from config.playbooks.loading import shipped_playbooks
from config.playbooks.shapes import Playbook
from monitor.domain.editions import Edition

MADE_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def shipped(name: str) -> Playbook:
    """A playbook that comes with Aside."""
    return next(book for book in shipped_playbooks() if book.name == name)


def edition(book: Playbook | None = None, **fields: Any) -> Edition:
    """The first edition of a book (late_delivery unless said otherwise), made by a lead."""
    book = book or shipped("late_delivery")
    plain: dict[str, Any] = {
        "name": book.name,
        "number": 1,
        "content": as_table(book),
        "enabled": True,
        "why": "saved",
        "made_by": "rasa",
        "made_at": MADE_AT,
    }
    return Edition(**(plain | fields))


def reworded(book: Playbook, language: str, visibility: str, part: str, variants: tuple[str, ...]) -> Playbook:
    """The book with other variants in one part of one language."""
    version = book.version_in(language)
    parts = msgspec.structs.replace(getattr(version, visibility), **{part: variants})
    return changed(book, language, **{visibility: parts})


def changed(book: Playbook, language: str, **changes: Any) -> Playbook:
    """The book with something else in one language."""
    return msgspec.structs.replace(book, **{language: msgspec.structs.replace(book.version_in(language), **changes)})
