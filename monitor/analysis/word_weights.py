"""What the words of one language weigh for mood and for complaint: both models' pieces in one table.

Both see the same pieces of a word; looked up once for both, a word met for the first time costs half, and the pieces
they share are kept once.
"""

from typing import Final

from monitor.analysis.packed import PackedModel, beside, total_of
from monitor.analysis.sentiment import CLASSES, pieces

COMPLAINT_LANE: Final = len(CLASSES)
"""Where a word's weight for complaint stands; its weights for the moods come before it."""


class WordWeights:
    """Plain word → its weights, packed: negative, neutral, positive, complaint."""

    def __init__(self, mood: PackedModel, complaint: PackedModel) -> None:
        rows = dict(mood.rows)
        for name, row in complaint.rows.items():
            rows[name] = rows.get(name, 0) + beside(row, COMPLAINT_LANE)
        self._rows = rows

    def weigh(self, word: str) -> int:
        """Return the packed weights of one plain word."""
        return total_of(self._rows, pieces(word))
