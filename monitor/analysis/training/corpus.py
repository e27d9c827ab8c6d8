"""Copies of labelled texts as they are typed without diacritics."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.analysis.evaluation import Labelled
from monitor.analysis.tokens import fold


def folded_copies(rows: Sequence[Labelled]) -> list[Labelled]:
    """Return the rows whose text changes when diacritics go, so changed."""
    changed = [(row, fold(row.text)) for row in rows]
    return [replace(row, text=folded) for row, folded in changed if folded != row.text.lower()]
