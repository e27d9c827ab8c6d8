"""Which playbook fits: words of the scenario, the complaint's kind, what the writer is doing, and threats.

Weights: a threat 8, in the text or in earlier words that still wait for an answer; a word 3 (one more for each further
word of a phrase; the best three count), waiting unanswered 4, kind 2, act 2; an act of another sort takes 2 away. A
matter named wrongly is worse than a general answer, so kind and act alone choose nothing: a playbook needs a threat, a
word or the waiting, and at least `ENOUGH` points; or an act that decides. Equals are decided by rank, then name.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from config.playbooks.shapes import Playbook, When, Words
from monitor.domain.assessments import ActLabel
from monitor.domain.writing.folding import folded
from monitor.ports import Situation

FALLBACK = "general"
ENOUGH = 3


def choose(playbooks: Sequence[Playbook], situation: Situation, *, today: date) -> Playbook | None:
    """Return the best playbook that has not expired, the general one where none fits, None where that has expired."""
    current = [book for book in playbooks if book.expires >= today]
    fallback = next((book for book in current if book.name == FALLBACK), None)
    text = folded(situation.mention.text)
    scores = {book.name: score(book.when, situation, text) for book in current if book is not fallback}
    fitting = [book for book in current if scores.get(book.name, 0) > 0 and not _too_warm(book, situation)]
    return max(fitting, key=lambda book: (scores[book.name], book.rank, book.name), default=fallback)


def _too_warm(book: Playbook, situation: Situation) -> bool:
    """Whether a warm answer would meet a bitter text, praise in words may be irony, or a danger told before."""
    return book.warm and (situation.assessment.sentiment.label == "negative" or bool(situation.waiting_threats))


def score(when: When, situation: Situation, text: str) -> int:
    """Points for one playbook on a folded text; 0 = does not apply."""
    assessment, language = situation.assessment, situation.language
    act = _act_points(when, assessment.act.label)
    decided = when.act_decides and act > 0
    if (when.act_decides and not decided) or not _names_its_subject(when, language, text):
        return 0
    words = _word_points(_stems(when.words, language), text)
    threat = 8 if _threatens(when, situation) else 0
    waiting = 4 if _waits(when, situation) else 0
    kind = 2 if assessment.complaint.kind in when.kinds else 0
    points = words + threat + waiting + kind + act
    return points if decided or ((words or threat or waiting) and points >= ENOUGH) else 0


def _threatens(when: When, situation: Situation) -> bool:
    """Whether the text, or where it does not, what waits beside it holds one of the playbook's threats."""
    own = situation.assessment.urgency.threat
    return any(threat in when.threats for threat in ((own,) if own else situation.waiting_threats))


def _waits(when: When, situation: Situation) -> bool:
    """Whether the customer wrote again and again and never heard from us."""
    return when.repeats is not None and situation.repeats >= when.repeats and not situation.answered_before


def _act_points(when: When, act: ActLabel) -> int:
    if act in when.acts:
        return 2
    return 0 if act == "other" else -2


def _names_its_subject(when: When, language: str, text: str) -> bool:
    stems = _stems(when.about, language)
    return not stems or _word_points(stems, text) > 0


def _stems(words: Words, language: str) -> tuple[str, ...]:
    return {"lt": words.lt, "pl": words.pl, "en": words.en}.get(language, ())


def _word_points(stems: Sequence[str], text: str) -> int:
    found = (points for first, pattern, points in map(_pattern, stems) if first in text and pattern.search(text))
    return sum(sorted(found, reverse=True)[:3])


@lru_cache(maxsize=4096)
def _pattern(stem: str) -> tuple[str, re.Pattern[str], int]:
    """Compile a stem: words that begin so, one after the other; a word with a full stop is meant whole.

    Returns its first word as well: looking for that alone is far cheaper, and mostly settles it.
    """
    parts = folded(stem).split()
    endings = (re.escape(part.rstrip(".")) + (r"\b" if part.endswith(".") else r"\w*") for part in parts)
    return parts[0].rstrip("."), re.compile(r"\b" + r"\W+".join(endings)), 2 + len(parts)
