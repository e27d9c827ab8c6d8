"""Joins the analysers: one text in, one Assessment out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from monitor.analysis import act, complaint, evidence, language, sentiment, urgency
from monitor.analysis.complaint import ComplaintModel
from monitor.analysis.complaint_files import load_complaint_models
from monitor.analysis.figures import figures
from monitor.analysis.language import LanguageDetector
from monitor.analysis.lexicon import shipped_lexicon
from monitor.analysis.model_files import LanguageModel, load_language_model, load_sentiment_models
from monitor.analysis.packed import PackedModel
from monitor.analysis.reading import Reading, read
from monitor.analysis.sentiment import Moods, SentimentModel
from monitor.analysis.threat_rules import ThreatRules, shipped_rules
from monitor.analysis.tokens import Tokens, tokenise
from monitor.analysis.vader import shared_vader
from monitor.domain.assessments import Assessment, Language, PersonalDataSpan, Surroundings

VERSION: Final = "5"
"""Changes whenever the same text may be judged differently; stored with each assessment."""
_NO_SURROUNDINGS: Final = Surroundings()

Finder = Callable[[str], Iterable[PersonalDataSpan]]


@dataclass(frozen=True, slots=True)
class Models:
    """The learnt part of an analyser."""

    language: LanguageModel
    sentiment: dict[str, PackedModel]
    complaints: dict[str, PackedModel]


def load_models(folder: Path | None = None) -> Models:
    """Read the models from a folder `aside train` wrote (ASIDE_MODELS); what it lacks comes from the package.

    Raises Misconfigured when the folder does not exist or a file in it cannot be read.
    """
    return Models(load_language_model(folder), load_sentiment_models(folder), load_complaint_models(folder))


class Heard(NamedTuple):
    """What one text says by its words, before verdicts are named."""

    language: Language
    reading: Reading
    moods: Moods
    judged: bool  # whether there is a model for the language


class Analyser:
    """Assesses texts. Pure: the same text and surroundings give the same answer; safe to share between threads."""

    def __init__(self, finder: Finder | None = None, models: Models | None = None) -> None:
        self._find = _shipped_finder() if finder is None else finder
        models = models or load_models()
        self._detector = LanguageDetector(models.language)
        self._sentiment = {code: SentimentModel(model) for code, model in models.sentiment.items()}
        self._lexicons = {code: shipped_lexicon(code, model.weigh) for code, model in self._sentiment.items()}
        self._complaints = {code: ComplaintModel(model) for code, model in models.complaints.items()}
        self._rules = {code: shipped_rules(code) for code in self._lexicons}
        self._vader = shared_vader()

    def assess(self, text: str, surroundings: Surroundings = _NO_SURROUNDINGS) -> Assessment:
        """Return everything said about one text."""
        tokens = tokenise(text, surroundings.brand_names)
        heard = self.hear(tokens, surroundings)
        mood = sentiment.named(heard.moods) if heard.judged else sentiment.NOT_TOLD
        judge = self._complaints.get(heard.language.code, self._complaints["en"])
        complains = complaint.judged(heard.reading, heard.moods, judge)
        return Assessment(
            heard.language,
            mood,
            complains,
            act.recognised(heard.reading, mood, complains),
            urgency.weighed(heard.reading, complains),
            tuple(self._find(text)),
            evidence.gathered(heard.reading, tokens),
            VERSION,
        )

    def assess_many(self, texts: Sequence[tuple[str, Surroundings]]) -> list[Assessment]:
        """Return the assessments of many texts, in order."""
        return [self.assess(text, surroundings) for text, surroundings in texts]

    def hear(self, tokens: Tokens, surroundings: Surroundings = _NO_SURROUNDINGS) -> Heard:
        """Return the language of a text, what its words say, and how likely it is negative and positive.

        A text in a language without a word list is read as English for its emoji, threats and loanwords.
        """
        found = language.settled(self._detector.of_words(tokens.words), surroundings, len(tokens.words))
        judged = found.code in self._lexicons or found.code == "und"
        code = found.code if found.code in self._lexicons else "en"
        reading = read(tokens, self._lexicons[code])
        for rules in self._rules_for(found.code):
            reading.threats += rules.found(reading.plain)
        polarity = self._vader.polarity(tokens.masked.replace("\u2019", "'")) if code == "en" else None
        return Heard(found, reading, self._sentiment[code].judge(reading, figures(reading, polarity)), judged)

    def _rules_for(self, code: str) -> Iterable[ThreatRules]:
        """A danger in a short or mixed text must be seen even if its language was not, so all are asked then."""
        return (self._rules[code],) if code in self._rules else self._rules.values()


def _shipped_finder() -> Finder:
    from monitor.analysis.personal_data import find_personal_data  # noqa: PLC0415 - loads only where it is used

    return find_personal_data
