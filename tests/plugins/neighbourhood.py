"""The made-up network as a process, and a service that knows it only by its installed package."""

import hashlib
import hmac
import json
import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE
from tests.support.processes import QUICK, ROOT, Stand, Web, eventually

CUSTOMER = "m9"
SETTINGS = """
[store]
url = "sqlite:///{folder}/aside.db"

[web]
port = {port}

[log]
level = "info"

[sending]
undo_seconds = 0.3

[networks.laiptine]
base_url = "http://127.0.0.1:{street}"
seal = {{ env = "ASIDE_TEST_SEAL" }}

[[brands]]
name = "Siuntukas"
language = "lt"
signature = "Siuntuko komanda"

[[accounts]]
name = "namai"
network = "laiptine"
brand = "Siuntukas"
remote_id = "m4"
poll_seconds = 1
key = {{ env = "ASIDE_TEST_KEY" }}
"""


@dataclass
class Neighbourhood(Stand):
    """One made-up network with one service on it; `installed` is where the network's package can be imported from."""

    installed: Path = ROOT
    key: str = "invented-key-of-m4"
    seal: str = "invented-seal"

    @property
    def environ(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("ASIDE_")},
            "PYTHONPATH": f"{self.installed}{os.pathsep}{ROOT}",
            "ASIDE_CONFIG": str(self.folder / "aside.toml"),
            "ASIDE_TEST_KEY": self.key,
            "ASIDE_TEST_SEAL": self.seal,
        }

    def write_settings(self) -> None:
        text = SETTINGS.format(folder=self.folder, port=self.port, street=self.street_port)
        (self.folder / "aside.toml").write_text(text + QUICK, encoding="utf-8")

    def start_simulator(self) -> None:
        self.start("-m", "laiptine.simulator", str(self.street_port))
        eventually(lambda: self.board() == [], what="the made-up network")

    def board(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.street.call("GET", "/play")
        return found

    def write(self, words: str, *, letter: bool = False) -> str:
        made: str = self.street.call("POST", "/play", {"by": CUSTOMER, "words": words, "letter": letter})["id"]
        return made

    def ours(self, **where: str) -> list[str]:
        """What we wrote there, by whom it answers or goes to."""
        texts = (text for text in self.board() if text["by"] == "m4")
        return [text["words"] for text in texts if all(text[name] == value for name, value in where.items())]

    def greet(self, greeting: str) -> str:
        with urllib.request.urlopen(f"{self.url}/webhooks/laiptine?greeting={greeting}", timeout=PATIENCE) as answer:  # noqa: S310 - our own process
            found: str = answer.read().decode()
        return found

    def push(self, body: object) -> int:
        raw = json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - our own process
            f"{self.url}/webhooks/laiptine", data=raw, headers={"Laiptine-Seal": self.sealed(raw)}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - likewise
            status: int = answer.status
        return status

    def sealed(self, raw: bytes) -> str:
        return hmac.new(self.seal.encode(), raw, hashlib.sha256).hexdigest()


def cases(web: Web) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = web.call("GET", "/api/v1/cases?account=namai")["rows"]
    return found
