"""A local Laiptinė over real HTTP, for tests: its board, its API, and the knobs a test turns."""

from laiptine.simulator.api import BOARD, build_app
from laiptine.simulator.board import KEY, OURS, SEAL, Board

__all__ = ["BOARD", "KEY", "OURS", "SEAL", "Board", "build_app"]
