import pytest

from monitor.analysis.evaluation.measures import Bin
from monitor.analysis.evaluation.results import Report, Result, load
from monitor.domain.errors import BadPayload

MOODS = Result(
    "town",
    "lt",
    "sentiment",
    1200,
    {"AP": 0.9, "macro-F1": 0.7},
    {"AP": 0.88, "macro-F1": 0.7},
    {"neg>neg": 3, "pos>neu": 1},
    4321.0,
    0.25,
    (Bin(0.1, 0.2, 7),),
    {"AP": (0.85, 0.95)},
)
LANGUAGES = Result(
    "words", "lt+pl", "language", 3, {"accuracy": 0.5, "recall lt": 0.5}, {"accuracy": 0.5}, {"lt>pl": 1}
)


def test_a_saved_report_is_read_as_it_was(tmp_path):
    report = Report((MOODS, LANGUAGES), ("a note",), "4", "unseen")
    path = tmp_path / "saved.json"
    path.write_text(report.as_json(), encoding="utf-8")
    assert load(path) == report


@pytest.mark.parametrize("text", ["", "{}", '{"results": [], "format": 2}', '{"results": [{"source": 1}]}'])
def test_what_is_no_report_is_refused_by_name(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadPayload, match=r"other\.json"):
        load(path)
