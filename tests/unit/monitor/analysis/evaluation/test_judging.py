import json

import pytest

from monitor.analysis.evaluation import evaluate
from monitor.domain.errors import Misconfigured


def lines(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def only(report, task):
    (found,) = [result for result in report.results if result.task == task]
    return found


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("labelled")
    moods = lines(
        folder / "moods.jsonl",
        {"lang": "lt", "text": "Siaubingas aptarnavimas, nerekomenduoju", "label": "neg"},
        {"lang": "lt", "text": "Puiku, labai ačiū", "label": "pos"},
        {"lang": "lt", "text": "Parduotuvė yra Vilniaus gatvėje", "label": "neu"},
    )
    complaints = lines(
        folder / "complaints.jsonl",
        {"lang": "en", "text": "still waiting for my refund, 3 weeks now", "label": "complaint"},
        {"lang": "en", "text": "happy birthday", "label": "other"},
    )
    languages = lines(folder / "languages.jsonl", {"lang": "pl", "text": "gdzie jest moja paczka"})
    team = lines(
        folder / "team.jsonl",
        {"lang": "pl", "text": "Oddam sprawę do sądu", "act": "complaint", "urgency": 3, "threat": "legal"},
        {"lang": "pl", "text": "Czy jutro jest otwarte?", "act": "question", "urgency": 0, "threat": None},
    )
    return evaluate([moods, complaints, languages, team], times=20)


def test_each_label_is_measured_for_its_task(report):
    assert [(each.source, each.lang, each.task) for each in report.results] == [
        ("moods", "lt", "sentiment"),
        ("complaints", "en", "complaint"),
        ("languages", "pl", "language"),
        ("team", "pl", "complaint"),
        ("team", "pl", "act"),
        ("team", "pl", "urgency"),
        ("team", "pl", "threat"),
    ]


def test_figures_are_those_of_what_was_judged(report):
    assert only(report, "sentiment").plain["AP"] == 1.0
    assert only(report, "language").confusion == {"pl>pl": 1}
    assert only(report, "threat").plain == {"recall": 1.0, "precision": 1.0, "named right": 1.0}
    assert only(report, "act").confusion["question>question"] == 1
    assert only(report, "urgency").plain["one level off at most"] == 1.0
    assert all(result.per_second > 0 for result in report.results)


def test_folded_texts_are_judged_too(report):
    assert all(result.folded.keys() == result.plain.keys() for result in report.results)
    assert only(report, "sentiment").folded["AP"] == 1.0


def test_probabilities_have_bins_and_uncertain_figures_an_interval(report):
    mood = only(report, "sentiment")
    assert sum(each.texts for each in mood.bins) == mood.texts == 3
    low, high = mood.intervals["macro-F1"]
    assert 0 <= low <= mood.plain["macro-F1"] <= high
    assert not only(report, "threat").bins


def test_without_resamples_there_are_no_intervals(tmp_path):
    path = lines(tmp_path / "own.jsonl", {"lang": "en", "text": "awful", "label": "neg"})
    assert evaluate([path]).results[0].intervals == {}


def test_a_missing_model_folder_is_named(tmp_path):
    with pytest.raises(Misconfigured, match="ASIDE_MODELS"):
        evaluate([], models=tmp_path / "nowhere")
