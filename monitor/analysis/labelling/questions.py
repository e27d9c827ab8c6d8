"""What a rater is asked of each text, and with which keys; docs/labelling-guide.md defines every answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Answer = str | int | None
PRESSING: Final = 2
"""Urgency from which the threat is asked for: what can wait threatens nobody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: the key that gives it, what is stored, and what the rater reads."""

    key: str
    value: Answer
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """One task of a text."""

    task: str
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice | None:
        """Return the answer a key gives."""
        return next((choice for choice in self.choices if choice.key == key), None)

    def named(self, value: Answer) -> str:
        """Return what the rater reads for a stored answer."""
        return next((choice.name for choice in self.choices if choice.value == value), str(value))


def _choices(*given: tuple[str, Answer, str]) -> tuple[Choice, ...]:
    return tuple(Choice(*each) for each in given)


QUESTIONS: Final = (
    Question(
        "language",
        _choices(
            ("l", "lt", "Lithuanian"), ("p", "pl", "Polish"), ("e", "en", "English"), ("o", "und", "another, none")
        ),
    ),
    Question("sentiment", _choices(("n", "neg", "negative"), ("u", "neu", "neutral"), ("p", "pos", "positive"))),
    Question(
        "act",
        _choices(
            ("c", "complaint", "complaint"),
            ("q", "question", "question"),
            ("p", "praise", "praise"),
            ("i", "idea", "idea"),
            ("s", "spam", "spam"),
            ("o", "other", "other"),
        ),
    ),
    Question(
        "urgency", _choices(("0", 0, "can wait"), ("1", 1, "today"), ("2", 2, "within the hour"), ("3", 3, "at once"))
    ),
    Question(
        "threat",
        _choices(
            ("n", None, "none"),
            ("s", "safety", "safety"),
            ("l", "legal", "legal"),
            ("r", "regulator", "regulator"),
            ("m", "media", "media"),
            ("f", "fraud", "fraud"),
            ("c", "churn", "churn"),
            ("h", "self_harm", "self-harm"),
            ("a", "abuse", "abuse"),
        ),
    ),
)
TASKS: Final = tuple(question.task for question in QUESTIONS)


def applies(question: Question, answers: Mapping[str, Answer]) -> bool:
    """Whether a question makes sense after the answers so far."""
    urgency = answers.get("urgency")
    return question.task != "threat" or (isinstance(urgency, int) and urgency >= PRESSING)
