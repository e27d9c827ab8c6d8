"""Finds networks: our own and anybody's installed package that offers the entry point group `aside.networks`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points

from monitor.ports import NetworkPlugin


@dataclass(frozen=True, slots=True)
class _Found:
    networks: dict[str, NetworkPlugin] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)


@cache
def _found() -> _Found:
    found = _Found()
    for point in sorted(entry_points(group="aside.networks"), key=lambda point: point.name):
        try:
            plugin: NetworkPlugin = point.load()
            found.networks[plugin.name] = plugin
        except Exception as error:  # noqa: BLE001 - somebody's broken package never stops the other networks
            found.broken[point.name] = f"its package could not be loaded ({type(error).__name__}: {error})"
    return found


def networks() -> Mapping[str, NetworkPlugin]:
    """Every installed network that could be loaded, by name."""
    return _found().networks


def broken() -> Mapping[str, str]:
    """Installed networks that could not be loaded, by the name of their entry point, with the reason in one line."""
    return {name: " ".join(reason.split()) for name, reason in _found().broken.items()}
