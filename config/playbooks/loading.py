"""Reads playbooks and phrases; one clear line, naming file and key, for each thing that is wrong."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from config.loading import ConfigError, convert
from config.playbooks.shapes import LANGUAGES, Phrases, Playbook, Private, Public

SHIPPED = Path(__file__).parent
SLOT = re.compile(r"\{([^{}]*)\}")
_POLISH_SLOTS = frozenset({"you_gen", "you_dat", "you_acc", "you_ins"})
_TIME_SLOTS = frozenset({"by", "within"})
_PHRASE_SLOTS = {"greeting_named": "name", "link": "link", "team": "brand", "sign": "signature"}
S = TypeVar("S", Public, Private)
T = TypeVar("T")


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
    if today is not None and book.expires < today:
        raise ConfigError(f"{path.name}: expires: {book.expires} has passed; review the texts and set a new date")
    for language in LANGUAGES:
        _check_version(book, language, path.name)
    return book


def _check_version(book: Playbook, language: str, file: str) -> None:
    version = book.version_in(language)
    known = _POLISH_SLOTS if language == "pl" else frozenset[str]()
    known |= _TIME_SLOTS if book.reply_in_days is not None else frozenset[str]()
    for visibility, parts in (("public", version.public), ("private", version.private)):
        for part, variants in _lists(parts):
            _check_variants(variants, known, f"{file}: {language}.{visibility}.{part}")
    if version.private.ask and any("{by}" in text for text in version.private.next):
        raise ConfigError(
            f"{file}: {language}.private.next: says {{by}} beside a question; the time runs from the answer: {{within}}"
        )
    if book.needs and len(version.private.ask) < 3:
        raise ConfigError(
            f"{file}: {language}.private.ask: needs three variants, because `needs` names data to ask for"
        )


def _phrases(path: Path) -> Phrases:
    phrases = convert(_read(path), Phrases, where=f"phrases/{path.name}")
    for part, variants in _lists(phrases):
        slot = _PHRASE_SLOTS.get(part)
        where = f"phrases/{path.name}: {part}"
        known = frozenset({slot} if slot else ()) | (_POLISH_SLOTS if path.stem == "pl" else frozenset())
        _check_variants(variants, known, where)
        if slot and not all(f"{{{slot}}}" in text for text in variants):
            raise ConfigError(f"{where}: every variant needs the slot {{{slot}}}")
    return phrases


def _lists(struct: msgspec.Struct) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        yield name, (value,) if isinstance(value, str) else value


def _check_variants(variants: tuple[str, ...], known: frozenset[str], where: str) -> None:
    if len(set(variants)) < len(variants):
        raise ConfigError(f"{where}: two variants are the same; customers would read the same words")
    for number, text in enumerate(variants):
        problem = _problem(text, known)
        if problem:
            raise ConfigError(f"{where}[{number}]: {problem}")


def _problem(text: str, known: frozenset[str]) -> str | None:
    if not text.strip() or text != text.strip():
        return "is empty, or begins or ends with a space"
    for slot in SLOT.findall(text):
        if slot not in known:
            return f"nobody fills the slot {{{slot}}}; slots here: {', '.join(sorted(known)) or 'none'}"
    if re.search(r"[{}]", SLOT.sub("", text)):
        return "has a brace that is not part of a slot"
    if re.search(r"[\[\]]", re.sub(r"\[[^\[\]|]*\|[^\[\]|]*\]", "", text)):
        return "square brackets hold exactly two forms: [formal|familiar]"
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None
