"""What the commands do beyond the contract that tests/integration/test_commands.py holds."""

import json

import pytest
from click.testing import CliRunner

from monitor.commands import lines
from monitor.commands.lines import DraftLine, analyse_command, draft, draft_command
from monitor.domain.errors import Misconfigured
from monitor.domain.mentions import Visibility
from tests.support import transformers


def line(text, language=None):
    return DraftLine(id="1", text=text, network="facebook", visibility=Visibility.PUBLIC, language=language)


def test_a_text_that_does_not_tell_its_language_asks_instead_of_guessing():
    found = draft(line("ok"))
    assert found["language"] == "und"
    assert found["public"] is found["private"] is found["playbook"] is None
    assert found["ask"] == {
        "for": "language",
        "why": "the text does not tell its language",
        "answers": ["lt", "pl", "en"],
    }
    assert found["moves"]


def test_a_text_in_a_language_we_do_not_write_asks_too():
    found = draft(line("Здравствуйте, когда уже приедет моя посылка, жду третью неделю"))
    assert found["language"] == "ru"
    assert found["public"] is found["private"] is None
    assert found["ask"]["why"] == "nothing is drafted in 'ru'"


@pytest.mark.parametrize("text", ["ok", "Здравствуйте, когда уже приедет моя посылка, жду третью неделю"])
def test_the_answer_to_the_question_is_a_draft(text):
    found = draft(line(text, "pl"))
    assert found["language"] == "pl"
    assert found["ask"] is None
    assert found["public"] or found["private"]


def test_a_text_that_tells_its_language_is_answered_in_it_whatever_the_account_speaks():
    found = draft(line("Vėl vėluoja siunta, kiek galima laukti!", "pl"))
    assert found["language"] == "lt"
    assert found["ask"] is None


def run(settings, tmp_path):
    path = tmp_path / "aside.toml"
    path.write_text(settings, encoding="utf-8")
    text = json.dumps({"id": 1, "text": "Dlaczego nikt nie odbiera telefonu, to jest good good good"})
    done = CliRunner().invoke(analyse_command, ["--config", str(path)], input=text)
    return json.loads(done.stdout), done.stderr


def test_a_settings_file_that_is_named_brings_its_transformers(tmp_path):
    tiny = transformers.folder(tmp_path / "tiny")
    found, said = run(f'[analysis]\ntransformers = {{ pl = "{tiny}" }}\n', tmp_path)
    assert found["sentiment"]["label"] == "positive"
    assert "+pl:tiny@" in found["analyser"]
    assert said == ""


def test_one_that_cannot_be_loaded_is_told_beside_the_output(tmp_path):
    found, said = run('[analysis]\ntransformers = { pl = "/nowhere/at-all" }\n', tmp_path)
    assert found["sentiment"]["label"] != "positive"
    assert said.count("the built-in model stands in for pl") == 1


@pytest.mark.parametrize("command", [analyse_command, draft_command])
def test_models_that_are_missing_are_said_once_and_not_of_every_line(command, monkeypatch, tmp_path):
    monkeypatch.setenv("ASIDE_MODELS", str(tmp_path / "nowhere"))
    monkeypatch.setattr(lines, "_ear", lines._ear.__wrapped__)
    done = CliRunner().invoke(command, input='{"id": "1", "text": "hi"}\n' * 2)
    assert done.stdout == ""
    assert isinstance(done.exception, Misconfigured)
    assert "ASIDE_MODELS" in str(done.exception)
