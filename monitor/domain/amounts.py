"""Sums of money a text names, in Lithuanian, Polish and English writing: "50 €", "£20", "1 234,50 zł", "šimtas eurų".

Read with a heavy hand: a sum that can be read in two ways counts as the larger one, because what is asked here is
whether somebody else must look at a promise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from monitor.domain.writing.folding import view_of
from monitor.domain.writing.number_words import spelled_numbers

Currency = Literal["EUR", "PLN", "GBP"]
_SIGNS: Final[dict[Currency, str]] = {
    "EUR": r"€|eur(?:\b|as\b|ai\b|u\b|us\b|ais\b|o\b|os\b)",
    "PLN": r"pln\b|zl\b|zlot[a-z]*",
    "GBP": r"£|gbp\b|pounds?\b|quid\b|svar(?:as|ai|u|us|ais)\b|funt[a-z]*",
}
_NUMBER: Final = r"\d{1,3}(?:[ .,'\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_THOUSAND: Final = r"(?P<thousand>\s*(?:k\b|tukst[a-z]*\.?|tys[a-z]*\.?|thousands?\b))?"
_AFTER: Final = {
    currency: re.compile(rf"(?<![\d.,])(?P<number>{_NUMBER}){_THOUSAND}(?:,-)?\s*(?:{sign})")
    for currency, sign in _SIGNS.items()
}
_BEFORE: Final = {
    currency: re.compile(rf"(?:{sign})\s*(?P<number>{_NUMBER}){_THOUSAND}") for currency, sign in _SIGNS.items()
}
_SPELLED_THEN: Final = {
    currency: re.compile(rf"(?P<thousand>\s*(?:tukst|tys|thousand)\w*)?\s*(?:{sign})")
    for currency, sign in _SIGNS.items()
}
_CENTS: Final = re.compile(r"[.,](\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum named in a text, in whole units of its currency."""

    value: float
    currency: Currency


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Find every sum of euros, złoty and pounds, largest first within each currency."""
    low = view_of(text).low
    found = {*_written(low), *_spelled(low)}
    return tuple(sorted(found, key=lambda amount: (amount.currency, -amount.value)))


def _written(low: str) -> Iterator[Amount]:
    for patterns in (_AFTER, _BEFORE):
        for currency, pattern in patterns.items():
            for match in pattern.finditer(low):
                yield Amount(_value(match["number"]) * (1000 if match["thousand"] else 1), currency)


def _spelled(low: str) -> Iterator[Amount]:
    for number in spelled_numbers(low, fewest_words=1):
        for currency, pattern in _SPELLED_THEN.items():
            match = pattern.match(low, number.end)
            if match:
                yield Amount(float(number.digits or 100) * (1000 if match["thousand"] else 1), currency)


def _value(number: str) -> float:
    """A separator before three digits parts thousands; before one or two it parts cents."""
    cents = _CENTS.search(number)
    whole = number[: cents.start()] if cents else number
    return float(re.sub(r"\D", "", whole)) + (float(f"0.{cents[1]}") if cents else 0.0)
