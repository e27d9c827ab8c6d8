"""Words that networks bring along for their own streams and errors; a broken package costs only its own words."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from monitor.plugins import networks
from monitor.ports.networks import Speaks

_SLOT = re.compile(r"{(\w*)}")


@cache
def brought_words(language: str) -> Mapping[str, str]:
    """Words by key (`stream_<name>`) of all installed networks."""
    return _gathered(lambda plugin: plugin.words(language))


@cache
def brought_sentences(language: str) -> Mapping[str, str]:
    """Sentences by their English form; left out where one names a slot that the English does not have."""
    found = _gathered(lambda plugin: plugin.sentences(language))
    return {english: other for english, other in found.items() if _slots(other) <= _slots(english)}


def _gathered(told: Callable[[Speaks], Mapping[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for plugin in networks().values():
        if not isinstance(plugin, Speaks):
            continue
        try:
            found |= {str(key): str(said) for key, said in told(plugin).items()}
        except Exception:  # noqa: BLE001, S112 - what it cannot say is shown in English, as it came
            continue
    return found


def _slots(text: str) -> set[str]:
    return set(_SLOT.findall(text))
