"""The words of the screens: equal lists, nothing missing, nothing left over, in all three languages."""

import inspect
import re
import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from config.playbooks import flaws, shapes
from config.settings import PrioritySettings
from monitor.domain import errors, ranking
from monitor.domain.account_health import Breaker, Family
from monitor.domain.assessments import ActLabel, PersonalDataType, SentimentLabel, Threat
from monitor.domain.corrections import NO_KIND, Verdict
from monitor.domain.editions import Why as MadeFor
from monitor.domain.gaps import Cause
from monitor.domain.learning import TASKS, LessonState, Ruling
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxState
from monitor.domain.pace import Why
from monitor.domain.promises import REASONS, PromiseState
from monitor.domain.rescoring import RescoringState
from monitor.domain.streams import StreamHealth
from monitor.services import approve, one_answer
from monitor.services.access import ROLES
from monitor.web import problems
from monitor.web.correction_views import LANGUAGES_OFFERED
from monitor.web.words import LANGUAGES, say, sentence, words
from responders.moves.table import TABLE

WEB = files("monitor.web")
SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in (*WEB.joinpath("templates").iterdir(), *(WEB.joinpath(f"{name}.py") for name in ("rendering", "pages")))
)
LEXICONS = "".join(files("config.lexicons").joinpath(f"{code}.txt").read_text(encoding="utf-8") for code in LANGUAGES)
BOOK_FIELDS = [
    field
    for shape in (shapes.Playbook, shapes.When, shapes.Version, shapes.Public, shapes.Private)
    for field in shape.__struct_fields__
]
GROUPS = {
    "kind": {*re.findall(r"^\[kind (\w+)\]", LEXICONS, re.MULTILINE), NO_KIND},
    "threat": set(get_args(Threat)),
    "act": set(get_args(ActLabel)),
    "mood": set(get_args(SentimentLabel)),
    "language": {*LANGUAGES, "und", *LANGUAGES_OFFERED},
    "verdict": set(Verdict),
    "task": set(TASKS),
    "ruling": set(Ruling),
    "lesson": set(LessonState),
    "rescoring": set(RescoringState),
    "weight": set(PrioritySettings.__struct_fields__),
    "urgency": set("0123"),
    "about": {"yes", "no"},
    "type": set(PersonalDataType),
    "move": set(MoveKind),
    "state": set(OutboxState),
    "health": set(StreamHealth),
    "breaker": set(Breaker),
    "token": {"in_file", "connected", "missing"},
    "repair": set(Family),
    "gap": set(Cause),
    "pace": set(Why),
    "role": set(ROLES),
    "provenance": {"template", "model", "person"},
    "reason": set(re.findall(r'Reason\("(\w+)"', inspect.getsource(ranking))),
    "ground": {"playbook", "threat", "points", "amount"},
    "promise": set(PromiseState),
    "because": set(REASONS),
    "need": {"lead", "two"},
    "edition": set(get_args(MadeFor)),
    "route": {"public", "private", "silent"},
    "eyes": {"agent", "lead", "two"},
    "flaw": set(flaws.CODES),
    "field": {*BOOK_FIELDS} - {"when", "lt", "pl", "en", "public", "private"},
    "problem": {*map(str, problems.STATUS.values()), "400", "403", "405", "413"},
    "stream": {"mentions", "own", "comments", "live", "visitor_posts", "tagged", "tags", "messages"},
}
"""Codes that screens say through `say(group, code)`."""


def listed(language):
    return tomllib.loads(WEB.joinpath("words", f"{language}.toml").read_text(encoding="utf-8"))


def test_the_groups_are_not_empty():
    assert all(GROUPS.values())
    assert len(GROUPS["reason"]) >= 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_have_equal_keys_and_no_empty_word(language):
    assert set(listed(language)) == set(listed("en"))
    assert all(word.strip() for word in listed(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_slots_are_the_same_in_every_language(language):
    for key, word in listed(language).items():
        assert re.findall(r"{\w+}", word) == re.findall(r"{\w+}", listed("en")[key]), key


@pytest.mark.parametrize("group", GROUPS)
def test_every_code_has_its_word(group):
    assert GROUPS[group] <= {key.removeprefix(f"{group}_") for key in listed("en") if key.startswith(f"{group}_")}


def test_every_key_that_templates_name_exists_and_no_other():
    named = set(re.findall(r"\bw\.(\w+)", SOURCES)) | set(re.findall(r'\)\["(\w+)"\]', SOURCES))
    named |= {"open", "for_approval", "answered", "closed", "all"}  # w[state]
    named |= {"public", "private", "public_draft", "private_draft"}  # w[visibility], w[visibility ~ "_draft"]
    named |= set(re.findall(r'said="(\w+)"', SOURCES))
    assert named <= set(listed("en"))
    grouped = {f"{group}_{code}" for group, codes in GROUPS.items() for code in codes}
    left_over = set(listed("en")) - named - grouped
    assert {key for key in left_over if not key.startswith("stream_") and key != "problem_404"} == set()


def test_a_code_without_a_word_is_shown_as_it_is():
    assert say("lt", "reason", "brand_new") == "brand new"
    assert words("xx") == words("en")
    assert sentence("lt", "nobody translated this") == "nobody translated this"


def sentences(language):
    return tomllib.loads(WEB.joinpath("words", f"sentences_{language}.toml").read_text(encoding="utf-8"))


def test_both_languages_translate_the_same_sentences_with_the_same_slots():
    assert list(sentences("lt")) == list(sentences("pl"))
    assert set(sentences("en")) <= set(sentences("lt"))
    for language in LANGUAGES:
        for english, other in sentences(language).items():
            assert set(re.findall(r"{\w+}", other)) <= set(re.findall(r"{\w+}", english)), english


@pytest.mark.parametrize("language", ["lt", "pl"])
def test_every_why_of_the_move_table_is_said(language):
    window = {"private_reply_window": "7 days", "message_window": "24 hours", "human_agent_window": "7 days"}
    for rows in TABLE.values():
        for row in rows:
            for text in filter(None, (row.why, row.uses_up)):
                english = text.format_map({"network": "Facebook", "refusal": "It is hidden already.", **window})
                said = sentence(language, english)
                assert said != english, english
                assert "days" not in said
                assert "{" not in said
                assert ("Facebook" in said) == ("Facebook" in english)


@pytest.mark.parametrize("language", ["lt", "pl"])
def test_every_refusal_an_agent_can_meet_is_said(language):
    source = inspect.getsource(approve) + inspect.getsource(one_answer)
    said = set(re.findall(r'(?:Rejected|Conflict|GateClosed)\("([^"{]+)"', source))
    said |= {"a reply left 4 s ago", "ona is writing here; wait, or agree who answers"}
    steps = {kind.next_step for kind in errors.AsideError.__subclasses__()}
    assert len(said) >= 5
    assert len(steps) >= 10
    for english in said | steps:
        assert sentence(language, english) != english


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "This text holds personal data: phone number."),
        ("lt", "Tekste yra asmens duomenų: telefono numeris."),
        ("pl", "Tekst zawiera dane osobowe: numer telefonu."),
    ],
)
def test_slots_are_said_too(language, expected):
    assert sentence(language, "holds personal data of the kind PHONE") == expected


def test_a_sentence_with_hostile_slots_stays_one():
    assert sentence("lt", "taken back by {0} \\1 .*") == "atšaukė {0} \\1 .*"
