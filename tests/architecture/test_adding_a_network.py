"""What docs/adding-a-network.md names is there: files, ports, and the suite it leads to."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding-a-network.md").read_text(encoding="utf-8")
FILES = sorted(set(re.findall(r"`((?:\w+/)+[\w-]+(?:\.\w+)?/?)`", PAGE)))
OPTIONAL = re.findall(r"^\| `(\w+)` \| `monitor/(\w+)/(\w+)\.py` \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("path", FILES)
def test_the_file_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("port", "package", "module"), OPTIONAL)
def test_the_port_is_where_the_page_says(port, package, module):
    assert hasattr(importlib.import_module(f"monitor.{package}.{module}"), port)


def test_every_port_that_is_noticed_by_its_methods_is_told():
    noticed = {
        name
        for path in (ROOT / "monitor" / "ports").glob("*.py")
        for name in re.findall(r"@runtime_checkable\nclass (\w+)", path.read_text(encoding="utf-8"))
    }
    assert noticed == {port for port, _, _ in OPTIONAL}


def test_every_step_has_its_file_in_the_example():
    steps = re.findall(r"^\| \d+ \| `([\w.]+)`(?:, `([\w.]+)`)?", PAGE, re.MULTILINE)
    example = {path.name for path in (ROOT / "tests" / "plugins" / "laiptine").rglob("*")}
    assert len(steps) == 12
    assert {name for step in steps for name in step if name} <= example
