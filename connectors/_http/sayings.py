"""What a network's errors say to people who read another language: `sayings_<language>.toml` beside its code."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files


def sayings(language: str, *packages: str) -> Mapping[str, str]:
    """Sentences of these packages and of every network's transport, by their English form; none in English."""
    found: dict[str, str] = {}
    for package in (__package__, *packages):
        file = files(package).joinpath(f"sayings_{language}.toml")
        if file.is_file():
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found
