"""The demo replaces its own files, and nobody else's."""

import pytest

from monitor.commands.demo import clear, demo_settings
from monitor.domain.errors import Misconfigured


@pytest.fixture
def folder(tmp_path):
    """A folder with an earlier demo, and something that is none of the demo's."""
    (tmp_path / "aside.toml").write_text(demo_settings(tmp_path, 1, 2), encoding="utf-8")
    for name in ("aside.db", "aside.db-wal", "thesis.txt"):
        (tmp_path / name).write_text("words")
    return tmp_path


def names(folder):
    return {each.name for each in folder.iterdir()}


def test_the_database_of_the_last_demo_goes_and_what_else_stands_there_stays(folder):
    clear(folder, folder / "aside.toml", keep=False)
    assert names(folder) == {"aside.toml", "thesis.txt"}


def test_the_database_is_kept_on_request(folder):
    clear(folder, folder / "aside.toml", keep=True)
    assert names(folder) == {"aside.toml", "aside.db", "aside.db-wal", "thesis.txt"}


def test_a_folder_that_is_not_there_is_made(tmp_path):
    clear(tmp_path / "a" / "b", tmp_path / "a" / "b" / "aside.toml", keep=False)
    assert (tmp_path / "a" / "b").is_dir()


def test_somebodys_own_settings_are_left_alone(folder):
    own = folder / "aside.toml"
    own.write_text('[[brands]]\nname = "Siuntukas"\n')
    with pytest.raises(Misconfigured, match="was not written by the demo"):
        clear(folder, own, keep=False)
    assert {"aside.toml", "aside.db"} <= names(folder)
