"""Which playbook fits: words of the scenario, the complaint's kind, what the writer is doing, and threats.

Weights: a threat 8, a word 3 (one more for each further word of a phrase; the best three count), waiting unanswered 4,
kind 2, act 2; an act the playbook does not know takes 2 away. A playbook is chosen only on evidence of its own: a
threat, a word, its repeats, kind and act together, or an act that suffices. Equals are decided by rank, then name.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from config.playbooks.shapes import Playbook, When, Words
from monitor.ports import Situation
from responders.grammar.form import folded

FALLBACK = "general"


def choose(playbooks: Sequence[Playbook], situation: Situation, *, today: date) -> Playbook | None:
    """Return the best playbook that has not expired, the general one where none fits, None where that has expired."""
    current = [book for book in playbooks if book.expires >= today]
    fallback = next((book for book in current if book.name == FALLBACK), None)
    text = folded(situation.mention.text)
    scores = {book.name: score(book.when, situation, text) for book in current if book is not fallback}
    fitting = [book for book in current if scores.get(book.name, 0) > 0]
    return max(fitting, key=lambda book: (scores[book.name], book.rank, book.name), default=fallback)


def score(when: When, situation: Situation, text: str) -> int:
    """Points for one playbook on a folded text; 0 = does not apply."""
    assessment = situation.assessment
    words = _word_points(when.words, situation.language, text)
    threat = 8 if assessment.urgency.threat in when.threats else 0
    waiting = 4 if when.repeats is not None and situation.repeats >= when.repeats else 0
    kind = 2 if assessment.complaint.kind in when.kinds else 0
    act = 2 if assessment.act.label in when.acts else -2
    own_evidence = words or threat or waiting or (kind and act > 0) or (when.act_suffices and act > 0)
    return max(words + threat + waiting + kind + act, 1) if own_evidence else 0


def _word_points(words: Words, language: str, text: str) -> int:
    stems = {"lt": words.lt, "pl": words.pl, "en": words.en}.get(language, ())
    points = sorted((points for pattern, points in map(_pattern, stems) if pattern.search(text)), reverse=True)
    return sum(points[:3])


@lru_cache(maxsize=4096)
def _pattern(stem: str) -> tuple[re.Pattern[str], int]:
    """Compile a stem: words that begin so, one after the other; a word with a full stop is meant whole."""
    parts = folded(stem).split()
    endings = (re.escape(part.rstrip(".")) + (r"\b" if part.endswith(".") else r"\w*") for part in parts)
    return re.compile(r"\b" + r"\W+".join(endings)), 2 + len(parts)
