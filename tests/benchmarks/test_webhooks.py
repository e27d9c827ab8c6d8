"""How soon a webhook is answered: stored first, and also while thousands of other texts are being understood."""

import base64
import hashlib
import hmac
import json
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

import pytest

from connectors.simulator.identities import BRANDS, X_CONSUMER_SECRET
from tests.support.processes import Stand, eventually, stand

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

BACKLOG = 1_500
PUSHES = 300
PAUSE = 0.01
"""Seconds between two pushes: networks send a burst one after another on few connections."""


def signed(body: bytes) -> dict[str, str]:
    mac = hmac.new(X_CONSUMER_SECRET.encode(), body, hashlib.sha256).digest()
    return {"x-twitter-webhooks-signature": "sha256=" + base64.b64encode(mac).decode()}


def pushes(where: Stand, first: int) -> list[float]:
    """Seconds until each of these pushes was answered; each is a body of its own."""
    took = []
    line = HTTPConnection("127.0.0.1", where.port)
    for number in range(first, first + PUSHES):
        told = {"data": {"event_type": "bench", "filter": {"user_id": BRANDS[0].x_user_id}, "payload": {"n": number}}}
        body = json.dumps(told).encode()
        began = time.perf_counter()
        line.request("POST", "/webhooks/x", body, signed(body))
        answer = line.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        assert answer.status == 200
        time.sleep(PAUSE)
    line.close()
    return took


def told(took: list[float], when: str) -> float:
    marks = [1000 * each for each in quantiles(took, n=100)]
    print(f"\nwebhooks, {when}: p50 {marks[49]:.1f} ms, p95 {marks[94]:.1f} ms, p99 {marks[98]:.1f} ms")
    return marks[49]


def test_webhooks_are_answered_at_once(tmp_path: Path) -> None:
    """Budget: half of all answers within 50 ms on SQLite, quiet and under load; the rest is told."""
    with stand(tmp_path) as where:
        backlog = tmp_path / "posts.jsonl"
        lines = (
            {"id": f"b{n}", "text": f"Vėluoja siunta numeris {n}, kada?", "author": f"a{n}"} for n in range(BACKLOG)
        )
        backlog.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        done = where.aside("import", str(backlog), "--network", "x", "--account", f"{BRANDS[0].key}-x")
        assert done.returncode == 0, done.stderr
        where.start_service()
        web = where.logged_in()
        busy = told(pushes(where, 0), f"while {BACKLOG:,} texts are understood and drafted for")
        left = web.call("GET", "/api/v1/cases?limit=1")["counts"]["open"]
        print(f"cases open after these pushes: {left}")
        eventually(lambda: web.call("GET", "/api/v1/cases?limit=1")["counts"]["open"] >= BACKLOG, what="the backlog")
        quiet = told(pushes(where, PUSHES), "with all of them in the inbox")
    assert max(busy, quiet) < 50
