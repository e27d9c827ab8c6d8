"""Speed of finding personal data: ordinary posts, the worst texts, import; and side by side with Presidio.

Presidio is not a dependency: the comparison installs it for itself into a folder of its own, and says so when it
cannot. CPU time of this thread is measured, so that other work on the machine does not count.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

import pytest

from monitor.analysis.personal_data import find_personal_data
from tests.support import written_data as written

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]
ROOT = Path(__file__).parents[2]
ORDINARY = [
    "Vėl ta pati istorija: siunta vėluoja jau trečią dieną, o niekas neatsako.",
    "Ačiū už greitą pagalbą! 😊 Dabar viskas veikia puikiai.",
    "Kiek galima laukti, parašyta 2-3 darbo dienos, o praėjo 8.",
    "Kaina 1 299,99 €, pernai buvo 999 €. Kas čia per nesąmonė?",
    "Paczka miała być 12.10.2026, a dalej nic nie przyszło. Infolinia milczy.",
    "Super obsługa, polecam każdemu, pani w sklepie bardzo miła",
    "telefon się psuje co tydzień, wersja 14.2.1, bateria 5000 mAh i nic",
    "@brand your app keeps crashing since the 4.12.3 update, fix it please",
    "Waited 45 minutes on hold, flight BA2490 delayed again. Unbelievable.",
    "Thanks for nothing. Never again 👎",
    "What time do you open on Saturday?",
    "Kodėl vėl neveikia savitarna? Jau antra savaitė, o jūs tylit",
]
WORST = [
    "8 612 34567 ",
    "1 ",
    "12 ",
    "1.",
    "+",
    "tel ",
    "tel. 861234567 ",
    "a@",
    "@",
    "a.a@",
    "x at y dot ",
    "order #",
    "(((",
    "LT12 ",
    "pl61 1090 ",
    "a1 ",
    "vienas du trys ",
    "ul. ",
    "g. 5 ",
    "12 high ",
    "password ",
    "❤️",
    "1️⃣",
    "é",
    "0l",
    "o0 ",
    "2024-05-12 ",
    "4111 1111 1111 1111 ",
    "3850312 ",
    "my name is ",
    "i have ",
    "gim. 19",
    "siunta ",
    "(at) gmail ",
    "http://",
    "٣",
    "12-345 ",
    "61 1090 1014 0000 0712 1981 2874 ",
    "+49 30 1234567 ",
    "pasas ",
    "5 a ",
    "12 a a a ",
    "zero ",
    "sort code ",
    "12-34-56 ",
    "my ",
    "".join(map(chr, range(0x4E00, 0x5E00))),
    ".",
]
PRESIDIO = "presidio-analyzer==2.2.366"


def posts():
    rng = written.seeded("benchmark posts")
    kinds = [pair for pair in written.CARRIERS if pair[0] != "NATIONAL_ID"]
    holding = [written.clean(rng, *rng.choice(kinds)).text for _ in range(24)]
    return ORDINARY * 100 + holding


def cpu_seconds(work, *texts):
    started = time.thread_time()
    for text in texts:
        work(text)
    return time.thread_time() - started


def test_ordinary_posts():
    texts = posts()
    cpu_seconds(find_personal_data, *texts)
    times = sorted(cpu_seconds(find_personal_data, text) for text in texts)
    mean, p99 = sum(times) / len(times), times[int(len(times) * 0.99)]
    print(f"personal data: mean {mean * 1e6:.0f} µs, p99 {p99 * 1e6:.0f} µs a post")
    assert p99 <= 0.25e-3


def test_worst_texts_of_ten_thousand_characters():
    find_personal_data("tel. +1 212 555 1234, 38503121234")  # libraries are read on first use
    took = {}
    for piece in WORST:
        text = (piece * 10_000)[:10_000]
        took[piece[:12]] = min(cpu_seconds(find_personal_data, text) for _ in range(3))
    slowest = max(took, key=took.__getitem__)
    print(f"personal data: slowest of {len(WORST)} worst texts {took[slowest] * 1e3:.1f} ms ({slowest!r})")
    assert took[slowest] <= 20e-3


def test_time_grows_no_faster_than_the_text():
    for piece in ("8 612 34567 ", "a.a@", "12 high ", "vienas du trys ", "❤️1"):
        short, long = (min(cpu_seconds(find_personal_data, piece * n) for _ in range(3)) for n in (400, 1600))
        assert long <= 8 * short + 2e-3, piece


def test_import():
    code = "import time; t = time.process_time(); import monitor.analysis.personal_data; print(time.process_time() - t)"
    took = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    print(f"personal data: import {took * 1e3:.0f} ms")
    assert took <= 0.2


RIVAL = """
import json, sys, time
import tldextract.tldextract as suffixes
suffixes.TLD_EXTRACTOR = suffixes.TLDExtract(suffix_list_urls=())  # its shipped list; no look-up on the way
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine
from presidio_analyzer import predefined_recognizers as p
names = json.loads(sys.argv[1])
registry = RecognizerRegistry(supported_languages=["en"])
for name in names:
    kind = getattr(p, name)
    extra = {"supported_regions": ["LT", "PL", "GB"]} if name == "PhoneRecognizer" else {}
    registry.add_recognizer(kind(supported_language="en", **extra))
nothing = NoOpNlpEngine(models=[{"lang_code": "en", "model_name": "none"}])
engine = AnalyzerEngine(registry=registry, nlp_engine=nothing, supported_languages=["en"])
engine.analyze("warm +370 612 34567 up@example.com", language="en")
print("ready", flush=True)
for line in sys.stdin:
    texts = json.loads(line)
    started = time.thread_time()
    for text in texts:
        engine.analyze(text, language="en")
    print(time.thread_time() - started, flush=True)
"""
FIVE = ["EmailRecognizer", "CreditCardRecognizer", "IbanRecognizer", "PhoneRecognizer", "PlPeselRecognizer"]
THIRTEEN = [*FIVE, "IpRecognizer", "UrlRecognizer", "DateRecognizer", "CryptoRecognizer", "MedicalLicenseRecognizer"]
THIRTEEN += ["NhsRecognizer", "UkNinoRecognizer", "UsSsnRecognizer"]


@pytest.fixture(scope="module")
def rival(tmp_path_factory):
    """An interpreter of its own with Presidio in it; a path in ASIDE_PRESIDIO_PYTHON saves the installation."""
    if given := os.environ.get("ASIDE_PRESIDIO_PYTHON"):
        return given
    home = tmp_path_factory.mktemp("presidio")
    venv.create(home, with_pip=shutil.which("uv") is None)
    python = str(home / "bin" / "python")
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    command = [uv, "pip", "install", "--quiet", "--python", python, PRESIDIO]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("Presidio cannot be installed here (no package index)")
    return python


@pytest.mark.parametrize(("names", "times"), [(THIRTEEN, 10), (FIVE, 3)], ids=["thirteen", "five"])
def test_side_by_side_with_presidio(rival, names, times):
    texts = posts()
    with subprocess.Popen(
        [rival, "-c", RIVAL, json.dumps(names)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline().strip() == "ready"
        ours = theirs = 0.0
        for start in range(0, len(texts), 100):  # interleaved, so that a slower minute slows both
            part = texts[start : start + 100]
            ours += cpu_seconds(find_personal_data, *part)
            process.stdin.write(json.dumps(part) + "\n")
            process.stdin.flush()
            theirs += float(process.stdout.readline())
        process.stdin.close()
    print(f"personal data: {theirs / ours:.1f} times as fast as Presidio with {len(names)} recognisers")
    assert theirs >= times * ours
