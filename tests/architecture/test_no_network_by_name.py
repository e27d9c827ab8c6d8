"""The core knows no network by name: each is found by its entry point, and says itself what is particular to it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = ("monitor", "responders", "config")
NAMES = {path.parent.name for path in (ROOT / "connectors").glob("*/plugin.py") if not path.parent.name.startswith("_")}
ELSEWHERE = {
    "demo.py",  # plays the networks that the simulator stands in for
    "labelling.py",  # x is a key to press
}
MODULES = sorted(path for package in CORE for path in (ROOT / package).rglob("*.py") if path.name not in ELSEWHERE)


def test_there_are_networks():
    assert {"x", "facebook", "instagram"} <= NAMES


@pytest.mark.parametrize("package", CORE)
def test_no_value_in_the_core_is_a_network_s_name(package):
    texts = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if path.is_relative_to(ROOT / package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() in NAMES
    }
    assert texts == set()
