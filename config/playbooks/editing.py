"""What editing a playbook comes to: versions of its languages counted on, and the difference between two editions."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from config.loading import convert
from config.playbooks.shapes import LANGUAGES, Playbook


class Change(NamedTuple):
    """One place of a playbook ("pl.public.open") before and after, each a list of lines."""

    where: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def as_table(book: Playbook) -> dict[str, Any]:
    """The book as plain data that JSON can hold."""
    table: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(book))  # lists, not tuples
    return table


def as_playbook(table: Mapping[str, Any], *, where: str) -> Playbook:
    """Read plain data. Raises ConfigError naming `where` and the key."""
    return convert(dict(table), Playbook, where=where)


def counted_on(old: Playbook, new: Playbook, *, level: bool = False) -> Playbook:
    """Give the languages of `new` their versions, from those of `old` and from what was changed.

    All changed languages get the same version: the newest so far, or the next one when the newest was changed. A
    language left behind then counts as drifted. `level` says that all three say the same again.
    """
    before = {language: old.version_in(language).version for language in LANGUAGES}
    changed = {language for language in LANGUAGES if _texts(old, language) != _texts(new, language)}
    newest = max(before.values())
    version = newest + 1 if any(before[language] == newest for language in changed) else newest
    counted = {lang: version if level or lang in changed else before[lang] for lang in LANGUAGES}
    versions = {lang: msgspec.structs.replace(new.version_in(lang), version=number) for lang, number in counted.items()}
    return msgspec.structs.replace(new, **versions)


def changes(old: Playbook, new: Playbook) -> tuple[Change, ...]:
    """What differs, place by place, in the order of the file."""
    before, after = dict(_places("", as_table(old))), dict(_places("", as_table(new)))
    return tuple(
        Change(where, before.get(where, ()), after.get(where, ()))
        for where in dict.fromkeys((*before, *after))
        if before.get(where, ()) != after.get(where, ())
    )


def _texts(book: Playbook, language: str) -> Any:
    return msgspec.structs.replace(book.version_in(language), version=1)


def _places(prefix: str, value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _places(f"{prefix}.{key}" if prefix else key, each)
    elif isinstance(value, list | tuple):
        yield prefix, tuple(map(str, value))
    else:
        yield prefix, () if value is None else (str(value),)
