"""What is compiled says of every text what its source says."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.interpreted import FOLDER
from tests.support.patience import PATIENCE

HERE = Path(__file__).parents[1]
ODD = [
    "",
    " ",
    "\ud800",
    "e\u0301 \u0301",
    "\x00",
    "@",
    "&#39;",
    "😡" * 40,
    "a" * 5000,
    "no " * 300,
    "?!" * 200,
    "ﬁ ß İ ǅ",
]


def texts():
    folder = HERE / "unit" / "monitor" / "analysis"
    found = [line for path in sorted(folder.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    rng = random.Random(11)  # noqa: S311 - the same texts every time
    shuffled = [" ".join(rng.sample(words, len(words))) for words in map(str.split, rng.sample(found, 300))]
    cut = [text[rng.randrange(len(text)) :].upper() for text in rng.sample(shuffled, 100) if text]
    joined = [" ".join(rng.sample(found, 40)) for _ in range(10)]
    return [*ODD, *found, *shuffled, *cut, *joined]


def assessed(how, given):
    command = [sys.executable, "-m", "tests.support.assessed", how]
    done = subprocess.run(
        command, input=json.dumps(given), cwd=HERE.parent, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    *found, from_source = done.stdout.splitlines()
    return found, from_source == "True"


@pytest.mark.skipif(shutil.which("cc") is None, reason="without a C compiler nothing is compiled")
def test_compiled_and_interpreted_say_the_same():
    given = texts()
    compiled, from_source = assessed("compiled", given)
    assert not from_source, f"nothing is compiled in {FOLDER.name}; run .ci/environment dev"
    interpreted, from_source = assessed("interpreted", given)
    assert from_source
    assert len(compiled) == len(given)
    assert [pair for pair in zip(given, compiled, interpreted, strict=True) if pair[1] != pair[2]] == []
