"""The figures a text is judged by beside its words: what the word list found, punctuation, length, VADER.

They mean the same in every language. What is learnt about them from Polish and English is carried over to
Lithuanian, for which no labelled texts exist.
"""

from math import log1p, sqrt
from typing import Final

from monitor.analysis.reading import Reading
from monitor.analysis.vader import Polarity

_SATURATION: Final = 15.0
_MOST_CUES: Final = 2.0


def figures(reading: Reading, polarity: Polarity | None = None) -> dict[str, float]:
    """Return name → figure, each between about -2 and 2; what is zero may be left out."""
    found = _of_valences(reading)
    for cue, times in reading.counts.items():
        found[f"cue {cue}"] = min(times, _MOST_CUES) / 2
    if reading.threats:
        found["threat"] = 1.0
    if reading.exclaims:
        found["exclaims"] = min(reading.exclaims, 3) / 3
    if reading.questions:
        found["questions"] = min(reading.questions, 3) / 3
    if reading.shouted:
        found["shouted"] = min(reading.shouted, 3) / 3
    found["length"] = log1p(len(reading.plain)) / 4
    if polarity is not None and not reading.ironic:
        found["vader compound"] = polarity[3] * 2
        found["vader neg"] = polarity[0] * 2
        found["vader pos"] = polarity[2] * 2
    return found


def _of_valences(reading: Reading) -> dict[str, float]:
    valences = reading.valences
    if not valences:
        return {"no valence": 1.0}
    positive = total = best = worst = 0.0
    good = 0
    last = valences[0]
    for item in valences:
        weight = item.weight
        total += weight
        if weight > 0:
            good += 1
            positive += weight
            best = max(best, weight)
        else:
            worst = min(worst, weight)
        if item.last > last.last:
            last = item
    return {
        "balance": total / sqrt(total * total + _SATURATION) * 2,
        "positive": min(positive, 8.0) / 4,
        "negative": min(positive - total, 8.0) / 4,
        "positives": min(good, 4) / 2,
        "negatives": min(len(valences) - good, 4) / 2,
        "last": max(-2.0, min(2.0, last.weight)) / 2,
        "worst": -worst / 3,
        "best": best / 3,
    }
