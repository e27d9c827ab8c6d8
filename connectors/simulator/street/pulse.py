"""Counts the changes of all networks, so that the page knows when to look again."""

from connectors.simulator.graph.state import GraphState
from connectors.simulator.x.state import XState


class Pulse:
    """A number that grows with every change."""

    def __init__(self, x: XState, graph: GraphState) -> None:
        self.count = 0
        x.on_change.append(self.beat)
        graph.on_change.append(self.beat)

    def beat(self, _change: object = None) -> None:
        """Count a change."""
        self.count += 1
