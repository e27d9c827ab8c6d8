"""Secrets: named in the settings file, held in the environment or in files, never shown."""

import os
from collections.abc import Mapping
from pathlib import Path


class Secret:
    """A value that does not print itself; `reveal()` is called only where a request is signed."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))


def resolve(reference: object, environ: Mapping[str, str] | None = None) -> Secret:
    """Turn `{ env = "NAME" }` or `{ file = "/path" }` into the secret it names.

    Raises ValueError with what to do when the reference is not one of the two, or names nothing.
    """
    environ = os.environ if environ is None else environ
    match reference:
        case {"env": str(name), **rest} if not rest:
            if not environ.get(name):
                raise ValueError(f"the environment variable {name} is not set; set it to the secret")
            return Secret(environ[name])
        case {"file": str(path), **rest} if not rest:
            return Secret(_read(Path(path)))
        case _:
            raise ValueError('a secret is written { env = "NAME" } or { file = "/path" }, never as plain text')


def _read(path: Path) -> str:
    try:
        value = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"the secret file {path} cannot be read ({error.strerror})") from None
    if not value:
        raise ValueError(f"the secret file {path} is empty")
    return value
