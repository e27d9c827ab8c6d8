import json

import pytest
from click.testing import CliRunner

from monitor.commands.labelling import label_command

POSTS = [
    {"id": "a", "text": "Kur mano siunta? Skambinkit +370 612 34567"},
    {"id": "b", "text": "Ačiū, viskas puiku"},
]


@pytest.fixture
def posts(tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(json.dumps(post) for post in POSTS), encoding="utf-8")
    return path


def run(*arguments, keys=""):
    return CliRunner().invoke(label_command, [str(each) for each in arguments], input=keys)


def labelled(path):
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def sat(posts, rater, keys):
    out = posts.parent / f"{rater}.jsonl"
    done = run(posts, "--rater", rater, "--out", out, keys=keys)
    assert done.exit_code == 0, done.output
    return out, done.output


def test_a_rater_labels_leaves_and_goes_on(posts):
    out, said = sat(posts, "ona", "lnq1\x1b")
    assert "1 of 2 labelled" in said
    assert len(labelled(out)) == 1
    out, said = sat(posts, "ona", "lnq1")
    assert "2 of 2 labelled" in said
    assert set(labelled(out)) == {"a", "b"}


def test_personal_data_is_neither_shown_nor_kept(posts):
    out, said = sat(posts, "ona", "lnq1lnq1")
    assert "34567" not in said + out.read_text(encoding="utf-8")
    assert "‹PHONE›" in labelled(out)["a"]["text"]


def test_keys_take_back_put_off_and_explain(posts):
    out, said = sat(posts, "ona", "lnq1z?xlpp0lnq3l9\x1b")
    assert "taken back" in said
    assert "later" in said
    assert "'9' is no answer to language" not in said
    assert len(labelled(out)) == 2
    _, said = sat(posts, "jan", "9z")
    assert "'9' is no answer to language" in said
    assert "nothing to take back" in said


def test_two_raters_are_compared_and_settled(posts):
    one, _ = sat(posts, "ona", "lnq1lnq1")
    other, _ = sat(posts, "jan", "lnq1lnc3l")
    compared = run("--agreement", one, other)
    assert "| sentiment | 2 | 100% | 1.00 (1.00–1.00) |" in compared.output
    assert "1 texts to settle" in compared.output
    assert "act: question / complaint" in compared.output
    out = posts.parent / "agreed.jsonl"
    settled = run("--adjudicate", one, other, "--rater", "ewa", "--out", out, keys="c2r")
    assert settled.exit_code == 0
    assert "one said question, the other complaint" in settled.output
    agreed = labelled(out)
    assert {row["rater"] for row in agreed.values()} == {"ewa"}
    assert sorted(row["threat"] or "" for row in agreed.values()) == ["", "regulator"]
    assert sorted(row["act"] for row in agreed.values()) == ["complaint", "question"]


def test_the_other_raters_file_stays_closed(posts):
    out, _ = sat(posts, "ona", "lnq1")
    done = run(posts, "--rater", "jan", "--out", out)
    assert "another rater" in str(done.exception)


def test_raters_of_different_texts_cannot_be_compared(posts):
    one, _ = sat(posts, "ona", "lnq1lnq1")
    other = posts.parent / "empty.jsonl"
    other.write_text("", encoding="utf-8")
    assert "no text in common" in str(run("--agreement", one, other).exception)


@pytest.mark.parametrize("arguments", [[], ["--rater", "ona"], ["--rater", "ona", "--out", "x.jsonl"]])
def test_what_is_missing_is_asked_for(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert "--out FILE" in done.output
