"""Each network's definition of done: one list of rules for all, and every `done` names the test that shows it."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from tests.support.installing import SOURCE
from tests.support.proofs import exists

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED = {
    name: ROOT / target.partition(":")[0].replace(".", "/")
    for name, target in SETTINGS["project"]["entry-points"]["aside.networks"].items()
}
NETWORKS = {**SHIPPED, "laiptine": SOURCE / "laiptine"}
RULES = {
    "reading": """
        public private nested_replies visitor_posts tags mentions_elsewhere quotes searches stories advertisements
        reviews answers_given_elsewhere edits hidden deletions media resume overlap revisits no_stream_starved
        backfill_bound quarantine completeness
    """,
    "writing": """
        public_reply invite private_reply message human_agent hide unhide delete_theirs delete_own block look_up
        length long_texts media_upload
    """,
    "pushes": "handshake signature meets_polling echoes batches subscriptions data_deletion",
    "access": "probe permissions token_refresh connect_flow api_version published_api",
    "limits": "headers shared_state daily_caps spread_out less_data money budget",
    "faults": "errors_mapped no_secrets_told doubtful_writes hostile_payloads random_faults one_account_alone",
}
"""What every network's quality.toml speaks of, by section; a rule that one network needs, all of them answer."""


@pytest.fixture(params=NETWORKS)
def folder(request):
    return NETWORKS[request.param]


def entries(folder):
    sections = tomllib.loads((folder / "quality.toml").read_text(encoding="utf-8"))
    return [(f"{section}.{rule}", entry) for section, rules in sections.items() for rule, entry in rules.items()]


def test_it_speaks_of_every_rule_and_of_no_other(folder):
    wanted = {f"{section}.{rule}" for section, rules in RULES.items() for rule in rules.split()}
    assert {rule for rule, _ in entries(folder)} == wanted


def test_done_names_a_test_that_exists(folder):
    proofs = {rule: entry["test"] for rule, entry in entries(folder) if entry["status"] == "done"}
    assert {rule: proof for rule, proof in proofs.items() if not exists(proof)} == {}


def test_todo_and_exempt_give_their_reason_and_nothing_else_is_said(folder):
    for rule, entry in entries(folder):
        keys = {"status", "test"} if entry["status"] == "done" else {"status", "reason"}
        assert entry["status"] in {"done", "todo", "exempt"}, rule
        assert entry.keys() == keys, rule
        assert len(entry.get("reason", "enough")) > 5, rule


def test_the_readme_names_permissions_limits_costs_and_gaps(folder):
    readme = (folder / "README.md").read_text(encoding="utf-8").lower()
    assert all(word in readme for word in ("needs", "allows", "costs", "known gaps"))


@pytest.mark.parametrize("name", SHIPPED)
def test_it_travels_with_the_package(name):
    assert files(f"connectors.{name}").joinpath("quality.toml").is_file()
    data = SETTINGS["tool"]["setuptools"]["package-data"]["*"]
    assert {"*.toml", "*.md"} <= set(data)


def test_no_proof_is_taken_that_is_not_there():
    here = "tests/architecture/test_quality.py"
    assert exists(f"{here}::test_no_proof_is_taken_that_is_not_there")
    assert not exists(f"{here}::test_nobody_wrote")
    assert not exists("tests/architecture/nowhere.py::test_nobody_wrote")
    assert exists("tests/contracts/connectors/test_x.py::TestXSource::test_an_edit_keeps_the_key")
    assert not exists("tests/contracts/connectors/test_x.py::TestXSource::test_nobody_wrote")
