"""Speed and memory of the analysers, printed; the package is measured beside ours in the same run."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.analysis.analyser import Analyser
from monitor.analysis.vader import Vader
from monitor.domain.assessments import Surroundings
from tests.support.interpreted import FOLDER

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


def seconds(work, items):
    """The CPU time of a piece of work, the best of five: what else the machine does makes it longer, never shorter."""
    found = []
    for _ in range(5):
        began = time.process_time()
        for item in items:
            work(item)
        found.append(time.process_time() - began)
    return min(found)


def test_speed_of_the_whole_analyser():
    analyser = Analyser(finder=lambda _: ())
    texts = [(text, Surroundings()) for text in posts(5000)]
    groups = [texts[at : at + 500] for at in range(0, len(texts), 500)]
    fresh = time.process_time()
    found = analyser.assess_many(texts[:500])
    fresh = time.process_time() - fresh
    many = sum(seconds(analyser.assess_many, [group]) for group in groups) / len(texts)
    singles = sorted(seconds(analyser.assess, [text]) * 1000 for text, _ in texts[:2000])
    print(
        f"\nanalyse, CPU time: {1 / many:.0f} posts/s in batch, the first five hundred {500 / fresh:.0f}/s;"
        f" single p50 {singles[1000]:.3f} ms, p99 {singles[1980]:.3f} ms"
    )
    assert found == analyser.assess_many(texts[:500])


def varied():
    """Posts in three languages as people write them, each once: what is written to teach and to measure threats."""
    folders = FOLDER / "training", Path(__file__).parents[1] / "unit" / "monitor" / "analysis"
    paths = [path for folder in folders for path in sorted(folder.glob("*threats_*.txt"))]
    lines = dict.fromkeys(line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    found = [line for line in lines if line and line[0] not in "#[" and "{" not in line]
    random.Random(7).shuffle(found)  # noqa: S311 - the same order every time
    return [(text, Surroundings()) for text in found]


def test_speed_on_posts_never_seen_before():
    analyser, texts = Analyser(finder=lambda _: ()), varied()
    warm, fresh = texts[:-2000], texts[-2000:]
    analyser.assess_many(warm)
    once = time.process_time()
    analyser.assess_many(fresh[:1000])
    once = time.process_time() - once
    singles = sorted(time_of(analyser, text) * 1000 for text, _ in fresh[1000:])
    again = seconds(analyser.assess_many, [fresh])
    print(
        f"\nafter {len(warm)} other posts, CPU time: {1000 / once:.0f} posts/s never seen before,"
        f" {2000 / again:.0f} posts/s seen once; single, never seen before, p50 {singles[500]:.3f} ms,"
        f" p99 {singles[990]:.3f} ms"
    )
    assert len(warm) > 10_000


def time_of(analyser, text):
    began = time.process_time()
    analyser.assess(text)
    return time.process_time() - began


def test_a_long_text_takes_time_by_its_length():
    analyser = Analyser(finder=lambda _: ())
    long = " ".join(posts(1200))[:100_000]
    analyser.assess(long)
    whole, tenth = seconds(analyser.assess, [long]), seconds(analyser.assess, [long[:10_000]])
    print(f"\n100 kB of text: {whole * 1000:.1f} ms, 10 kB: {tenth * 1000:.1f} ms")
    assert whole < 30 * tenth


def test_vader_beside_the_package():
    package, ours, texts = SentimentIntensityAnalyzer(), Vader(), posts(2000)
    groups = [texts[at : at + 50] for at in range(0, len(texts), 50)]
    theirs = mine = 0.0
    for group in groups:
        theirs += seconds(package.polarity_scores, group)
        mine += seconds(ours.polarity, group)
    print(f"\nVADER, equal output: {theirs / mine:.1f} times the package's speed, group by group in one run")
    assert theirs > mine


def test_import_and_memory():
    code = (
        "import time; t=time.perf_counter(); import monitor.analysis.analyser as a; i=time.perf_counter()-t;"
        "t=time.perf_counter(); x=a.Analyser(finder=lambda _: ()); x.assess('kur siunta'); x.assess('gdzie paczka');"
        "x.assess('where is it'); l=time.perf_counter()-t; m=lambda: __import__('psutil').Process().memory_info().rss;"
        "b=m(); w=[''.join(chr(97 + n // 26 ** p % 26) for p in range(5)) for n in range(60_000)];"
        "[x.assess(' '.join(w[n:n + 20])) for n in range(0, 60_000, 20)]; print(i, l, b, m())"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    imported, loaded, bare, full = map(float, out)
    print(
        f"\nimport {imported:.2f} s, models and lists {loaded:.2f} s, {bare / 1e6:.0f} MB,"
        f" after sixty thousand words never met before {full / 1e6:.0f} MB"
    )
    assert full < 200e6
