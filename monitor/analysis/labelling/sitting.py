"""One rater at work: which text and question is next, answers, undo and skip. No terminal and no file here."""

import hashlib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.analysis.labelling.questions import QUESTIONS, TASKS, Answer, Question, applies


@dataclass(frozen=True, slots=True)
class Text:
    """A text to judge."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything one rater said of one text; every task has an answer."""

    id: str
    text: str
    rater: str
    answers: Mapping[str, Answer]


class Sitting:
    """State of one rater's work on a set of texts.

    `agreed` holds answers that need no asking (when two raters are brought together): task by task, by text id.
    """

    def __init__(
        self,
        texts: Iterable[Text],
        verdicts: Sequence[Verdict],
        rater: str,
        agreed: Mapping[str, Mapping[str, Answer]] | None = None,
    ) -> None:
        self.rater = rater
        self.verdicts = list(verdicts)
        self._agreed = agreed or {}
        done = {verdict.id for verdict in verdicts}
        self._waiting = deque(text for text in texts if text.id not in done)
        self._skipped: set[str] = set()
        self._said: dict[str, Answer] = {}

    @property
    def text(self) -> Text | None:
        """The text in front of the rater; None when all are done."""
        return self._waiting[0] if self._waiting else None

    @property
    def question(self) -> Question | None:
        """What is asked of it now; None when everything is answered."""
        answers = self._answers()
        return next((each for each in QUESTIONS if each.task not in answers and applies(each, answers)), None)

    @property
    def total(self) -> int:
        """How many texts there are."""
        return len(self._waiting) + len(self.verdicts)

    @property
    def skipped(self) -> int:
        """How many waiting texts were put off."""
        return len(self._skipped)

    def answer(self, key: str) -> bool:
        """Take a key as the answer to the present question; False when it is none of its keys."""
        question = self.question
        choice = question.choice(key) if question else None
        if question is None or choice is None:
            return False
        self._said[question.task] = choice.value
        if self.question is None:
            self.settle()
        return True

    def settle(self) -> bool:
        """Keep the present text if nothing is left to ask; return whether it was kept."""
        text = self.text
        if text is None or self.question is not None:
            return False
        answers = self._answers()
        full = {task: answers.get(task) for task in TASKS}
        self.verdicts.append(Verdict(text.id, text.text, self.rater, full))
        self._skipped.discard(text.id)
        self._waiting.popleft()
        self._said = {}
        return True

    def undo(self) -> bool:
        """Take back the last answer, or the last text as a whole; False when there is nothing to take back."""
        if self._said:
            self._said.popitem()
            return True
        while self.verdicts:
            last = self.verdicts.pop()
            self._waiting.appendleft(Text(last.id, last.text))
            if self.question is not None:  # a text that needed no asking is passed over
                return True
        return False

    def skip(self) -> None:
        """Put the present text off to the end; what was said of it is forgotten."""
        if self._waiting:
            self._skipped.add(self._waiting[0].id)
            self._waiting.rotate(-1)
            self._said = {}

    def _answers(self) -> dict[str, Answer]:
        text = self.text
        return {**self._agreed.get(text.id, {}), **self._said} if text else dict(self._said)


def in_order_for(rater: str, texts: Iterable[Text]) -> list[Text]:
    """Return the texts in an order of the rater's own, so that two raters do not tire at the same texts."""
    return sorted(texts, key=lambda text: hashlib.sha256(f"{rater}\0{text.id}".encode()).digest())
