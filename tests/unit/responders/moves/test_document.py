"""docs/moves.md is the planner's table, no more and no less."""

from pathlib import Path

from monitor.domain.moves import MoveKind
from responders.moves.document import document
from responders.moves.table import TABLE


def test_the_page_is_what_the_code_says():
    page = (Path(__file__).parents[4] / "docs/moves.md").read_text(encoding="utf-8")
    assert page == document(), "run: python -m responders.moves.document > docs/moves.md"


def test_every_row_stands_on_the_page():
    rows = [line for line in document().splitlines() if line.startswith("| ")]
    assert len(rows) == sum(len(table) for table in TABLE.values()) + len(MoveKind)
    assert all(line.count("|") == 6 for line in rows)
