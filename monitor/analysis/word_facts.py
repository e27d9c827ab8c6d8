"""What is known of one word of a language, once it was worked out."""

from typing import Final, final

from mypy_extensions import i64, mypyc_attr

from monitor.analysis.senses import Sense

COMPLAINT_LANE: Final = 3
"""Where a word's weight for complaint stands; its weights for the three moods come before it."""
THREAT_LANE: Final = COMPLAINT_LANE + 1
"""Where a word's weights for threats begin."""


@mypyc_attr(acyclic=True)
@final
class Named:
    """What a word names to the judge of threats: concepts, and phrases that are concepts."""

    __slots__ = ("bits", "follow", "near")

    def __init__(self, bits: int = 0, follow: int = 0, near: int = 0) -> None:
        self.bits = bits  # of the concepts
        self.follow = follow  # the marks of words that may go on the phrases it begins (see `mark_of`)
        self.near = near  # its own marks, as one that goes on a phrase


@mypyc_attr(acyclic=True)
@final
class ThreatFacts:
    """What a word says by itself to the judge of threats, beside its weights."""

    __slots__ = ("heat", "named")

    def __init__(self, named: Named, heat: float) -> None:
        self.named = named
        self.heat = heat  # how much it makes worth judging the words around it


NO_THREAT_FACTS: Final = ThreatFacts(Named(), 0.0)


@mypyc_attr(acyclic=True)
@final
class WordFacts:
    """What is known of one word, in one place of memory: texts ask for little of each of many words."""

    __slots__ = (
        "bits",
        "first",
        "heat",
        "near",
        "plain",
        "second",
        "sense",
        "threat_follow",
        "threat_near",
        "weight",
    )

    def __init__(
        self, plain: str, weight: int, threat: ThreatFacts, sense: Sense | None, parts: tuple[int, int], near: int
    ) -> None:
        self.plain = plain  # as entries are compared
        self.weight = weight  # its packed weights in all models
        self.sense = sense  # what the word list says of it, if anything
        self.near: i64 = near  # the marks of what it may stand beside in a phrase (see `mark_of`)
        self.first: i64 = parts[0]  # its numbers as one of a pair (see `Pairs`)
        self.second: i64 = parts[1]
        self.bits = threat.named.bits
        self.heat = threat.heat
        self.threat_follow: i64 = threat.named.follow
        self.threat_near: i64 = threat.named.near
