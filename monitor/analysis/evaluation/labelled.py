"""Labelled texts, as `aside evaluate` and `aside train` read them from JSON lines.

A line has `lang`, `text` and either one `label` or, as `aside label` writes them, one key a task: `sentiment`, `act`,
`urgency`, `threat`, `language`. Labels neg/neu/pos are moods, the acts' names are acts (complaint/other alone: a set of
complaints), 0 to 3 urgency, the threats' names or "none" threats; no label at all means that `lang` is the label.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from monitor.domain.assessments import ActLabel, Threat
from monitor.domain.errors import BadFile

MOODS: Final = frozenset({"neg", "neu", "pos"})
ACTS: Final = frozenset(get_args(ActLabel))
THREATS: Final = frozenset(get_args(Threat))
LEVELS: Final = frozenset({"0", "1", "2", "3"})
CALM: Final = "none"
"""The label of a text without a threat."""
UNTOLD: Final = "und"
"""What raters say of a text that tells no language: that teaches and measures nothing."""
_TASKS: Final = {
    **dict.fromkeys(MOODS, "sentiment"),
    **dict.fromkeys(ACTS, "act"),
    **dict.fromkeys(THREATS | {CALM}, "threat"),
    **dict.fromkeys(LEVELS, "urgency"),
}
_KEYS: Final = ("sentiment", "act", "urgency", "threat")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled text; `source` is what stands before the colon of its id, or the stem of its file."""

    source: str
    lang: str
    text: str
    label: str | None

    @property
    def task(self) -> str:
        """What the label is about; "" for labels of other people's tasks, which are passed over."""
        return "language" if self.label is None else _TASKS.get(self.label, "")


def read(path: Path) -> list[Labelled]:
    """Read labelled texts from JSON lines; a line with several tasks gives one entry for each.

    Raises BadFile naming file and line.
    """
    with path.open(encoding="utf-8") as lines:
        return [each for number, line in enumerate(lines, 1) if line.strip() for each in _of_line(path, number, line)]


def _of_line(path: Path, number: int, line: str) -> list[Labelled]:
    try:
        return list(_labelled(path, json.loads(line)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"{path.name} line {number} is no labelled text: it needs lang and text") from error


def _labelled(path: Path, row: dict[str, Any]) -> Iterator[Labelled]:
    lang, text, label = str(row["lang"]), str(row["text"]), row.get("label")
    given = [key for key in (*_KEYS, "language") if key in row]
    if not given:
        source, colon, _ = str(row.get("id", "")).partition(":")
        yield Labelled(source if colon and label else path.stem, lang, text, label)
        return
    for key in _KEYS:
        if key in row:
            yield Labelled(path.stem, lang, text, CALM if row[key] is None else str(row[key]))
    if row.get("language", UNTOLD) != UNTOLD:
        yield Labelled(path.stem, str(row["language"]), text, None)
