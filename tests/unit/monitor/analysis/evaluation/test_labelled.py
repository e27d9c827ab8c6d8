import json

import pytest

from monitor.analysis.evaluation import read
from monitor.domain.errors import BadFile


def written(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_the_task_follows_from_the_label(tmp_path):
    labels = ["neg", "complaint", "3", "legal", "none", None, "harmful"]
    rows = read(written(tmp_path / "own.jsonl", *({"lang": "en", "text": "a", "label": label} for label in labels)))
    assert [row.task for row in rows] == ["sentiment", "act", "urgency", "threat", "threat", "language", ""]


def test_a_line_with_several_tasks_gives_one_entry_for_each(tmp_path):
    row = {"id": "a:1", "lang": "lt", "text": "a", "sentiment": "neg", "act": "question", "urgency": 2, "threat": None}
    found = read(written(tmp_path / "team.jsonl", row | {"language": "lt"}))
    assert [(each.task, each.label) for each in found] == [
        ("sentiment", "neg"),
        ("act", "question"),
        ("urgency", "2"),
        ("threat", "none"),
        ("language", None),
    ]
    assert {each.source for each in found} == {"team"}


def test_the_source_is_named_by_the_id_or_the_file(tmp_path):
    rows = [{"id": "town:1", "lang": "lt", "text": "a", "label": "neg"}, {"lang": "lt", "text": "a", "label": "neg"}]
    assert [row.source for row in read(written(tmp_path / "own.jsonl", *rows))] == ["town", "own"]


@pytest.mark.parametrize("line", ["not json", "[]", '{"text": "a"}', '"a"'])
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "broken.jsonl"
    path.write_text('{"lang": "lt", "text": "a"}\n\n' + line, encoding="utf-8")
    with pytest.raises(BadFile, match=r"broken\.jsonl line 3") as told:
        read(path)
    assert "mend it" in told.value.next_step


def test_a_text_without_a_language_teaches_none(tmp_path):
    row = {"id": "1", "lang": "und", "text": "ok", "sentiment": "neu", "language": "und"}
    assert [each.task for each in read(written(tmp_path / "team.jsonl", row))] == ["sentiment"]
