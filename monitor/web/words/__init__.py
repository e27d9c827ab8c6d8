"""The words of the screens in the agents' languages; tests keep the lists equal and complete."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from monitor.web.words.brought import brought_sentences, brought_words

LANGUAGES = ("en", "lt", "pl")
_SLOT = re.compile(r"\\{(\w+)\\}")


@cache
def words(language: str) -> Mapping[str, str]:
    """Words by key; English for a language we do not have."""
    return _read(language if language in LANGUAGES else "en")


def say(language: str, group: str, code: object) -> str:
    """The word for a code of a group (`reason_repeat`), ours or a network's; without one the code is shown as it is."""
    key = f"{group}_{code}"
    return words(language).get(key) or brought_words(language).get(key) or str(code).replace("_", " ")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """An English sentence with slots, and what it is in another language."""

    pattern: re.Pattern[str]
    other: str


def sentence(language: str, english: str) -> str:
    """Say what rules, gate and errors say in English in another language; unchanged where nobody translated it.

    `words/sentences_<language>.toml` maps English sentences, with {slots} for what varies, to the other language;
    networks bring more for their own errors.
    What stands in a slot is translated too, as a sentence or as the name of a kind of personal data.
    """
    for known in _sentences(language if language in LANGUAGES else "en"):
        found = known.pattern.fullmatch(english)
        if found:
            slots = {name: sentence(language, value) for name, value in found.groupdict().items()}
            return known.other.format_map(slots)
    return words(language).get(f"type_{english}", english)


@cache
def _sentences(language: str) -> tuple[_Sentence, ...]:
    known = {**brought_sentences(language), **_read(f"sentences_{language}")}
    return tuple(_Sentence(_pattern(english), other) for english, other in known.items())


def _pattern(english: str) -> re.Pattern[str]:
    """Slots match anything; one that stands twice must be the same twice."""
    seen: set[str] = set()

    def group(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.+?)"

    return re.compile(_SLOT.sub(group, re.escape(english)), re.DOTALL)


def _read(name: str) -> dict[str, str]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
