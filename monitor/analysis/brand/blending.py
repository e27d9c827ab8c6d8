"""Adds a brand's weights to what the shipped models said of a text.

The shipped answer is the prior: where the brand's people taught nothing, nothing changes. Threats and urgency of
threats are never touched, personal data neither.
"""

from collections.abc import Sequence
from math import log
from typing import Final, get_args

from msgspec.structs import replace

from monitor.analysis.brand.features import STEM, Features, features_of, plain, read
from monitor.analysis.brand.fitting import Known, added, of_odds
from monitor.analysis.tokens import Tokens
from monitor.domain.assessments import Act, Assessment, Complaint, Evidence, Sentiment, SentimentLabel, Urgency
from monitor.domain.learning import COMPLAINT, SENTIMENT, TASKS, BrandModel

_SURE: Final = 2.0
_LABEL: Final = 1.2
_AHEAD: Final = 0.2
BIAS: Final = ""
SCORE: Final = "=score"
_SHOWN: Final = 3
_TELLING: Final = 0.15
"""Log-odds below which a word is not named as evidence."""


def offsets_of(found: Assessment, task: str) -> tuple[float, ...]:
    """Return the log-odds the shipped models give each class of a task; their order is that of the shipped answer."""
    if task == COMPLAINT:
        chance = min(0.999, max(0.001, found.complaint.score))
        return (log(chance / (1.0 - chance)),)
    score, label = found.sentiment.score, found.sentiment.label
    odds = dict(zip(TASKS[SENTIMENT], (-_SURE * score, 0.0, _SURE * score), strict=True))
    if label in odds:
        others = max(value for name, value in odds.items() if name != label)
        odds[label] = max(odds[label] + _LABEL, others + _AHEAD)
    return tuple(odds.values())


def seen(found: Assessment, words: Features, task: str) -> Features:
    """Return what a model sees: the words, and the shipped answer itself, so that its bias can be mended."""
    base = found.complaint.score if task == COMPLAINT else found.sentiment.score
    label = found.act.label if task == COMPLAINT else found.sentiment.label
    return words | {BIAS: 0.5, SCORE: base * 0.5, f"={label}": 0.5}


def version_of(analyser: str, model: BrandModel | None) -> str:
    """Name what judged a text: the analyser's version, and that of the brand's model if there is one ("5+2")."""
    return analyser if model is None else f"{analyser}+{model.version}"


def blended(text: str, found: Assessment, names: tuple[str, ...], model: BrandModel) -> Assessment:
    """Return the assessment with the brand's words counted in, its evidence and its version named."""
    tokens = read(text, names, found.personal_data)
    words = features_of(tokens)
    named = replace(found, analyser=version_of(found.analyser, model))
    evidence = list(found.evidence)
    for task, weights in model.weights.items():
        features = {name: value for name, value in seen(found, words, task).items() if name in weights}
        if features:
            named = _with_task(named, found, task, added(features, weights, len(TASKS[task])))
            evidence += _evidence(tokens, task, features, weights)
    return named if len(evidence) == len(found.evidence) else replace(named, evidence=tuple(evidence))


def _with_task(found: Assessment, shipped: Assessment, task: str, plus: Sequence[float]) -> Assessment:
    offsets = offsets_of(shipped, task)
    before = of_odds(offsets)
    after = of_odds([a + b for a, b in zip(offsets, plus, strict=True)])
    if task == SENTIMENT:
        return replace(found, sentiment=_mood(shipped.sentiment, before, after))
    return _complaining(found, shipped, after[0])


def _mood(shipped: Sentiment, before: Sequence[float], after: Sequence[float]) -> Sentiment:
    """Move the shipped score by what "negative" moved: without weights, it stays to the last digit.

    The score orders by how bad a text is; letting "positive" move it too costs a hundredth of average precision.
    """
    score = round(max(-1.0, min(1.0, shipped.score + before[0] - after[0])), 4)
    names: tuple[SentimentLabel, ...] = get_args(SentimentLabel)[:3]
    best = max(range(3), key=lambda place: after[place])
    kept = shipped.label == "unsure" and best == max(range(3), key=lambda place: before[place])
    return Sentiment("unsure" if kept else names[best], score)


def _complaining(found: Assessment, shipped: Assessment, chance: float) -> Assessment:
    score = round(chance, 4)
    found = replace(found, complaint=Complaint(score, shipped.complaint.kind))
    was, now = shipped.complaint.score >= 0.5, score >= 0.5
    if was == now:
        return found
    calm = shipped.urgency.threat is None
    if now:
        urgency = Urgency(1, None) if calm and shipped.urgency.level == 0 else shipped.urgency
        return replace(found, act=Act("complaint", score), urgency=urgency)
    glad = found.sentiment.label == "positive"
    act = Act("praise" if glad else "other", round(1.0 - score, 4)) if shipped.act.label == "complaint" else found.act
    return replace(found, act=act, urgency=Urgency(0, None) if calm else shipped.urgency)


def _evidence(tokens: Tokens, task: str, features: Features, weights: Known) -> tuple[Evidence, ...]:
    """Name the words of the text that the brand's model weighed most."""
    scored: list[tuple[float, int]] = []
    for place, token in enumerate(tokens.words):
        word = plain(token)
        weight = 0.0
        for name in (word, STEM + word[:5]) if word else ():
            if name in features:
                weight += _pull(task, weights[name]) * features[name]
        if abs(weight) >= _TELLING:
            scored.append((weight, place))
    if not scored:
        return ()
    chosen = sorted(scored, key=lambda each: (-abs(each[0]), each[1]))[:_SHOWN]
    places = tokens.spans(sorted(place for _, place in chosen))
    return tuple(Evidence(task, *places[place], round(weight, 3)) for weight, place in chosen)


def _pull(task: str, weights: Sequence[float]) -> float:
    """Return towards which side a word pulls: complaint up, or good mood up."""
    return weights[0] if task == COMPLAINT else weights[2] - weights[0]
