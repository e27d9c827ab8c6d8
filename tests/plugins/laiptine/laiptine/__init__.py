"""Laiptinė, a made-up forum of house communities with private letters; Aside sees `PLUGIN` only."""

from laiptine.plugin import LaiptinePlugin

__all__ = ["PLUGIN"]

PLUGIN = LaiptinePlugin()
