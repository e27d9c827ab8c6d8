"""Labelled texts read from JSON lines, and their copies without diacritics."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.analysis.tokens import fold
from monitor.domain.errors import BadPayload


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled text; `source` is what stands before the colon of its id, or the file's name."""

    source: str
    lang: str
    text: str
    label: str | None


def read(files: Sequence[Path]) -> list[Labelled]:
    """Read labelled texts: one JSON object a line with `lang`, `text` and, but for language sets, `label`.

    Raises BadPayload naming file and line.
    """
    return [_labelled(path, number, line) for path in files for number, line in _lines(path)]


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _labelled(path: Path, number: int, line: str) -> Labelled:
    try:
        row = json.loads(line)
        return Labelled(path.stem, str(row["lang"]), str(row["text"]), row.get("label"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPayload(f"{path.name} line {number} is no labelled text: it needs lang and text") from error


def folded_copies(rows: Sequence[Labelled]) -> list[Labelled]:
    """Return the rows whose text changes when diacritics go, so changed."""
    changed = [(row, fold(row.text)) for row in rows]
    return [Labelled(row.source, row.lang, folded, row.label) for row, folded in changed if folded != row.text.lower()]
