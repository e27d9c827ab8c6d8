import gzip
import json

import pytest

from monitor.analysis.analyser import Analyser, load_models
from monitor.analysis.training import complaint, run
from monitor.analysis.training.complaint_posts import written_forms
from monitor.domain.errors import Misconfigured

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quickly_packed(monkeypatch):
    """Packing as tightly as for shipping takes most of the time, and is gzip's business."""
    compress = gzip.compress
    monkeypatch.setattr(gzip, "compress", lambda data, *, mtime: compress(data, compresslevel=1, mtime=mtime))


@pytest.fixture(autouse=True)
def few_forms(monkeypatch):
    """Some of the posts about complaints, in all their languages: reading them all takes most of the rest."""
    forms = list(written_forms())[::20]
    monkeypatch.setattr(complaint, "written_forms", lambda: forms)


@pytest.fixture
def files(tmp_path):
    moods = {"neg": "obsługa okropna numer", "neu": "hotel stoi przy ulicy numer", "pos": "pokój wspaniały numer"}
    rows = [
        {"id": f"stays:{i}", "lang": "pl", "text": f"{text} {i}", "label": label}
        for i in range(12)
        for label, text in moods.items()
    ]
    other = [{"id": f"shop:{i}", "lang": "pl", "text": f"buty kiepskie {i}", "label": "neg"} for i in range(3)]
    paths = [tmp_path / "stays.jsonl", tmp_path / "shop.jsonl"]
    for path, found in zip(paths, [rows, other], strict=True):
        path.write_text("\n".join(json.dumps(row) for row in found), encoding="utf-8")
    return paths


def test_training_is_deterministic_and_its_folder_works(files, tmp_path):
    report = run.train(files, tmp_path / "one")
    run.train(files, tmp_path / "two")
    for path in (tmp_path / "one").glob("*.gz"):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    analyser = Analyser(finder=lambda _: (), models=load_models(tmp_path / "one"))
    assert analyser.assess("pokój wspaniały, hotel wspaniały").sentiment.label == "positive"
    assert {result.source for result in report.results} == {"stays", "shop"}
    assert (tmp_path / "one" / run.CARD_FILE).is_file()


def test_a_source_left_out_is_measured_and_not_learnt_from(files, tmp_path):
    report = run.train(files, tmp_path / "out", leave_out="shop")
    assert [result.source for result in report.results] == ["shop"]
    assert "shop" not in report.notes[0]


def test_an_unknown_source_or_nothing_to_learn_is_told(files, tmp_path):
    with pytest.raises(Misconfigured, match="no such source"):
        run.train(files, tmp_path / "out", leave_out="elsewhere")
    complaints = tmp_path / "complaints.jsonl"
    complaints.write_text('{"lang": "en", "text": "a", "label": "complaint"}', encoding="utf-8")
    with pytest.raises(Misconfigured, match="none of the files"):
        run.train([complaints], tmp_path / "out")
