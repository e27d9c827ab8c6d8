"""The words of the screens in the agents' languages; a test keeps the three lists equal."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "lt", "pl")


@cache
def words(language: str) -> Mapping[str, str]:
    """Words by key; English for a language we do not have."""
    name = language if language in LANGUAGES else "en"
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
