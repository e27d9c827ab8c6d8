import json

from click.testing import CliRunner

from monitor.analysis.evaluation.results import load
from monitor.commands.evaluating import evaluate_command


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
