"""Making the file of a database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.domain.errors import Misconfigured, Retryable
from monitor.store import sqlite


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_file_is_its_owners_alone_and_writes_ahead(tmp_path: Path) -> None:
    path = tmp_path / "var" / "aside.db"
    sqlite.prepare(path)
    assert mode(path) == 0o600
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_empty_file_somebody_else_made_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "aside.db"
    path.touch(0o644)
    sqlite.prepare(path)
    assert mode(path) == 0o600


def test_a_filled_file_keeps_what_its_owner_chose(tmp_path: Path) -> None:
    path = tmp_path / "aside.db"
    sqlite.prepare(path)
    path.chmod(0o640)
    sqlite.prepare(path)
    assert mode(path) == 0o640


def test_a_file_that_stays_locked_asks_to_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "aside.db"
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE t (a)")
        other.execute("BEGIN EXCLUSIVE")
        with closing(sqlite3.connect(path, timeout=0)) as connection, pytest.raises(Retryable, match="locked"):
            sqlite._write_ahead(connection)


def test_another_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Sveiki, čia ne duomenų bazė. " * 50)
    with pytest.raises(Misconfigured, match="no SQLite file"):
        sqlite.prepare(path)
    assert path.read_text().startswith("Sveiki")


def test_a_file_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    path = tmp_path / "aside.db"
    path.touch()
    reading = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with closing(reading), pytest.raises(Misconfigured, match="SQLITE_READONLY"):
        sqlite._write_ahead(reading)
