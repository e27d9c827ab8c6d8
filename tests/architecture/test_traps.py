"""Every known trap of the networks' APIs has its test."""

import re
import tomllib
from pathlib import Path

from tests.support.proofs import ROOT, definitions, exists

HERE = Path(__file__).parent
OF_X = ROOT / "tests" / "unit" / "connectors" / "x"
TRAPS_OF_X = range(1, 28)
"""X's are numbered, and a test bears the number of its trap."""


def test_each_trap_of_meta_names_tests_that_exist():
    sections = tomllib.loads((HERE / "traps.toml").read_text(encoding="utf-8"))
    proofs = {f"{section}.{trap}": tests for section, traps in sections.items() for trap, tests in traps.items()}
    missing = {trap: [each for each in tests if not exists(each)] for trap, tests in proofs.items()}
    assert {trap: tests for trap, tests in missing.items() if tests} == {}
    assert all(proofs.values())


def test_each_trap_of_x_has_a_test_by_its_number():
    names = [name for path in OF_X.glob("test_traps*.py") for name in definitions(path)[""]]
    found = {int(number[1]) for name in names if (number := re.match(r"test_trap_(\d\d)_", name))}
    assert found == set(TRAPS_OF_X)
