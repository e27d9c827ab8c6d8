"""What the words of one language weigh for mood, complaint and threats: the pieces of all models in one table.

All of them see the same pieces of a word, so that these are looked up once for all.
"""

from collections.abc import Sequence

from monitor.analysis import complaint, threat_model
from monitor.analysis.packed import PackedModel, beside
from monitor.analysis.pairs import Pairs, is_pair
from monitor.analysis.piece_rows import chosen, piece_rows
from monitor.analysis.piece_sums import PieceSums
from monitor.analysis.sentiment import LONGEST_PIECE, SHORTEST_PIECE
from monitor.analysis.threat_model import ThreatJudge
from monitor.analysis.word_facts import COMPLAINT_LANE, NO_THREAT_FACTS, THREAT_LANE, ThreatFacts


def word_pairs(complaints: PackedModel, threats: PackedModel | None = None) -> Pairs:
    """Return two words in a row → what they weigh for complaint and threats, in the lanes words have for them."""
    rows = {
        name: beside(complaint.PAIR * row, COMPLAINT_LANE) for name, row in chosen(complaints.rows, is_pair).items()
    }
    for name, row in chosen(threats.rows, is_pair).items() if threats else ():
        rows[name] = rows.get(name, 0) + beside(threat_model.PAIR * row, THREAT_LANE)
    return Pairs(rows)


class WordWeights:
    """Plain words → their packed weights: negative, neutral, positive, complaint, then those for threats."""

    def __init__(self, *models: PackedModel, judge: ThreatJudge | None = None) -> None:
        """Take the models of mood, complaint and threats, the last ones may be missing, and the judge of threats."""
        rows = [piece_rows(model.rows, len(model.classes)) for model in models]
        self._sums = PieceSums(rows, SHORTEST_PIECE, LONGEST_PIECE)
        self._judge = judge

    def weigh(self, words: Sequence[str]) -> list[tuple[int, ThreatFacts]]:
        """Return the weights of plain words, and their facts for the judge."""
        judge, rows = self._judge, self._sums.of(words)
        if judge is None:
            return [(row, NO_THREAT_FACTS) for row in rows]
        return [(row, judge.facts(word, row)) for word, row in zip(words, rows, strict=True)]
