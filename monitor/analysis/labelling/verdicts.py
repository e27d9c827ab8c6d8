"""Texts to label and what raters said of them, as files of JSON lines.

A rater's file belongs to that rater alone: opening it under another name is refused, so that nobody sees, or writes
over, what the other said. Each line can be read by `aside evaluate` and `aside train`.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from monitor.analysis.labelling.questions import TASKS
from monitor.analysis.labelling.sitting import Text, Verdict
from monitor.domain.errors import BadFile, Conflict


def read_texts(path: Path, cover: Callable[[str], str]) -> list[Text]:
    """Read texts to label; labels that stand there are not looked at, and `cover` hides personal data.

    A line without `id` is known by its number. Raises BadFile naming file and line, also for an id standing twice.
    """
    found: dict[str, Text] = {}
    for number, row in _rows(path):
        name = str(row.get("id", number))
        text = row.get("text")
        if not isinstance(text, str) or name in found:
            raise BadFile(f"{path.name} line {number}: it needs a text, and an id that stands only once")
        found[name] = Text(name, cover(text))
    return list(found.values())


def read_verdicts(path: Path) -> list[Verdict]:
    """Read a rater's file, in the order of judging.

    Raises BadFile naming file and line.
    """
    found = []
    for number, row in _rows(path):
        try:
            answers = {task: row[task] for task in TASKS}
            found.append(Verdict(str(row["id"]), str(row["text"]), str(row["rater"]), answers))
        except KeyError as error:
            raise BadFile(
                f"{path.name} line {number} has no {error.args[0]!r}: `aside label` did not write it"
            ) from None
    return found


def _rows(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadFile(f"{path.name} line {number} is no JSON") from error
            if not isinstance(row, dict):
                raise BadFile(f"{path.name} line {number} is no JSON object")
            yield number, row


class Keeper:
    """A rater's file: each verdict is on disk before the next text is shown."""

    def __init__(self, path: Path, rater: str) -> None:
        """Open the file, new or begun.

        Raises Conflict when another rater wrote it, BadFile when it is no such file.
        """
        self._path = path
        self.verdicts = read_verdicts(path) if path.exists() else []
        if any(verdict.rater != rater for verdict in self.verdicts):
            raise Conflict(f"{path.name} holds another rater's labels; give each rater a file of their own")
        self._kept = len(self.verdicts)

    def keep(self, verdicts: Sequence[Verdict]) -> None:
        """Bring the file to these verdicts: new ones are added, and after an undo the file is written anew."""
        if len(verdicts) > self._kept:
            with self._path.open("a", encoding="utf-8") as out:
                out.writelines(map(_line, verdicts[self._kept :]))
        elif len(verdicts) < self._kept:
            beside = self._path.with_name(f"{self._path.name}.new")
            beside.write_text("".join(map(_line, verdicts)), encoding="utf-8")
            beside.replace(self._path)
        self._kept = len(verdicts)


def _line(verdict: Verdict) -> str:
    known = {"id": verdict.id, "lang": verdict.answers["language"], "text": verdict.text, "rater": verdict.rater}
    return json.dumps({**known, **verdict.answers}, ensure_ascii=False) + "\n"
