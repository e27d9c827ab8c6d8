"""Third check: a public text must not ask the customer to post data where everybody reads it.

Sentence by sentence: a request, something personal requested, and no private way named for it. A public place named
beside it makes it certain; a warning ("don't post your number here") is the opposite of a request and passes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from monitor.domain.drafts import Finding
from monitor.domain.writing.folding import View, view_of
from responders.gate import asking_questions as questions
from responders.gate import asking_words as words
from responders.gate.asking_frames import asks_without_verb, is_fragment

_SENTENCE: Final = re.compile(r"[^.!?\n;]+(?:[.!?;\n]+|$)")
_CLAUSE: Final = re.compile(r"(,| - |:|(?<![a-z])(?:bet|taciau|geriau|ale|lecz|tylko|but|instead)(?![a-z]))")
_PUNCTUATION: Final = frozenset({",", " - ", ":"})
_ABBREVIATION: Final = re.compile(
    r"(?<![a-z])(el|nr|tel|asm|a|k|d|m|val|ul|g|pr|p|np|min|pvz|t|y|tzn|itp|no|vs|e)\.(?=,| ?[a-z0-9])"
)
_DOT_INSIDE: Final = re.compile(r"(?<=\w)\.(?=\w)")
_KEPT_DOT: Final = "\x01"
_LOOK_BACK: Final = 48


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of the draft: its place and what its words were found to do."""

    start: int
    end: int
    asks: bool
    private: bool
    public: bool


def find_requests(draft: str) -> Iterator[Finding]:
    """Yield a finding for each sentence that asks for data without naming a private way."""
    view = view_of(draft)
    sentences = list(_sentences(view))
    for index, sentence in enumerate(sentences):
        if sentence.asks and not _goes_private(sentence, sentences, index):
            start, end = view.locate(sentence.start, sentence.end)
            why = "asks the customer to give data where everybody can read it"
            yield Finding("asks_publicly", start, end, why, "move_private")


def _goes_private(sentence: _Sentence, sentences: list[_Sentence], index: int) -> bool:
    """Whether the sentence, or the one beside it that it leans on, names a private way and no public place."""
    if sentence.public:
        return False
    before = sentences[index - 1] if index else None
    after = sentences[index + 1] if index + 1 < len(sentences) else None
    return (
        sentence.private
        or (before is not None and before.private and not before.public)
        or (after is not None and after.private and not after.public and not after.asks)
    )


def _sentences(view: View) -> Iterator[_Sentence]:
    text = _ABBREVIATION.sub(lambda match: match[1] + _KEPT_DOT, view.low)
    text = _DOT_INSIDE.sub(_KEPT_DOT, text)
    for match in _SENTENCE.finditer(text):
        said = match[0].replace(_KEPT_DOT, ".")
        start, end = match.start() + len(said) - len(said.lstrip()), match.start() + len(said.rstrip())
        if end > start:
            yield _judge(start, end, said.strip())


def _judge(start: int, end: int, said: str) -> _Sentence:
    said = _as_meant(said)
    left = _without_warnings(said)
    public = _names_public_place(left, private=_is_private(left))
    data = _names_data(left) or (public and _names_data(said))
    answered_by_data = _is_question_for_data(left)
    asks = (data and _requests(left)) or answered_by_data or (_names_data(said) and _points_back(left))
    asks = asks or questions.WITHOUT.search(said) is not None
    asks = asks or asks_without_verb(left, said, warned=words.REFUSALS.search(said) is not None)
    private = _is_private(questions.CALLING.sub("", left) if answered_by_data else left)
    return _Sentence(start, end, asks=asks, private=private, public=public)


def _as_meant(said: str) -> str:
    """The sentence without what is ours or no data, and with reminders turned into what they ask for."""
    for reminder, request in questions.REMINDERS:
        said = reminder.sub(request, said)
    return questions.NOT_THEIRS.sub(" ", said)


def _without_warnings(said: str) -> str:
    """What stays of a sentence when the clauses that refuse or warn are left out, commas kept."""
    parts = _CLAUSE.split(said)
    kept = [
        (", " if joint in _PUNCTUATION else " ") + clause.strip()
        for joint, clause in zip(("", *parts[1::2]), parts[::2], strict=True)
        if words.REFUSALS.search(clause) is None
    ]
    return "".join(kept).lstrip(", ")


def _points_back(text: str) -> bool:
    """Whether what is left asks for "it", the data named in a clause of refusing ("without it we cannot")."""
    return questions.POINTS_BACK.search(text) is not None


def _names_data(text: str) -> bool:
    return words.DATA.search(text) is not None or questions.OTHER_DATA.search(text) is not None


def _is_question_for_data(text: str) -> bool:
    """Whether it can only be answered with data, or wants data without a verb of handing over."""
    asked = questions.QUESTIONS.search(text) is not None and (text.endswith("?") or _commands(text))
    return asked or questions.ASKED_FOR.search(text) is not None


def _commands(text: str) -> bool:
    """Whether a form alone asks the reader for something, in any of the languages."""
    return words.REQUESTS.search(text) is not None or _asks_in_english(text)


def _is_about_a_thing(text: str) -> bool:
    """Whether a question that names a telephone, a card or the like is about the thing, not about its number."""
    named = [match[0] for data in (words.DATA, questions.OTHER_DATA) for match in data.finditer(text)]
    return bool(named) and all(map(questions.THINGS.fullmatch, named)) and not is_fragment(text)


def _is_private(text: str) -> bool:
    return words.PRIVATE.search(text) is not None or words.THERE.search(text) is not None


def _requests(text: str) -> bool:
    """Whether the words ask the reader for something."""
    if words.REQUESTS.search(text) or words.NEEDS.search(text):
        return True
    if text.endswith("?") and not (questions.RECEIVED.search(text) or questions.TROUBLE.search(text)):
        return not _is_about_a_thing(text)  # "Order number?"
    if questions.PLEASE_BEHIND.search(text) or questions.CONDITIONAL.search(text):
        return True  # "Order number, please."
    return _asks_by_infinitive(text) or _asks_in_english(text)


def _asks_by_infinitive(text: str) -> bool:
    for match in words.INFINITIVES.finditer(text):
        modals = list(words.MODALS.finditer(text, max(0, match.start() - _LOOK_BACK), match.start()))
        if modals and modals[-1].lastgroup == "reader":
            return True
    return False


def _asks_in_english(text: str) -> bool:
    for match in words.HAND_OVER.finditer(text):
        subjects = list(words.SUBJECT.finditer(text, max(0, match.start() - _LOOK_BACK), match.start()))
        ours = [s for s in subjects if s.lastgroup == "us"]
        yours = [s for s in subjects if s.lastgroup == "reader" and s[0] not in {"and", "or", "then", "just", "by"}]
        if not ours or (yours and yours[-1].start() > ours[-1].start()):
            return True
    return False


def _names_public_place(text: str, *, private: bool) -> bool:
    """Whether a place everybody reads is named; "message us here: link" names a private one."""
    if words.PUBLIC.search(text) is None:
        return False
    return not (private and words.LINK.search(text))
