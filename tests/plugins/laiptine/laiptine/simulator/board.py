"""What stands at the made-up Laiptinė: threads of entries, letters, and the marks of who wrote through the API."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

OURS = "m4"
KEY = "invented-key-of-m4"
SEAL = "invented-seal"


class Refused(Exception):
    """The board says no, by a word and an HTTP status."""

    def __init__(self, word: str, status: int) -> None:
        super().__init__(word)
        self.word, self.status = word, status


@dataclass
class Text:
    """One entry or letter; `seq` is the number of its last change."""

    id: str
    by: str
    words: str
    written: datetime
    changed: datetime
    seq: int
    thread: str = ""
    above: str | None = None
    to: str = ""
    mark: str = ""
    withdrawn: bool = False


@dataclass
class Board:
    """All of it, for one account of ours; `heard` is told of each new text."""

    now: Callable[[], datetime]
    texts: dict[str, Text] = field(default_factory=dict)
    heard: list[Callable[[Text], None]] = field(default_factory=list)
    seq: int = 0

    def write(
        self, by: str, words: str, *, above: str | None = None, at: datetime | None = None, mark: str = ""
    ) -> str:
        """Begin a thread, or answer in one. Raises Refused when what is answered is gone."""
        if above is not None and (above not in self.texts or self.texts[above].withdrawn):
            raise Refused("not_there", 404)
        thread = self.texts[above].thread if above else f"t{self.seq + 1}"
        return self._add("e", by, words, at=at, thread=thread, above=above, mark=mark)

    def send(self, by: str, to: str, words: str, *, mark: str = "") -> str:
        """Send a letter. Raises Refused: we only answer letters."""
        if by == OURS and not any(text.by == to and text.to == OURS for text in self.texts.values()):
            raise Refused("letters_closed", 403)
        return self._add("l", by, words, to=to, mark=mark)

    def edit(self, id_: str, words: str) -> None:
        """Change the words of an entry."""
        self.texts[id_].words = words
        self._changed(self.texts[id_])

    def withdraw(self, id_: str) -> None:
        """Take an entry away: its place stays, its words go."""
        self.texts[id_].words, self.texts[id_].withdrawn = "", True
        self._changed(self.texts[id_])

    def marked(self, mark: str) -> list[Text]:
        """What was written with this mark."""
        return [text for text in self.texts.values() if mark and text.mark == mark]

    def _add(self, letter: str, by: str, words: str, *, at: datetime | None = None, **more: Any) -> str:
        self.seq += 1
        moment = at or self.now()
        text = Text(f"{letter}{self.seq}", by, words, moment, self.now(), self.seq, **more)
        self.texts[text.id] = text
        for hear in self.heard:
            hear(text)
        return text.id

    def _changed(self, text: Text) -> None:
        self.seq += 1
        text.seq, text.changed = self.seq, self.now()


def shown(text: Text) -> dict[str, Any]:
    """Write a text as the API does."""
    by = {"member": text.by, "name": f"Kaimynė {text.by}"}
    common = {"by": by, "words": text.words, "written": text.written.isoformat()}
    if text.to:
        return {"letter": text.id, "with": text.by if text.to == OURS else text.to, **common}
    return {
        "entry": text.id,
        "thread": text.thread,
        "above": text.above,
        "changed": text.changed.isoformat(),
        "withdrawn": text.withdrawn,
        **common,
    }
