"""Days and hours we promised in an answer: "iki penktadienio", "do piątku do 14:00", "within 2 working days".

Pure; the promise keeper stores what is found here. A promise is a time in a sentence that speaks of what will be done:
opening hours and offers name times too, and promise nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from monitor.domain.writing.folding import View, view_of
from responders.grammar.times import ZONES
from responders.promises.due import due
from responders.promises.languages import LANGUAGES
from responders.promises.patterns import Patterns

__all__ = ["Promise", "find_promises"]
_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\w|,|\s[a-z0-9(]))+")


@dataclass(frozen=True, slots=True)
class Promise:
    """Words that name a time by which we will do something; offsets count code points of the answer."""

    start: int
    end: int
    due_at: datetime  # UTC


def find_promises(text: str, language: str, *, now: datetime) -> tuple[Promise, ...]:
    """Find the promised times of one answer, in reading order; none in a language we do not answer in.

    A day means its local end of work, six in the evening; "within" counts from `now`, the moment of sending.
    """
    patterns = LANGUAGES.get(language)
    if patterns is None:
        return ()
    view = view_of(text)
    local = now.astimezone(ZoneInfo(ZONES[language]))
    dated = ((match.span(), due(patterns.read(match), local, language)) for match in _matches(view, patterns))
    return tuple(
        Promise(*view.locate(*span), moment.astimezone(UTC)) for span, moment in sorted(dated) if moment is not None
    )


def _matches(view: View, patterns: Patterns) -> Iterator[re.Match[str]]:
    """Matches inside sentences that speak of the future; where readings overlap, the one that says most stands."""
    for sentence in _SENTENCE.finditer(view.cased):
        start, end = sentence.span()
        if not patterns.will.search(view.low, start, end):
            continue
        found = (match for pattern in patterns.times for match in pattern.finditer(view.low, start, end))
        taken: list[tuple[int, int]] = []
        for match in sorted(found, key=lambda match: match.start() - match.end()):
            if all(match.end() <= first or last <= match.start() for first, last in taken):
                taken.append(match.span())
                yield match
