"""Speed and memory of whole commands, as people start them."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.ports import free_port

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]
ROOT = Path(__file__).parents[2]
LINES = 60_000
WORDS = [
    "siunta",
    "vėluoja",
    "jau",
    "tris",
    "dienas",
    "paczka",
    "dalej",
    "nie",
    "przyszła",
    "refund",
    "please",
    "nobody",
    "answers",
    "ačiū",
    "super",
]


@contextmanager
def running(*arguments: str, folder: Path) -> Iterator[psutil.Popen]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = psutil.Popen(
        [sys.executable, "-m", "monitor", *arguments],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def family_memory(process: psutil.Popen) -> float:
    """Resident memory of the process and its children, in MB."""
    return sum(each.memory_info().rss for each in (process, *process.children(recursive=True))) / 1e6


def test_importing_a_file(tmp_path: Path) -> None:
    """Budget: 60,000 lines at 2,000 lines a second or faster, under 300 MB."""
    chance = random.Random(7)  # noqa: S311 - invented texts
    file = tmp_path / "posts.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(LINES):
            text = " ".join(chance.choices(WORDS, k=chance.randint(4, 40)))
            out.write(json.dumps({"id": str(number), "text": text, "author": f"a{number % 997}"}) + "\n")
    peak, began = 0.0, time.perf_counter()
    with running("import", str(file), "--network", "x", "--account", "bench", folder=tmp_path) as process:
        while process.poll() is None:
            peak = max(peak, family_memory(process))
            time.sleep(0.05)
        took = time.perf_counter() - began
        assert process.returncode == 0, process.stdout.read().decode()
    print(f"\naside import: {LINES / took:,.0f} lines/s, peak {peak:.0f} MB")
    assert LINES / took >= 2_000
    assert peak < 300


def test_the_demo_starts_and_stays_small(tmp_path: Path) -> None:
    """Budget: ready within 5 s of a warm start; simulator and service together under 250 MB after half a minute."""
    ports = ("--port", str(free_port()), "--street-port", str(free_port()))
    for start in ("cold", "warm"):
        began = time.perf_counter()
        with running("demo", *ports, "--folder", str(tmp_path / start), folder=tmp_path) as process:
            for line in process.stdout:
                if b"Aside is ready" in line:
                    break
            ready = time.perf_counter() - began
            memory = family_memory(process)
            if start == "warm":
                time.sleep(30)
            later = family_memory(process)
        print(f"\naside demo, {start} start: ready in {ready:.1f} s, {memory:.0f} MB then, {later:.0f} MB later")
    assert ready < 5
    assert later < 250
