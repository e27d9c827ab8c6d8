"""Finds networks: our own and anybody's installed package that offers the entry point group `aside.networks`."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from monitor.ports import NetworkPlugin


@cache
def networks() -> Mapping[str, NetworkPlugin]:
    """Every installed network by name."""
    found: dict[str, NetworkPlugin] = {}
    for point in sorted(entry_points(group="aside.networks"), key=lambda point: point.name):
        plugin: NetworkPlugin = point.load()
        found[plugin.name] = plugin
    return found
