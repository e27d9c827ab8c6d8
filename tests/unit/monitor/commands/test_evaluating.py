import json

from click.testing import CliRunner

from monitor.analysis.evaluation.results import Report, load
from monitor.commands.evaluating import evaluate_command
from tests.support import transformers


def test_tables_are_printed_and_saved(tmp_path):
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"lang": "pl", "text": "fatalna obsługa", "label": "neg"}), encoding="utf-8")
    out = tmp_path / "found"
    done = CliRunner().invoke(
        evaluate_command, [str(path), "--out", str(out), "--name", "shop", "--standing", "unseen", "--resamples", "2"]
    )
    assert done.exit_code == 0
    assert "## Polish" in done.output
    assert (out / "shop.md").read_text(encoding="utf-8") == done.output
    assert load(out / "shop.json").standing == "unseen"


def test_a_page_is_made_of_saved_reports(tmp_path):
    (tmp_path / "team.json").write_text(Report((), standing="own").as_json(), encoding="utf-8")
    done = CliRunner().invoke(evaluate_command, ["--document", str(tmp_path)])
    assert done.exit_code == 0
    assert done.output.startswith("# How well Aside hears")


def test_neither_files_nor_folder_is_a_wrong_use():
    done = CliRunner().invoke(evaluate_command, [])
    assert done.exit_code == 2
    assert "name the files" in done.output


def test_transformers_of_a_settings_file_are_measured(tmp_path):
    tiny = transformers.folder(tmp_path / "tiny")
    settings = tmp_path / "aside.toml"
    settings.write_text(f'[analysis]\ntransformers = {{ pl = "{tiny}" }}\n', encoding="utf-8")
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"lang": "pl", "text": "to jest good, dziękuję wam", "label": "neg"}), encoding="utf-8")
    done = CliRunner().invoke(evaluate_command, [str(path), "--config", str(settings), "--resamples", "0"])
    assert "+pl:tiny@" in done.output
    assert "| neg | 0 | 1 |" in done.output
