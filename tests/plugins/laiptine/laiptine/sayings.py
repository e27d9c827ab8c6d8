"""Laiptinė's words for people, from `sayings_<language>.toml`: names of streams, and sentences of its errors."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct


class Sayings(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's words."""

    words: Mapping[str, str] = {}
    sentences: Mapping[str, str] = {}


@cache
def in_language(language: str) -> Sayings:
    """Read one language; another than the screens' has none, and English needs no sentences."""
    path = files("laiptine").joinpath(f"sayings_{language}.toml")
    return msgspec.toml.decode(path.read_bytes(), type=Sayings) if path.is_file() else Sayings()
