"""`aside train --brand`, `aside rescore` and `aside replay`, on a database of their own."""

import asyncio
import json

import pytest
from click.testing import CliRunner

from monitor.cli import aside
from monitor.commands.brand_training import as_markdown
from monitor.commands.replaying import as_text
from monitor.domain.errors import Conflict, Misconfigured, NotFound, Rejected
from monitor.domain.learning import Figures, Report, Ruling
from monitor.domain.replay import Comparison, Placed
from monitor.store import migrate, open_store
from tests.support.lessons import posts
from tests.support.records import ASSESSMENT, NOW, absorbed, correction, opened, seen

pytestmark = pytest.mark.slow
SETTINGS = """
[store]
url = "sqlite:///{folder}/aside.db"
[[brands]]
name = "Siuntos"
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A settings file whose database holds an open case and what people said of a hundred posts."""
    folder = tmp_path_factory.mktemp("brand")
    (folder / "aside.toml").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    asyncio.run(fill(f"sqlite:///{folder}/aside.db"))
    return folder


async def fill(url):
    await migrate(url)
    store = open_store(url)
    examples = posts(100)
    ids = await absorbed(store, *(seen(str(place), text=each.text) for place, each in enumerate(examples)))
    case = await opened(store, last_inbound_id=ids[0])
    async with store.write() as tx:
        for mention_id, each in zip(ids, examples, strict=True):
            await tx.corrections.add(correction(mention_id, case.id, value=each.sentiment, text=each.text))
        await tx.mentions.assessed(ids[0], ASSESSMENT, case.id, now=NOW)
    await store.aclose()


def run(filled, *arguments):
    return CliRunner().invoke(aside, [*arguments, "--config", str(filled / "aside.toml")])


def said(done):
    assert done.exception is None, done.exception
    return done.output


def test_a_brand_is_taught_once_and_taken_back(filled, tmp_path):
    assert "better than the model in use" in said(run(filled, "train", "--brand", "Siuntos", "--out", str(tmp_path)))
    written = json.loads((tmp_path / "brand.json").read_text(encoding="utf-8"))
    assert (written["brand"], written["version"], set(written["weights"])) == ("Siuntos", 1, {"sentiment"})
    assert "| sentiment | all | 100 |" in (tmp_path / "BRAND.md").read_text(encoding="utf-8")
    assert "not better" in said(run(filled, "train", "--brand", "Siuntos"))
    assert said(run(filled, "train", "--brand", "Siuntos", "--rollback")) == "the shipped models alone are in use\n"
    assert isinstance(run(filled, "train", "--brand", "Siuntos", "--rollback").exception, Conflict)
    assert isinstance(run(filled, "train", "--brand", "Nobody").exception, NotFound)


def test_files_of_labels_teach_without_a_database(filled, tmp_path):
    labels = {"negative": "neg", "neutral": "neu", "positive": "pos"}
    lines = [{"lang": "lt", "text": each.text, "label": labels[each.sentiment]} for each in posts(100)]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    done = said(run(filled, "train", str(path), "--brand", "New", "--out", str(tmp_path / "out")))
    assert "New: better, against the shipped models" in done
    assert (tmp_path / "out" / "brand.json").exists()
    path.write_text('{"lang": "lt", "text": "x", "label": "y"}\n', encoding="utf-8")
    assert isinstance(run(filled, "train", str(path), "--brand", "New").exception, NotFound)


def test_training_without_files_needs_a_brand(filled):
    done = run(filled, "train")
    assert (done.exit_code, "--brand" in done.output) == (2, True)


def test_stored_texts_are_assessed_anew(filled):
    assert "finished: looked at 1, assessed anew 1, open cases moved 1" in said(run(filled, "rescore"))
    assert "assessed anew 0" in said(run(filled, "rescore", "--per-second", "1000"))
    assert said(run(filled, "rescore", "--stop")) == "stopped\n"


def test_the_last_days_are_ranked_under_other_weights(filled, tmp_path):
    weights = tmp_path / "weights.toml"
    weights.write_text("[priority]\ncomplaint = 60\n", encoding="utf-8")
    output = said(run(filled, "replay", "--weights", str(weights), "--days", "366"))
    assert "into the top 20: none" in output
    weights.write_text("complaint = 600\n", encoding="utf-8")
    assert isinstance(run(filled, "replay", "--weights", str(weights)).exception, Rejected)
    weights.write_text("complaint = \n", encoding="utf-8")
    assert isinstance(run(filled, "replay", "--weights", str(weights)).exception, Misconfigured)


def test_a_comparison_is_told_in_lines():
    placed = Placed(case_id=7, place_before=9, place_after=1, points_before=10, points_after=90)
    found = Comparison(cases=30, top=2, into_top=(7,), out_of_top=(8,), moved=9, complaints=3, shown=(placed,))
    text = as_text(found)
    assert "into the top 2: 7\nout of the top 2: 8\nmedian place of 3 complaints: –" in text
    assert text.splitlines()[-1].split() == ["7", "9", "→", "1", "10", "→", "90"]


def test_figures_are_told_as_a_table():
    figures = Figures(task="complaint", language="lt", labels=9, held=8, right_after=0.5, ruling=Ruling.NOT_BETTER)
    assert "| complaint | lt | 9 | 8 | 0.000 → 0.500 |" in as_markdown(Report(figures=(figures,)))
