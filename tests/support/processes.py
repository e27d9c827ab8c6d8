"""Starts the simulator and the service as the separate processes they are, and talks to them as people do."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, update

from connectors.simulator.identities import BRANDS
from monitor.commands.demo import PASSWORD, demo_secrets, demo_settings
from monitor.store.schema import outbox, streams
from tests.support.patience import PATIENCE
from tests.support.ports import free_port

BRAND = BRANDS[0]
ROOT = Path(__file__).parents[2]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_prepared: list[bytes] = []
QUICK = """
[clock]
sweep_seconds = 0.2
jitter_seconds = 0
"""


def eventually(check: Callable[[], Any], *, seconds: float = PATIENCE, what: str = "") -> Any:
    """Wait until `check` gives something true; errors of a service that is not up yet count as not yet."""
    end = time.monotonic() + seconds
    problem: Exception | None = None
    while time.monotonic() < end:
        try:
            found = check()
        except (OSError, HTTPException, urllib.error.URLError, KeyError, IndexError, ValueError) as error:
            problem, found = error, None
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what or check} ({problem!r})")


@dataclass
class Web:
    """A JSON client that keeps cookies."""

    base: str
    opener: Any = field(
        default_factory=lambda: urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    )

    def call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - our own processes
            self.base + path, method=method, data=data, headers={"Content-Type": "application/json"}
        )
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            with error:  # whoever catches it may not read it, and the socket would stay open
                said = io.BytesIO(error.read())
            raise urllib.error.HTTPError(error.url, error.code, error.msg, error.hdrs, said) from None


@dataclass
class Stand:
    """One simulator with one service on it, in a folder of their own."""

    folder: Path
    undo_seconds: float = 0.3
    street_port: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def street(self) -> Web:
        return Web(f"http://127.0.0.1:{self.street_port}")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "service.log"

    @property
    def environ(self) -> dict[str, str]:
        return {
            **os.environ,
            **demo_secrets(),
            "PYTHONPATH": str(ROOT),
            "ASIDE_CONFIG": str(self.folder / "aside.toml"),
        }

    def write_settings(self) -> None:
        text = demo_settings(self.folder, self.port, self.street_port)
        text = text.replace("undo_seconds = 3", f"undo_seconds = {self.undo_seconds}")
        text = text.replace("poll_seconds = 3", "poll_seconds = 1").replace("poll_seconds = 5", "poll_seconds = 1")
        text = text.replace('format = "console"\nlevel = "warning"', 'format = "json"\nlevel = "info"')
        (self.folder / "aside.toml").write_text(text + QUICK, encoding="utf-8")

    def aside(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "monitor", *arguments]
        return subprocess.run(
            command, env=self.environ, cwd=self.folder, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def start(self, *command: str, **environ: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command], env=self.environ | environ, cwd=ROOT, stdout=log, stderr=log
            )
        self.running.append(process)
        return process

    def start_simulator(self) -> None:
        self.start("-m", "monitor", "simulate", "--port", str(self.street_port))
        eventually(lambda: self.street.call("GET", "/control/faults") is not None, what="the simulator")

    def start_service(self) -> subprocess.Popen[bytes]:
        return self.start("-m", "monitor", "run")

    def let_leases_lapse(self) -> None:
        """Age what the service held as if its leases had run out; a busy machine must not make them run out early."""
        engine = create_engine(f"sqlite:///{self.folder / 'aside.db'}", connect_args={"timeout": PATIENCE})
        with engine.begin() as connection:
            for held in (streams, outbox):
                connection.execute(update(held).where(held.c.lease_until.is_not(None)).values(lease_until=LONG_AGO))
        engine.dispose()

    def add_people(self) -> None:
        """Lay a new database with one agent; made by the command once and copied from then on."""
        database = self.folder / "aside.db"
        if not _prepared:
            done = self.aside("user", "add", "agent", "--role", "agent", "--language", "lt", "--password", PASSWORD)
            assert done.returncode == 0, done.stderr
            _prepared.append(database.read_bytes())
        database.write_bytes(_prepared[0])

    def connect_webhooks(self) -> None:
        """Register our address with the simulated Meta, as an administrator does once."""
        self.street.call("POST", "/control/graph/webhook", {"url": f"{self.url}/webhooks/meta"})

    def log_in(self) -> Web:
        """An agent's client."""
        web = Web(self.url)
        web.call("POST", "/api/v1/login", {"name": "agent", "password": PASSWORD})
        return web

    def logged_in(self) -> Web:
        """An agent's client, as soon as the service answers."""
        return eventually(self.log_in, what="the service's log-in")

    def stop(self) -> None:
        for process in reversed(self.running):
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def stand(folder: Path, *, simulate: bool = True, **options: Any) -> Iterator[Stand]:
    """A simulator that runs, unless one does already, and settings and people for a service that does not yet."""
    made = Stand(folder, **options)
    made.write_settings()
    try:
        if simulate:
            made.start_simulator()
        made.add_people()
        yield made
    finally:
        made.stop()
