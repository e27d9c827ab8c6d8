"""A network that cannot be loaded says so in one line, and the others go on."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from config.loading import load
from connectors.facebook import PLUGIN
from monitor import plugins
from monitor.bootstrap.accounts import unusable, usable
from monitor.commands.checking import check_command
from monitor.plugins import broken, networks

SETTINGS = """
[[brands]]
name = "Nordtel"

[networks.orkut]
key = 1

[[accounts]]
name = "old"
network = "orkut"
brand = "Nordtel"
remote_id = "1"
"""


def refuse():
    raise ImportError("no module named orkut\nin this house")


@pytest.fixture
def one_broken(monkeypatch):
    points = [SimpleNamespace(name="orkut", load=refuse), SimpleNamespace(name="facebook", load=lambda: PLUGIN)]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    plugins._found.cache_clear()
    yield
    plugins._found.cache_clear()


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "aside.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    return path


def test_the_others_are_there(one_broken):
    assert list(networks()) == ["facebook"]
    assert broken() == {"orkut": "its package could not be loaded (ImportError: no module named orkut in this house)"}


def test_its_accounts_and_section_are_left_out(one_broken, written):
    settings = load(written)
    assert (usable(settings).accounts, usable(settings).networks) == ((), {})
    [line] = unusable(settings)
    assert line.startswith("networks.orkut: ")
    assert line.endswith("these accounts stand still: old")


def test_check_says_it_in_one_line_and_fails(one_broken, written):
    done = CliRunner().invoke(check_command, ["--config", str(written)])
    assert done.exit_code == 1
    assert [line.split(":")[0] for line in done.output.splitlines()] == ["settings", "networks.orkut"]


def test_nothing_is_broken_in_this_house():
    assert broken() == {}
    assert {"facebook", "instagram", "x"} <= set(networks())
