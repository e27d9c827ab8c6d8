"""The command-line contract: JSON lines in, JSON lines out, one object per input line, in input order."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT

COMPLAINT = "Vėl vėluoja siunta, mano tel. 8 612 34567, kiek galima laukti!"
TYPES = (
    "EMAIL PHONE CARD IBAN NATIONAL_ID ID_DOCUMENT ADDRESS BIRTH_DATE TAX_ID PARCEL ORDER PERSON PLATE SECRET HEALTH"
)


def aside(*arguments: str, lines: str = "", cwd=None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "monitor", *arguments]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ASIDE_")}
    environ["PYTHONIOENCODING"] = "utf-8"
    return subprocess.run(
        command, input=lines, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=environ, check=False
    )


def as_lines(*objects: object) -> str:
    return "".join((each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)) + "\n" for each in objects)


def answers(done: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_analyse_writes_the_whole_contract():
    done = aside("analyse", lines=as_lines({"id": "a", "text": COMPLAINT, "network": "x", "author": "ona", "more": 1}))
    (found,) = answers(done)
    assert done.returncode == 0
    assert found["id"] == "a"
    assert found["language"]["code"] == "lt"
    assert found["sentiment"]["label"] == "negative"
    assert -1 <= found["sentiment"]["score"] < 0
    assert found["complaint"]["score"] > 0.5
    assert found["complaint"]["kind"] == "delivery"
    (span,) = found["personal_data"]
    assert span["type"] == "PHONE"
    assert COMPLAINT[span["start"] : span["end"]] == "8 612 34567"
    assert found["priority"]["points"] > 0
    assert found["priority"]["reasons"]
    assert found["act"]["label"] == "complaint"
    assert found["urgency"]["level"] in {0, 1, 2, 3}
    for each in found["evidence"]:
        assert 0 <= each["start"] < each["end"] <= len(COMPLAINT)


def test_offsets_count_code_points_also_behind_emoji():
    text = "😀👍🏽 rašykite: ona@example.lt"
    (found,) = answers(aside("analyse", lines=as_lines({"id": 1, "text": text})))
    (span,) = [each for each in found["personal_data"] if each["type"] == "EMAIL"]
    assert text[span["start"] : span["end"]] == "ona@example.lt"


@pytest.mark.parametrize("command", ["analyse", "draft", "guard"])
def test_a_broken_line_says_so_and_the_rest_is_processed_in_order(command):
    good = {"id": "1", "text": "labas", "draft": "labas", "network": "x", "visibility": "public", "thread": []}
    broken = ["{", "[]", '"text"', '{"id": "9"}', '{"id": "8", "text": 5, "draft": 5}', "\ufffd\x00", "null"]
    done = aside(command, lines=as_lines(good, *broken, good | {"id": "2"}))
    found = answers(done)
    assert done.returncode == 1
    assert len(found) == len(broken) + 2
    assert (found[0]["id"], found[-1]["id"]) == ("1", "2")
    assert all("error" in each and "line" in each for each in found[1:-1])
    assert found[4]["id"] == "9"
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["analyse", "draft", "guard"])
def test_no_input_gives_no_output(command):
    done = aside(command)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("text", ["", " ", "😡", "a" * 200_000, "\u202e\u200f", "ok", "0" * 5000, "\ud83d"])
def test_any_text_has_an_assessment(text):
    line = json.dumps({"id": "1", "text": text})
    done = aside("analyse", lines=line + "\n")
    assert done.returncode == (1 if text == "\ud83d" else 0)  # half a surrogate pair is no text


@pytest.mark.parametrize("network", ["x", "facebook", "instagram"])
def test_draft_answers_in_private_first_and_leaves_the_data_out(network):
    text = f"@siuntukas {COMPLAINT}"
    (found,) = answers(
        aside("draft", lines=as_lines({"id": "1", "text": text, "network": network, "visibility": "public"}))
    )
    assert found["language"] == "lt"
    assert found["playbook"]
    assert {"move", "allowed", "why"} <= set(found["moves"][0])
    texts = [part for part in (found["public"], found["private"]) if part]
    assert texts
    assert "34567" not in "".join(texts)
    if network != "x":
        assert found["private"]


def test_draft_for_x_says_when_it_takes_for_granted_that_we_were_named():
    bare = {"id": "1", "text": COMPLAINT, "network": "x", "visibility": "public"}
    found, named = answers(aside("draft", lines=as_lines(bare, bare | {"text": f"@siuntukas {COMPLAINT}"})))
    reply = {each["move"]: each["allowed"] for each in found["moves"]}
    assert (reply["public_reply"], reply["invite"]) == (False, False)
    assert found["assumed"]
    assert found["public"]
    assert "34567" not in found["public"]
    assert named["assumed"] is None


def test_draft_names_a_network_that_is_not_there():
    done = aside("draft", lines=as_lines({"id": "1", "text": "a", "network": "orkut", "visibility": "public"}))
    assert "facebook" in answers(done)[0]["error"]
    assert done.returncode == 1


def test_guard_blocks_an_echo_and_says_where():
    draft = "Jūsų numeris 8-612-34567, paskambinsime."
    line = {"id": "1", "draft": draft, "visibility": "public", "thread": [COMPLAINT], "customer": {"phone": None}}
    (found,) = answers(aside("guard", lines=as_lines(line)))
    assert found["verdict"] == "block"
    assert any("34567" in draft[each["start"] : each["end"]] for each in found["findings"])
    assert all(each["why"] for each in found["findings"])


def test_guard_passes_a_clean_reply():
    line = {"id": "1", "draft": "Ačiū, kad parašėte. Atsakėme asmenine žinute.", "visibility": "public", "thread": []}
    assert answers(aside("guard", lines=as_lines(line))) == [{"id": "1", "verdict": "pass", "findings": []}]


def test_import_keeps_what_it_can_says_what_it_cannot_and_is_repeat_safe(tmp_path):
    file = tmp_path / "posts.jsonl"
    good = {"id": "1", "text": "labas", "author": "ona", "created_at": "2026-11-01T10:00:00+02:00", "lang": "lt"}
    file.write_text(as_lines(good, "{broken", {"id": "2"}, good | {"id": "3", "parent_id": "1"}), encoding="utf-8")
    arguments = ("import", str(file), "--network", "x", "--account", "mine")
    done = aside(*arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert [each["line"] for each in answers(done)] == [2, 3]
    assert "4 lines read, 2 mentions new, 2 lines not readable" in done.stderr
    again = aside(*arguments, "--again", cwd=tmp_path)
    assert "0 mentions new" in again.stderr
    assert "nothing new" in aside(*arguments, cwd=tmp_path).stderr
    assert mentions_in(tmp_path) == 2


@pytest.mark.parametrize(("moment", "kept"), [("import:before:2", 500), ("import:after:2", 1000)])
def test_import_goes_on_where_it_was_killed(tmp_path, moment, kept):
    file = tmp_path / "posts.jsonl"
    count = 1_700
    file.write_text(as_lines(*({"id": str(n), "text": f"text {n}"} for n in range(count))), encoding="utf-8")
    arguments = ("import", str(file), "--network", "x", "--account", "mine")
    assert aside("migrate", cwd=tmp_path).returncode == 0
    dying = [sys.executable, "-m", "tests.support.dying_service", *arguments]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "DIE_AT": moment}
    killed = subprocess.run(dying, cwd=tmp_path, env=environ, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert mentions_in(tmp_path) == kept
    done = aside(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{count - kept} lines read, {count - kept} mentions new" in done.stderr
    assert mentions_in(tmp_path) == count


def mentions_in(folder) -> int:
    with closing(sqlite3.connect(f"file:{folder}/var/aside.db?mode=ro", uri=True, timeout=PATIENCE)) as database:
        return database.execute("SELECT count(*) FROM mentions").fetchone()[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run",), "aside.toml: no such file"),
        (("check",), "aside.toml: no such file"),
        (("import", "{file}", "--network", "orkut", "--account", "a"), "no network 'orkut'"),
        (("user", "add", "ona", "--password", "short"), "shorter than 12"),
        (("user", "remove", "ona"), "there is no user 'ona'"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path, arguments, said):
    file = tmp_path / "empty.jsonl"
    file.touch()
    done = aside(*(part.format(file=file) for part in arguments), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
