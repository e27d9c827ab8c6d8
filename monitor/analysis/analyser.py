"""Joins the analysers: one text in, one Assessment out."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from monitor.analysis import act, complaint, evidence, language, sentiment, urgency
from monitor.analysis.language import LanguageDetector
from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.model_files import load_language_model
from monitor.analysis.reading import Reading, read
from monitor.analysis.tokens import Tokens, tokenise
from monitor.analysis.vader import shared_vader
from monitor.domain.assessments import Assessment, PersonalDataSpan, Sentiment, Surroundings

VERSION: Final = "1"
"""Changes whenever the same text may be judged differently; stored with each assessment."""
_WITH_WORD_LIST: Final = frozenset({"lt", "pl", "en"})
_NO_SURROUNDINGS: Final = Surroundings()

Finder = Callable[[str], Iterable[PersonalDataSpan]]


class Analyser:
    """Assesses texts. Pure: the same text and surroundings give the same answer; safe to share between threads."""

    def __init__(self, finder: Finder | None = None, models: Path | None = None) -> None:
        self._find = _shipped_finder() if finder is None else finder
        self._detector = LanguageDetector(load_language_model(models))
        self._vader = shared_vader()

    def assess(self, text: str, surroundings: Surroundings = _NO_SURROUNDINGS) -> Assessment:
        """Return everything said about one text."""
        tokens = tokenise(text, surroundings.brand_names)
        found = language.settled(self._detector.of_words(tokens.words), surroundings)
        code = found.code if found.code in _WITH_WORD_LIST else "en"
        reading = read(tokens, shared_lexicon(code))
        mood = self._mood(tokens, found.code, reading)
        complains = complaint.judged(reading, mood)
        return Assessment(
            language=found,
            sentiment=mood,
            complaint=complains,
            act=act.recognised(reading, mood, complains),
            urgency=urgency.weighed(reading, complains),
            personal_data=tuple(self._find(text)),
            evidence=evidence.gathered(reading, tokens),
            analyser=VERSION,
        )

    def assess_many(self, texts: Sequence[tuple[str, Surroundings]]) -> list[Assessment]:
        """Return the assessments of many texts, in order."""
        return [self.assess(text, surroundings) for text, surroundings in texts]

    def _mood(self, tokens: Tokens, code: str, reading: Reading) -> Sentiment:
        if code in {"en", "und"}:
            return sentiment.from_compound(self._vader.polarity(tokens.masked).compound)
        if code in _WITH_WORD_LIST:
            return sentiment.from_words(reading)
        return Sentiment("unsure", 0.0)


def _shipped_finder() -> Finder:
    from monitor.analysis.personal_data import find_personal_data  # noqa: PLC0415 - loads only where it is used

    return find_personal_data
