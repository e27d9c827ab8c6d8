import json

import pytest

from monitor.analysis.evaluation import read
from monitor.analysis.labelling.sitting import Text, Verdict
from monitor.analysis.labelling.verdicts import Keeper, read_texts, read_verdicts
from monitor.domain.errors import BadPayload, Conflict

ANSWERS = {"language": "lt", "sentiment": "neg", "act": "complaint", "urgency": 3, "threat": "legal"}


def verdict(name, rater="ona"):
    return Verdict(name, "Paduosiu į teismą", rater, ANSWERS)


def test_texts_are_covered_and_labels_not_looked_at(tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_text('{"id": 7, "text": "abc", "label": "neg"}\n\n{"text": "def"}\n', encoding="utf-8")
    assert read_texts(path, str.upper) == [Text("7", "ABC"), Text("3", "DEF")]


@pytest.mark.parametrize("second", ['{"id": "1", "text": "b"}', '{"id": "2"}', "[1]", "no"])
def test_a_line_that_cannot_be_labelled_is_named(tmp_path, second):
    path = tmp_path / "posts.jsonl"
    path.write_text('{"id": "1", "text": "a"}\n' + second, encoding="utf-8")
    with pytest.raises(BadPayload, match=r"posts\.jsonl line 2"):
        read_texts(path, str)


def test_what_is_kept_is_read_again_and_is_a_labelled_set(tmp_path):
    path = tmp_path / "ona.jsonl"
    Keeper(path, "ona").keep([verdict("1"), verdict("2")])
    assert read_verdicts(path) == [verdict("1"), verdict("2")]
    labels = {each.task: each.label for each in read(path)}
    assert labels == {"sentiment": "neg", "act": "complaint", "urgency": "3", "threat": "legal", "language": None}


def test_verdicts_are_added_and_an_undone_one_disappears(tmp_path):
    path = tmp_path / "ona.jsonl"
    keeper = Keeper(path, "ona")
    keeper.keep([verdict("1")])
    keeper.keep([verdict("1"), verdict("2")])
    keeper.keep([verdict("1")])
    assert [each.id for each in read_verdicts(path)] == ["1"]
    assert list(tmp_path.iterdir()) == [path]
    assert Keeper(path, "ona").verdicts == [verdict("1")]


def test_another_raters_file_stays_closed(tmp_path):
    path = tmp_path / "ona.jsonl"
    Keeper(path, "ona").keep([verdict("1")])
    with pytest.raises(Conflict, match="another rater"):
        Keeper(path, "jan")


def test_a_file_of_something_else_is_refused(tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"id": 1, "text": "a"}), encoding="utf-8")
    with pytest.raises(BadPayload, match="'language'"):
        Keeper(path, "ona")
