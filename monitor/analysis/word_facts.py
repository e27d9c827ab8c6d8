"""What is known of one word of a language, once it was worked out."""

from typing import Final, final

from mypy_extensions import mypyc_attr

from monitor.analysis.senses import Sense

COMPLAINT_LANE: Final = 3
"""Where a word's weight for complaint stands; its weights for the three moods come before it."""
THREAT_LANE: Final = COMPLAINT_LANE + 1
"""Where a word's weights for threats begin."""


@mypyc_attr(acyclic=True)
@final
class ThreatFacts:
    """What a word says by itself to the judge of threats, beside its weights."""

    __slots__ = ("bits", "first", "heat", "second")

    def __init__(self, bits: int, heat: float, parts: tuple[int, int]) -> None:
        self.bits = bits  # of the concepts it names
        self.heat = heat  # how much it makes worth judging the words around it
        self.first, self.second = parts  # its parts of the number of a pair (see `Pairs`)


NO_THREAT_FACTS: Final = ThreatFacts(0, 0.0, (0, 0))


@mypyc_attr(acyclic=True)
@final
class WordFacts:
    """What is known of one word, in one place of memory: texts ask for little of each of many words."""

    __slots__ = ("bits", "first", "heat", "near", "plain", "second", "sense", "threat_first", "threat_second", "weight")

    def __init__(
        self, plain: str, weight: int, threat: ThreatFacts, sense: Sense | None, parts: tuple[int, int], *, near: bool
    ) -> None:
        self.plain = plain  # as entries are compared
        self.weight = weight  # its packed weights in all models
        self.sense = sense  # what the word list says of it, if anything
        self.near = near  # whether it may stand beside the word a phrase is found by
        self.first, self.second = parts  # its parts of the number of a pair in complaints (see `Pairs`)
        self.bits = threat.bits
        self.heat = threat.heat
        self.threat_first, self.threat_second = threat.first, threat.second
