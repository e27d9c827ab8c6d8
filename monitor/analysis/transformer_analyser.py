"""The built-in analyser with the moods of some languages told by transformers.

Language, complaint, act, urgency and personal data stay with the built-in rules; so does the mood wherever the
transformer cannot be run. The assessment's version names the transformers and their languages ("4+pl:shop@1f2e3d4c");
where one failed the version is the built-in one's, so that scoring again finds these texts.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from msgspec.structs import replace

from monitor.analysis.occlusion import deciding, runs, without
from monitor.analysis.transformer import Likelihoods
from monitor.domain.assessments import Assessment, Sentiment, SentimentLabel, Surroundings

_MOODS: Final[tuple[SentimentLabel, ...]] = ("negative", "neutral", "positive")
_AHEAD: Final = 0.05
"""How far the likeliest mood must be ahead of the next; closer is "unsure"."""
_NO_SURROUNDINGS: Final = Surroundings()

Judged = tuple[str, Surroundings]


class Assesses(Protocol):
    """What is built in."""

    def assess(self, text: str, surroundings: Surroundings = ...) -> Assessment:
        """Assess one text."""
        ...

    def assess_many(self, texts: Sequence[Judged]) -> list[Assessment]:
        """Assess many, in order."""
        ...


class TellsMoods(Protocol):
    """A loaded transformer."""

    name: str

    def judge(self, texts: Sequence[str]) -> list[Likelihoods]:
        """Return the moods of texts, in order."""
        ...


class TransformerAnalyser:
    """An analyser like the built-in one; `warn` is told (language, error) once when a transformer fails."""

    def __init__(
        self,
        built_in: Assesses,
        models: Mapping[str, TellsMoods],
        warn: Callable[[str, Exception], None],
        *,
        explain: bool = True,
    ) -> None:
        """Join models, by language, to the built-in analyser; `explain` looks for the words that decided."""
        self._built_in = built_in
        self._models = models
        self._warn = warn
        self._explain = explain
        self._signature = "".join(f"+{lang}:{model.name}" for lang, model in sorted(models.items()))
        self._warned: set[str] = set()
        self._prepared: dict[Judged, Assessment] = {}

    def assess(self, text: str, surroundings: Surroundings = _NO_SURROUNDINGS) -> Assessment:
        """Return everything said about one text; at once when `prepare` has met it."""
        ready = self._prepared.pop((text, surroundings), None)
        return ready or self.assess_many([(text, surroundings)])[0]

    def assess_many(self, texts: Sequence[Judged]) -> list[Assessment]:
        """Return the assessments of many texts, in order; each transformer runs over its texts in batches."""
        found = self._built_in.assess_many(texts)
        failed = set()
        for lang, model in self._models.items():
            places = [place for place, each in enumerate(found) if each.language.code == lang]
            told = self._judged(lang, model, [texts[place][0] for place in places])
            if told is None:
                failed.add(lang)
                continue
            for place, likely in zip(places, told, strict=True):
                found[place] = _told(found[place], likely)
            for place in places if self._explain else ():
                found[place] = self._explained(lang, model, texts[place][0], found[place])
        return [each if each.language.code in failed else self._signed(each) for each in found]

    def version_after(self, built_in: str) -> str:
        """Return the version that assessments carry when the built-in analyser's is `built_in`."""
        return f"{built_in}{self._signature}"

    def prepare(self, texts: Sequence[Judged]) -> None:
        """Assess texts together that will be asked for one by one; what nobody asks for goes with the next call."""
        self._prepared = dict(zip(texts, self.assess_many(texts), strict=True))

    def _judged(self, lang: str, model: TellsMoods, texts: Sequence[str]) -> list[Likelihoods] | None:
        """Return None when the model fails: then the built-in moods stay."""
        try:
            return model.judge(texts) if texts else []
        except Exception as error:  # noqa: BLE001 - whatever a runtime of others raises, no text may be lost for it
            if lang not in self._warned:
                self._warned.add(lang)
                self._warn(lang, error)
            return None

    def _explained(self, lang: str, model: TellsMoods, text: str, found: Assessment) -> Assessment:
        """Add the words that decided, where the mood is clear."""
        if found.sentiment.label not in {"negative", "positive"}:
            return found
        spans = runs(text)
        told = self._judged(lang, model, without(text, spans)) or []
        left = [likely.positive - likely.negative for likely in told]
        shown = deciding(found.sentiment.score, spans[: len(left)], left, "sentiment")
        return replace(found, evidence=(*shown, *found.evidence))

    def _signed(self, found: Assessment) -> Assessment:
        return replace(found, analyser=self.version_after(found.analyser))


def _told(found: Assessment, likely: Likelihoods) -> Assessment:
    """Put the transformer's mood in; words that the built-in rules found did not decide it."""
    score = round(likely.positive - likely.negative, 4)
    first, second = sorted(likely, reverse=True)[:2]
    label = _MOODS[likely.index(first)] if first - second >= _AHEAD else "unsure"
    others = tuple(each for each in found.evidence if each.verdict != "sentiment")
    return replace(found, sentiment=Sentiment(label, score), evidence=others)
