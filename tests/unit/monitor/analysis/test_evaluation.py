import json

import pytest
from sklearn.metrics import average_precision_score, f1_score

from monitor.analysis.evaluation import average_precision, calibration_error, evaluate, macro_f1
from monitor.domain.errors import BadPayload, Misconfigured


def test_figures_equal_those_of_scikit_learn():
    truths = [True, False, True, False, False, True, False]
    scores = [0.9, 0.8, 0.8, 0.3, 0.3, 0.2, 0.1]
    assert average_precision(truths, scores) == pytest.approx(average_precision_score(truths, scores))
    names, answers = list("abcabcc"), list("abbabac")
    assert macro_f1(names, answers) == pytest.approx(f1_score(names, answers, average="macro"))


def test_calibration_is_zero_when_promises_are_kept():
    assert calibration_error([True, False], [0.5, 0.5]) == 0
    assert calibration_error([False, False], [0.9, 0.9]) == pytest.approx(0.9)


def lines(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_each_kind_of_file_is_measured_for_its_task(tmp_path):
    moods = lines(
        tmp_path / "moods.jsonl",
        [
            {"lang": "lt", "text": "Siaubingas aptarnavimas, nerekomenduoju", "label": "neg"},
            {"lang": "lt", "text": "Puiku, labai ačiū", "label": "pos"},
            {"lang": "lt", "text": "Parduotuvė yra Vilniaus gatvėje", "label": "neu"},
        ],
    )
    complaints = lines(
        tmp_path / "complaints.jsonl",
        [
            {"lang": "en", "text": "still waiting for my refund, 3 weeks now", "label": "complaint"},
            {"lang": "en", "text": "happy birthday", "label": "other"},
        ],
    )
    languages = lines(tmp_path / "languages.jsonl", [{"lang": "pl", "text": "gdzie jest moja paczka"}])
    report = evaluate([moods, complaints, languages])
    assert [result.task for result in report.results] == ["sentiment", "complaint", "language"]
    assert report.results[0].plain["AP"] == 1.0
    assert report.results[1].plain["AP"] == 1.0
    assert report.results[2].confusion == {"pl>pl": 1}
    assert "| moods | lt | sentiment | 3 |" in report.as_markdown()
    assert json.loads(report.as_json())["results"][0]["source"] == "moods"


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text('{"lang": "lt", "text": "a"}\nnot json\n', encoding="utf-8")
    with pytest.raises(BadPayload, match=r"broken\.jsonl line 2"):
        evaluate([path])


def test_a_missing_model_folder_is_named(tmp_path):
    with pytest.raises(Misconfigured, match="ASIDE_MODELS"):
        evaluate([], models=tmp_path / "nowhere")
