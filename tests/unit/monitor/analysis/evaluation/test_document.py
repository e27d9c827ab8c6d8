from pathlib import Path

import pytest

from monitor.analysis.evaluation import read
from monitor.analysis.evaluation.document import document
from monitor.analysis.evaluation.measures import Bin
from monitor.analysis.evaluation.results import Report, Result
from monitor.domain.errors import BadPayload, Misconfigured

DOCS = Path(__file__).parents[5] / "docs"


def moods(source, lang, **changes):
    figures = {"AP": 0.8, "macro-F1": 0.6, "ECE": 0.3}
    return Result(
        source,
        lang,
        "sentiment",
        500,
        figures,
        figures | {"AP": 0.7},
        {"neg>pos": 2},
        bins=(Bin(0.1, 0.4, 5),),
        **changes,
    )


def saved(folder, **reports):
    for name, report in reports.items():
        (folder / f"{name}.json").write_text(report.as_json(), encoding="utf-8")
    return folder


def test_the_page_is_what_the_saved_reports_make_it():
    page = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    assert page == document(DOCS / "accuracy"), "run: aside evaluate --document docs/accuracy > docs/accuracy.md"


def test_the_missing_lithuanian_set_is_named_until_there_is_one(tmp_path):
    assert "No Lithuanian set" in document(saved(tmp_path, made=Report((moods("posts", "lt"),), standing="invented")))
    assert "No Lithuanian set" not in document(saved(tmp_path, team=Report((moods("team", "lt"),), standing="own")))


def test_weakness_follows_from_the_figures(tmp_path):
    page = document(saved(tmp_path, unseen=Report((moods("pl_hotels", "pl"),), standing="unseen")))
    weak = page[page.index("## What is weak") :]
    assert "AP is 0.800, 0.080 short of the goal" in weak
    assert "off by 0.30" in weak
    assert "AP loses 0.100 without diacritics" in weak
    assert "| **no** |" in page


def test_each_standing_has_its_chapter_and_remarks_come_last(tmp_path):
    (tmp_path / "remarks.md").write_text("## Said by people\n", encoding="utf-8")
    page = document(
        saved(
            tmp_path,
            a=Report((moods("shop", "en"),), standing="learnt"),
            b=Report((moods("town", "en"),), notes=("Left out.",), standing="unseen"),
        )
    )
    assert page.index("had never seen") < page.index("Left out.") < page.index("models learnt from")
    assert page.endswith("## Said by people\n")


def test_threats_named_in_ordinary_texts_are_counted(tmp_path):
    report = Report((moods("shop", "en", threats={"safety": 4, "self_harm": 1}),), standing="unseen")
    page = document(saved(tmp_path, a=report))
    assert "| texts | how many | safety | self harm |" in page
    assert "| shop | 500 | 4 | 1 |" in page


def test_a_folder_without_reports_or_with_something_else_is_named(tmp_path):
    with pytest.raises(Misconfigured, match="no saved reports"):
        document(tmp_path)
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadPayload, match=r"other\.json"):
        document(tmp_path)


def test_the_invented_set_is_labelled_for_every_task_in_three_languages():
    rows = read(DOCS / "accuracy" / "invented.jsonl")
    for task in ("sentiment", "act", "urgency", "threat", "language"):
        assert {row.lang for row in rows if row.task == task} == {"lt", "pl", "en"}
