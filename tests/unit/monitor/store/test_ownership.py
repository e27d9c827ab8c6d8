"""One service per SQLite file."""

import subprocess
import sys
from pathlib import Path

import pytest

from monitor.domain.errors import Misconfigured
from monitor.store import own

HOLDER = """
import sys
from monitor.store.ownership import own
with own(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_service_is_refused_in_one_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'aside.db'}"
    with own(url), pytest.raises(Misconfigured) as caught, own(url):
        pass
    assert "\n" not in str(caught.value)
    assert "already runs" in str(caught.value)


def test_the_lock_goes_with_its_service(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'aside.db'}"
    with own(url):
        pass
    with own(url):
        pass


def test_a_killed_service_leaves_no_lock_behind(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'aside.db'}"
    command = [sys.executable, "-c", HOLDER, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Misconfigured, match=f"process {other.pid}"), own(url):
            pass
        other.kill()
        other.wait()
        with own(url):
            pass


def test_postgresql_is_made_for_several() -> None:
    url = "postgresql://aside@db.example.com/aside"
    with own(url), own(url):
        pass
