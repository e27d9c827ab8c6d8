"""Joins the analysers: one text in, one Assessment out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from mypy_extensions import mypyc_attr

from monitor.analysis import act, complaint, evidence, language, sentiment, urgency
from monitor.analysis.complaint import ComplaintModel
from monitor.analysis.complaint_files import load_complaint_models
from monitor.analysis.figures import figures
from monitor.analysis.language import LanguageDetector
from monitor.analysis.lexicon import Lexicon, shipped_lexicon
from monitor.analysis.memory import give_back
from monitor.analysis.model_files import LanguageModel, load_language_model, load_sentiment_models
from monitor.analysis.packed import PackedModel
from monitor.analysis.reading import Found, Reading, read_facts
from monitor.analysis.sentiment import Moods, SentimentModel
from monitor.analysis.surface import surface
from monitor.analysis.threat_files import load_threat_models
from monitor.analysis.threat_model import ThreatJudge
from monitor.analysis.threat_rules import shipped_rules
from monitor.analysis.tokens import Tokens, tokenise
from monitor.analysis.undisturbed import undisturbed
from monitor.analysis.vader import polarity_of, shared_vader
from monitor.analysis.word_facts import WordFacts
from monitor.analysis.word_weights import WordWeights, word_pairs
from monitor.domain.assessments import Assessment, Language, PersonalDataSpan, Surroundings

VERSION: Final = "12"
"""Changes whenever the same text may be judged differently; stored with each assessment."""
_NO_SURROUNDINGS: Final = Surroundings()

_TOGETHER: Final = 500
"""Texts that go through the stages together. From 30 to 3,000 of them speed hardly differs; fewer take less memory."""
Judged = tuple[str, Surroundings]
Finder = Callable[[str], Iterable[PersonalDataSpan]]


@dataclass(frozen=True, slots=True)
class Models:
    """The learnt part of an analyser."""

    language: LanguageModel
    sentiment: dict[str, PackedModel]
    complaints: dict[str, PackedModel]
    threats: dict[str, PackedModel]


def load_models(folder: Path | None = None) -> Models:
    """Read the models from a folder `aside train` wrote (ASIDE_MODELS); what it lacks comes from the package.

    Raises Misconfigured when the folder does not exist or a file in it cannot be read.
    """
    return Models(
        load_language_model(folder),
        load_sentiment_models(folder),
        load_complaint_models(folder),
        load_threat_models(folder),
    )


@mypyc_attr(acyclic=True)
@final
class Heard:
    """What one text says by its words, before verdicts are named."""

    __slots__ = ("code", "judged", "language", "moods", "reading")

    def __init__(self, language: Language, code: str, reading: Reading, moods: Moods, *, judged: bool) -> None:
        self.language = language
        self.code = code  # the language whose word list and models read it
        self.reading = reading
        self.moods = moods
        self.judged = judged  # whether there is a model for the language


class Analyser:
    """Assesses texts. Pure: the same text and surroundings give the same answer; safe to share between threads."""

    def __init__(self, finder: Finder | None = None, models: Models | None = None) -> None:
        self._find = _shipped_finder() if finder is None else finder
        with undisturbed():
            self._make_ready(models or load_models())
        give_back()

    def _make_ready(self, models: Models) -> None:
        self._detector = LanguageDetector(models.language)
        self._sentiment = {code: SentimentModel(model) for code, model in models.sentiment.items()}
        self._complaints = {code: ComplaintModel(model, counted=True) for code, model in models.complaints.items()}
        self._threats = {code: ThreatJudge(shipped_rules(code), model) for code, model in models.threats.items()}
        self._lexicons = {code: self._lexicon(code, models) for code in models.sentiment}
        shared_vader()  # so that the first text does not wait for it

    def _lexicon(self, code: str, models: Models) -> Lexicon:
        """Return a language's word list that knows of each word what all models say of it."""
        learnt = models.sentiment[code], models.complaints[code], models.threats[code]
        weights = WordWeights(*learnt, judge=self._threats[code])
        return shipped_lexicon(code, weights.weigh, word_pairs(*learnt[1:]))

    def assess(self, text: str, surroundings: Surroundings = _NO_SURROUNDINGS) -> Assessment:
        """Return everything said about one text."""
        return self._assessed([(text, surroundings)])[0]

    def assess_many(self, texts: Sequence[Judged]) -> list[Assessment]:
        """Return the assessments of many texts, in order."""
        found: list[Assessment] = []
        with undisturbed():
            for start in range(0, len(texts), _TOGETHER):
                found += self._assessed(texts[start : start + _TOGETHER])
        return found

    def _assessed(self, texts: Sequence[Judged]) -> list[Assessment]:
        """Hear texts stage by stage: what a stage looks up is then still at hand for the next text; and judge each."""
        tokens = [tokenise(text, around.brand_names) for text, around in texts]
        heard = self._hear(tokens, [around for _, around in texts])
        return [self._assessment(texts[at][0], tokens[at], heard[at]) for at in range(len(texts))]

    def _assessment(self, text: str, tokens: Tokens, heard: Heard) -> Assessment:
        """Name the verdicts of one text."""
        reading = heard.reading
        mood = sentiment.named(heard.moods) if heard.judged else sentiment.NOT_TOLD
        complains = complaint.judged(reading, heard.moods, self._complaints[heard.code], surface(text))
        return Assessment(
            heard.language,
            mood,
            complains,
            act.recognised(reading, mood, complains),
            urgency.weighed(reading, complains),
            tuple(self._find(text)),
            evidence.gathered(reading, tokens),
            VERSION,
        )

    def _hear(self, tokens: Sequence[Tokens], surroundings: Sequence[Surroundings]) -> list[Heard]:
        """Return the languages of texts, what their words say, and how likely they are negative and positive.

        A text in a language without a word list is read as English for its emoji, threats and loanwords.
        """
        texts = [cut.words for cut in tokens]
        languages = [
            language.settled(found, around, len(words))
            for found, around, words in zip(self._detector.of_texts(texts), surroundings, texts, strict=True)
        ]
        known = self._known(texts, languages)
        codes = [found.code if found.code in self._lexicons else "en" for found in languages]
        readings = [read_facts(known[code][at], self._lexicons[code].pairs) for at, code in enumerate(codes)]
        polarities = [polarity_of(cut, code) for cut, code in zip(tokens, codes, strict=True)]
        moods = [
            self._sentiment[code].judge(reading, figures(reading, polarity))
            for code, reading, polarity in zip(codes, readings, polarities, strict=True)
        ]
        self._hear_threats(known, readings)  # after the moods, which never learnt from judges
        return [
            Heard(found, code, reading, mood, judged=self._judged(found))
            for found, code, reading, mood in zip(languages, codes, readings, moods, strict=True)
        ]

    def _known(
        self, texts: Sequence[list[str]], languages: Sequence[Language]
    ) -> dict[str, dict[int, list[WordFacts]]]:
        """Return for each word list the places of the texts it reads, with what it knows of their words.

        A danger in a short or mixed text must be seen even if its language was not told, so that all read it then.
        """
        found = {}
        for code, lexicon in self._lexicons.items():
            places = [at for at, told in enumerate(languages) if told.code == code or told.code not in self._lexicons]
            found[code] = dict(zip(places, lexicon.of_texts([texts[at] for at in places]), strict=True))
        return found

    def _hear_threats(self, known: dict[str, dict[int, list[WordFacts]]], readings: Sequence[Reading]) -> None:
        """Put what the judges hear in the place of what phrases named."""
        heard: list[list[Found]] = [[] for _ in readings]
        for code, texts in known.items():
            judge, pairs = self._threats[code], self._lexicons[code].pairs
            for at, facts in texts.items():
                heard[at] += judge.heard(readings[at], facts, pairs)
        for reading, threats in zip(readings, heard, strict=True):
            reading.threats = threats

    def _judged(self, found: Language) -> bool:
        return found.code in self._lexicons or found.code == "und"


def _shipped_finder() -> Finder:
    from monitor.analysis.personal_data import find_personal_data  # noqa: PLC0415 - loads only where it is used

    return find_personal_data
