"""Playbooks with one thing changed, for tests."""

from typing import Any

import msgspec

from config.playbooks.shapes import Playbook


def reworded(book: Playbook, language: str, visibility: str, part: str, variants: tuple[str, ...]) -> Playbook:
    """The book with other variants in one part of one language."""
    version = book.version_in(language)
    parts = msgspec.structs.replace(getattr(version, visibility), **{part: variants})
    return changed(book, language, **{visibility: parts})


def changed(book: Playbook, language: str, **changes: Any) -> Playbook:
    """The book with something else in one language."""
    return msgspec.structs.replace(book, **{language: msgspec.structs.replace(book.version_in(language), **changes)})
