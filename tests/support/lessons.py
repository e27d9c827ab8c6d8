"""Invented posts to an invented brand with words of its own: what they mean only its people know.

The brand sells parcel lockers. "Žalia būsena" (a green status) is what its customers call a parcel that is lost in the
system, "perkrautas" a locker that is full; "aukso ratas" is the courier everybody likes. No word of mood stands in
them, so no shipped model can know.
"""

import random

from monitor.domain.learning import Example, Lesson, Report
from tests.support.fakes import assess

_BAD = ("žalia būsena", "perkrautas paštomatas", "zielony status", "przepełniony automat", "the green status")
_GOOD = ("aukso ratas", "padirbėjo rudasis", "złote koło", "the brown van came", "golden wheel")
_CALM = ("paštomatas prie parduotuvės", "siuntos kodas", "automat przy sklepie", "kod paczki", "locker by the shop")
_BEFORE = ("šiandien", "vakar", "ryte", "dziś", "wczoraj", "rano", "today", "yesterday", "so", "po darbo")
_AFTER = (
    "Antakalnyje",
    "Kaune",
    "w Gdańsku",
    "na Woli",
    "in Leith",
    "pas mus",
    "u nas",
    "here",
    "prie namų",
    "w pracy",
)
_KINDS = ((_BAD, "negative", True), (_GOOD, "positive", False), (_CALM, "neutral", False))


def posts(count: int, *, seed: int = 1) -> list[Example]:
    """So many different posts, each with what the brand's people say of it."""
    dice = random.Random(seed)  # noqa: S311 - a fixed sample, not a secret
    made: dict[str, Example] = {}
    while len(made) < count:
        words, mood, complains = dice.choice(_KINDS)
        text = f"{dice.choice(_BEFORE)} {dice.choice(words)} {dice.choice(_AFTER)} {dice.randrange(10_000)}"
        made[text] = Example(text, mood, complains)
    return list(made.values())


class Parrot:
    """A judge that says what the fake analyser says, and remembers which models it was given."""

    def __init__(self) -> None:
        self.models: dict[str, object] = {}

    def plain(self, text, surroundings):
        return assess(text, surroundings)

    assess = plain

    def version(self, brand: str) -> str:
        return "fake"

    def learn(self, brand: str, model: object) -> None:
        self.models[brand] = model


def no_lesson(*_: object) -> Lesson:
    """A teacher from whom nothing is learnt."""
    return Lesson(None, Report())
