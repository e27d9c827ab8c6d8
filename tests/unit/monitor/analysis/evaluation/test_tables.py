from monitor.analysis.evaluation.measures import Bin
from monitor.analysis.evaluation.results import Report, Result
from monitor.analysis.evaluation.tables import tables


def moods(lang):
    return Result(
        "town",
        lang,
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
    "words",
    "lt+lv",
    "language",
    4,
    {"accuracy": 0.75, "recall lt": 1.0, "recall lv": 0.5},
    {"accuracy": 0.75, "recall lt": 1.0, "recall lv": 0.5},
    {"lt>lt": 2, "lv>lt": 1, "lv>lv": 1},
)


def test_each_language_has_its_table_our_own_first():
    page = tables(Report((moods("de"), moods("en"), moods("lt"))))
    assert page.index("## Lithuanian") < page.index("## English") < page.index("## German")


def test_a_row_shows_interval_folded_figure_base_and_speed():
    assert "| town | 1,200 | 0.25 | 0.900 (0.850–0.950) / 0.880 | 0.700 | 4,321 |" in tables(Report((moods("lt"),)))


def test_confusion_and_bins_follow():
    page = tables(Report((moods("lt"),)))
    assert "| truth | neg | neu | pos |" in page
    assert "| pos | 0 | 1 | 0 |" in page
    assert "| 0.10 | 0.20 | 7 |" in page


def test_a_language_is_shown_with_what_it_was_taken_for():
    page = tables(Report((LANGUAGES,), notes=("a note",)))
    assert page.startswith("a note")
    assert "| Lithuanian | 1.000 | 0.667 | – |" in page
    assert "| Latvian | 0.500 | 1.000 | Lithuanian 1 |" in page


def test_a_page_without_figures_says_why():
    assert tables(Report(())).startswith("Nothing was measured")
