"""The form of a playbook: from a book to its fields, and from what was typed back to a book, or to what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from multidict import MultiMapping

from config.loading import ConfigError
from config.playbooks.editing import as_playbook, as_table
from config.playbooks.flaws import Flaw
from config.playbooks.shapes import LANGUAGES, Playbook

Fields = Mapping[str, Sequence[str]]
"""What stands in each field, line by line; a box that is ticked holds its value."""
_ONE = ("owner", "expires", "rank", "route", "approval", "reply_in_days", "when.repeats")
_BOXES = ("warm", "grave", "when.act_decides")
_MANY = ("needs", "when.acts", "when.kinds", "when.threats")
_NUMBERS = ("rank", "reply_in_days", "when.repeats")
PARTS = ("public.open", "public.next", "private.open", "private.ask", "private.next")
"""Parts of one language, each with its variants, in the order of the form."""
_LINES = ("questions", "may_promise", *PARTS)
_FEWEST = 3


def fields_of(book: Playbook) -> Fields:
    """Fill the form from a book."""
    return dict(_flat("", as_table(book)))


def typed_fields(form: MultiMapping[Any]) -> Fields:
    """What was typed, so that a page can show it again."""
    return {name: _lines(str(value)) for name in set(form) for value in [_joined(form, name)]}


def _joined(form: MultiMapping[Any], name: str) -> str:
    return "\n".join(str(value) for value in form.getall(name))


def book_of(fields: Fields, name: str, versions: Mapping[str, int]) -> tuple[Playbook | None, tuple[Flaw, ...]]:
    """Read a book from the fields; without one, what keeps it from being one.

    Versions are counted when it is saved, so those of the book before it are put in.
    """
    few = tuple(_few(fields))
    if few:
        return None, few
    try:
        return as_playbook(_table(fields, name, versions), where=""), ()
    except ConfigError as error:
        where, _, what = str(error).removeprefix(": ").partition(": ")
        return None, (Flaw(where, "shape", what),)


def _few(fields: Fields) -> Iterator[Flaw]:
    for language in LANGUAGES:
        for part in PARTS:
            if part != "private.ask" and len(fields.get(f"{language}.{part}", ())) < _FEWEST:
                yield Flaw(f"{language}.{part}", "few")
        for part in ("title", "questions", "may_promise"):
            if not fields.get(f"{language}.{part}"):
                yield Flaw(f"{language}.{part}", "missing")
    for part in ("owner", "expires", "rank"):
        if not fields.get(part):
            yield Flaw(part, "missing")


def _table(fields: Fields, name: str, versions: Mapping[str, int]) -> dict[str, Any]:
    table: dict[str, Any] = {"name": name, "when": {"about": {}, "words": {}}}
    for key in _ONE:
        if fields.get(key):
            _put(table, key, _number(fields[key][0]) if key in _NUMBERS else fields[key][0])
    for key in _BOXES:
        _put(table, key, bool(fields.get(key)))
    for key in _MANY:
        _put(table, key, list(fields.get(key, ())))
    for language in LANGUAGES:
        _put(table, f"{language}.version", versions[language])
        _put(table, f"{language}.title", " ".join(fields[f"{language}.title"]))
        for key in (f"{language}.{part}" for part in _LINES):
            _put(table, key, list(fields.get(key, ())))
        for key in (f"when.about.{language}", f"when.words.{language}"):
            _put(table, key, list(fields.get(key, ())))
    return table


def _put(table: dict[str, Any], key: str, value: object) -> None:
    *path, last = key.split(".")
    for step in path:
        table = table.setdefault(step, {})
    table[last] = value


def _number(text: str) -> int | str:
    """A number where one was typed; anything else is left for the shape to refuse."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else key, each)
    elif isinstance(value, list):
        yield prefix, [str(each) for each in value]
    elif value is not None and value is not False:
        yield prefix, ["1" if value is True else str(value)]
