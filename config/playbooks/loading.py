"""Reads playbooks and phrases; one clear line, naming file and key, for each thing that is wrong."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from config.loading import ConfigError, convert
from config.playbooks.flaws import POLISH_SLOTS, Flaw, flaws, lists, of_variants
from config.playbooks.shapes import LANGUAGES, Phrases, Playbook

SHIPPED = Path(__file__).parent
_PHRASE_SLOTS = {"greeting_named": "name", "link": "link", "team": "brand", "sign": "signature"}


def load_playbooks(directory: Path = SHIPPED, *, today: date | None = None) -> tuple[Playbook, ...]:
    """Read every playbook of a directory, by name.

    `today` = None leaves expiry to the composer, which passes over an expired playbook. Raises ConfigError: no such
    file, unknown key, missing language, fewer than three variants, equal variants, a slot nobody fills, a text in
    square brackets without its two forms, a name that is not the file's, expiry passed.
    """
    books = tuple(_playbook(path, today) for path in sorted(directory.glob("*.toml")))
    if not any(book.name == "general" for book in books):
        raise ConfigError(f"{directory}: general.toml is missing; it answers what no other playbook does")
    return books


def load_phrases(directory: Path = SHIPPED / "phrases") -> Mapping[str, Phrases]:
    """Read the shared lines by language. Raises ConfigError as `load_playbooks` does."""
    return {language: _phrases(directory / f"{language}.toml") for language in LANGUAGES}


@cache
def shipped_playbooks() -> tuple[Playbook, ...]:
    """The playbooks that come with Aside."""
    return load_playbooks()


@cache
def shipped_phrases() -> Mapping[str, Phrases]:
    """The shared lines that come with Aside."""
    return load_phrases()


def _playbook(path: Path, today: date | None) -> Playbook:
    book = convert(_read(path), Playbook, where=path.name)
    if book.name != path.stem:
        raise ConfigError(f"{path.name}: name: is {book.name!r}; a playbook bears the name of its file")
    _refuse(flaws(book, today=today), path.name)
    return book


def _phrases(path: Path) -> Phrases:
    phrases = convert(_read(path), Phrases, where=f"phrases/{path.name}")
    for part, variants in lists(phrases):
        slot = _PHRASE_SLOTS.get(part)
        known = frozenset({slot} if slot else ()) | (POLISH_SLOTS if path.stem == "pl" else frozenset())
        _refuse(of_variants(variants, known, part), f"phrases/{path.name}")
        if slot and not all(f"{{{slot}}}" in text for text in variants):
            raise ConfigError(f"phrases/{path.name}: {part}: every variant needs the slot {{{slot}}}")
    return phrases


def _refuse(found: Iterable[Flaw], file: str) -> None:
    first = next(iter(found), None)
    if first is not None:
        raise ConfigError(f"{file}: {first}")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None
