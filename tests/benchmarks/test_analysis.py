"""Speed and memory of the analysers, printed; the package is measured beside ours in the same run."""

import random
import subprocess
import sys
import time

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.analysis.analyser import Analyser
from monitor.analysis.vader import Vader
from monitor.domain.assessments import Surroundings

pytestmark = pytest.mark.benchmark

_PARTS = {
    "lt": [
        "Vėl vėluoja siunta",
        "kiek galima laukti",
        "ačiū už greitą pagalbą",
        "neveikia programėlė nuo vakar ryto",
        "ar dirbate šeštadienį",
        "labai patiko aptarnavimas",
        "pinigų niekas negrąžina",
        "užsakymas atkeliavo laiku",
    ],
    "pl": [
        "Paczka znowu się spóźnia",
        "ile można czekać",
        "dziękuję za szybką pomoc",
        "aplikacja nie działa od wczoraj",
        "czy jesteście otwarci w sobotę",
        "bardzo podobała mi się obsługa",
        "nikt nie zwraca pieniędzy",
        "zamówienie przyszło na czas",
    ],
    "en": [
        "My parcel is late again",
        "how long do I have to wait",
        "thanks for the quick help",
        "the app has been down since yesterday",
        "are you open on Saturday",
        "really loved the service",
        "nobody refunds my money",
        "the order arrived on time",
    ],
}


def posts(count):
    rng = random.Random(7)  # noqa: S311 - the same posts every time
    made = []
    for _ in range(count):
        parts = _PARTS[rng.choice(["lt", "pl", "en"])]
        made.append(", ".join(rng.sample(parts, 4)) + rng.choice(["!", "?", "...", " 😡", ""]))
    return made


def per_second(work, texts):
    began = time.process_time()
    work(texts)
    return len(texts) / (time.process_time() - began)


def test_speed_of_the_whole_analyser():
    analyser = Analyser(finder=lambda _: ())
    texts = [(text, Surroundings()) for text in posts(10_000)]
    analyser.assess_many(texts[:500])
    rate = per_second(analyser.assess_many, texts)
    singles = []
    for text, _ in texts[:4000]:
        began = time.perf_counter()
        analyser.assess(text)
        singles.append(time.perf_counter() - began)
    p99 = sorted(singles)[int(len(singles) * 0.99)] * 1000
    print(f"\nanalyse: {rate:.0f} posts/s of CPU time, single p99 {p99:.3f} ms")
    assert rate > 4000  # the goal is 20,000 on a quiet core; a loaded machine must still not stall


def test_a_long_text_does_not_stall():
    analyser = Analyser(finder=lambda _: ())
    text = " ".join(posts(1200))[:100_000]
    analyser.assess(text)
    began = time.process_time()
    analyser.assess(text)
    seconds = time.process_time() - began
    print(f"\n100 kB of text: {seconds * 1000:.1f} ms")
    assert seconds < 0.5


def test_vader_beside_the_package():
    package, ours, texts = SentimentIntensityAnalyzer(), Vader(), posts(3000)
    ours.polarity(texts[0])
    ratios = []
    for _ in range(5):
        theirs = per_second(lambda found: [package.polarity_scores(text) for text in found], texts)
        ratios.append(per_second(lambda found: [ours.polarity(text) for text in found], texts) / theirs)
    print(f"\nVADER, equal output: {sorted(ratios)[2]:.1f} times the package's speed")
    assert sorted(ratios)[2] > 2


def test_import_and_memory():
    code = (
        "import time; t=time.perf_counter(); import monitor.analysis.analyser as a; i=time.perf_counter()-t;"
        "t=time.perf_counter(); x=a.Analyser(finder=lambda _: ()); x.assess('kur siunta'); x.assess('gdzie paczka');"
        "x.assess('where is it'); print(i, time.perf_counter()-t, __import__('psutil').Process().memory_info().rss)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    print(f"\nimport {float(out[0]):.2f} s, models and lists {float(out[1]):.2f} s, {int(out[2]) / 1e6:.0f} MB")
    assert int(out[2]) < 150e6
