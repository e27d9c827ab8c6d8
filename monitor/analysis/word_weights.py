"""What the words of one language weigh for mood, complaint and threats: the pieces of all models in one table.

All of them see the same pieces of a word, so that these are looked up once for all.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from monitor.analysis.packed import PackedModel, above, below
from monitor.analysis.piece_rows import piece_rows
from monitor.analysis.piece_sums import PieceSums
from monitor.analysis.remembered import Remembered
from monitor.analysis.sentiment import CLASSES, LONGEST_PIECE, SHORTEST_PIECE

COMPLAINT_LANE: Final = len(CLASSES)
"""Where a word's weight for complaint stands; its weights for the moods come before it, those for threats after."""
_THREAT_LANE: Final = COMPLAINT_LANE + 1


class WordWeights(Remembered[int]):
    """Plain word → its weights, packed: negative, neutral, positive, complaint, then those for threats.

    Kept only from when moods ask for a word to when threats do: both remember their part of it themselves.
    """

    most: ClassVar[int] = 2_000

    def __init__(self, *models: PackedModel) -> None:
        """Take the models of mood, complaint and threats."""
        super().__init__()
        rows = [piece_rows(model.rows, len(model.classes)) for model in models]
        self._sums = PieceSums(rows, SHORTEST_PIECE, LONGEST_PIECE)

    def weigh(self, words: Sequence[str]) -> list[int]:
        """Return what plain words weigh for moods and complaint."""
        return [below(row, _THREAT_LANE) for row in self.of_texts([words])[0]]

    def weigh_threats(self, words: Sequence[str]) -> list[int]:
        """Return what plain words weigh for threats."""
        return [above(row, _THREAT_LANE) for row in self.of_texts([words])[0]]

    def worked_out(self, word: str) -> int:
        """Return the packed weights of one plain word."""
        return self._sums.of([word])[0]

    def worked_out_together(self, words: Sequence[str]) -> Iterable[int]:
        """Return the packed weights of plain words."""
        return self._sums.of(words)
