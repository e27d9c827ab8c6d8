"""Assessing anew survives kill −9: what was done stays done, and nothing is assessed twice."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing

from monitor.analysis.analyser import VERSION
from monitor.store import migrate, open_store
from tests.support.processes import ROOT
from tests.support.records import ASSESSMENT, NOW, absorbed, opened, seen

TEXTS = 6


async def fill(url):
    await migrate(url)
    store = open_store(url)
    ids = await absorbed(store, *(seen(str(place), text=f"siunta {place}") for place in range(TEXTS)))
    case = await opened(store, last_inbound_id=ids[-1])
    async with store.write() as tx:
        for mention_id in ids:
            await tx.mentions.assessed(mention_id, ASSESSMENT, case.id, now=NOW)
    await store.aclose()


def test_it_goes_on_where_it_was_killed(tmp_path):
    (tmp_path / "aside.toml").write_text(f'[store]\nurl = "sqlite:///{tmp_path}/aside.db"\n', encoding="utf-8")
    asyncio.run(fill(f"sqlite:///{tmp_path}/aside.db"))
    arguments = ["rescore", "--per-second", "3"]
    dying = [sys.executable, "-m", "tests.support.dying_service", *arguments]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "DIE_AT": "rescore:before:2"}
    first = subprocess.run(dying, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert first.returncode == -signal.SIGKILL, first.stderr
    assert first.stderr == f"3 of {TEXTS}\n"
    assert assessed_by(tmp_path) == {ASSESSMENT.analyser: TEXTS, VERSION: 3}
    again = [sys.executable, "-m", "monitor", *arguments]
    second = subprocess.run(again, cwd=tmp_path, env={**os.environ}, capture_output=True, text=True, check=True)
    assert second.stdout.startswith(f"finished: looked at {TEXTS}, assessed anew {TEXTS}, ")
    assert assessed_by(tmp_path) == {ASSESSMENT.analyser: TEXTS, VERSION: TEXTS}


def assessed_by(folder):
    with closing(sqlite3.connect(folder / "aside.db")) as database:
        return Counter(version for (version,) in database.execute("SELECT analyser FROM assessments"))
