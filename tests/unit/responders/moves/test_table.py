"""Every cell of the planner's table, on the moment a window closes as well as beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.assessments import PersonalDataType
from monitor.domain.mentions import Abilities, Visibility
from monitor.domain.moves import Move, MoveKind, NetworkRules
from monitor.ports import Situation
from responders.moves import plan_moves
from responders.moves.facts import Facts
from responders.moves.table import TABLE
from tests.support.situations import DAY, FACEBOOK, INSTAGRAM, NOW, Story, X, situation

SECOND = timedelta(seconds=1)
PRIVATE = Story(visibility=Visibility.PRIVATE)
PHONE = Story(data=(PersonalDataType.PHONE,))
UNSUMMONED = Story(abilities=Abilities(reply=False))
MUTE = Story(abilities=Abilities(reply=None))
QUIET_X = replace(X, cold_message=False)


def can(**abilities: bool | None) -> Story:
    return Story(abilities=Abilities(**({"reply": True} | abilities)))


def move(case: Situation, kind: MoveKind) -> Move:
    return next(found for found in plan_moves(case, now=NOW) if found.kind is kind)


PUBLIC = [
    (situation(Story(ours=True)), False, "our own words"),
    (situation(PRIVATE), False, "privately"),
    (situation(PRIVATE, X), False, "privately"),
    (situation(UNSUMMONED, X), False, "named or quoted us"),
    (situation(MUTE, X), False, "named or quoted us"),
    (situation(UNSUMMONED, FACEBOOK), False, "switched off"),
    (situation(Story(hidden=True), INSTAGRAM), False, "hidden comment"),
    (situation(Story(hidden=True), FACEBOOK), True, "everyone"),
    (situation(Story(), X), True, "X takes a reply"),
    (situation(MUTE, FACEBOOK), True, "Facebook takes a reply"),
    (situation(Story(), INSTAGRAM), True, "Instagram takes a reply"),
]
PRIVATE_REPLY = [
    (situation(Story(ours=True)), False, "our own words"),
    (situation(PRIVATE), False, "private conversation already"),
    (situation(Story(), X), False, "X has no private reply"),
    (situation(reply_used=NOW - DAY), False, "has been sent"),
    (situation(can(private_reply=False)), False, "cannot be answered privately"),
    (situation(Story(post=True)), False, "a post of its own"),
    (situation(replace(can(private_reply=True), post=True)), True, "one private reply"),
    (situation(Story(age=7 * DAY)), False, "7 days"),
    (situation(Story(age=7 * DAY - SECOND)), True, "within 7 days"),
    (situation(Story(), INSTAGRAM), True, "Instagram takes one private reply"),
]
MESSAGE = [
    (situation(Story(ours=True)), False, "our own words"),
    (situation(can(message=False), X), False, "cannot receive"),
    (situation(replace(PRIVATE, abilities=Abilities(message=False))), False, "cannot receive"),
    (situation(UNSUMMONED, X), False, "did not address us"),
    (situation(replace(UNSUMMONED, abilities=Abilities(reply=False, message=True)), X), False, "did not address us"),
    (situation(can(message=True), X), True, "accepts messages"),
    (situation(can(message=True), QUIET_X), False, "does not let us begin"),
    (situation(can(), X), False, "does not let us begin"),
    (situation(can(message=True), FACEBOOK), False, "does not let us begin"),
    (situation(reply_used=NOW - DAY), False, "one private reply has gone"),
    (situation(PRIVATE, X), True, "sets no time limit"),
    (situation(UNSUMMONED, X, last_inbound=NOW - 90 * DAY), True, "sets no time limit"),
    (situation(PRIVATE), True, "24 hours"),
    (situation(last_inbound=NOW - DAY + SECOND), True, "24 hours"),
    (situation(reply_used=NOW - DAY, last_inbound=NOW - SECOND), True, "24 hours"),
    (situation(last_inbound=NOW - DAY), True, "that a person wrote"),
    (situation(last_inbound=NOW - 7 * DAY + SECOND, rules=INSTAGRAM), True, "that a person wrote"),
    (situation(last_inbound=NOW - 7 * DAY), False, "until they write again"),
    (situation(replace(PRIVATE, age=8 * DAY)), False, "until they write again"),
]
HIDE = [
    (situation(Story(ours=True)), False, "our own words"),
    (situation(PRIVATE), False, "Nobody else"),
    (situation(rules=replace(FACEBOOK, can_hide=False)), False, "does not let us hide"),
    (situation(Story(hidden=True)), False, "hidden already"),
    (situation(can(hide=False)), False, "cannot hide this"),
    (situation(Story(post=True)), False, "under our own posts"),
    (situation(Story(), X), False, "under our own posts"),
    (situation(can(hide=True), X), True, "not removal"),
    (situation(Story()), True, "Others no longer see it"),
    (situation(replace(can(hide=True), post=True)), True, "Others no longer see it"),
]
UNHIDE = [
    (situation(Story(ours=True)), False, "our own words"),
    (situation(Story(hidden=False)), False, "not hidden"),
    (situation(Story(hidden=None)), False, "not hidden"),
    (situation(Story(hidden=True), replace(FACEBOOK, can_hide=False)), False, "does not let us hide"),
    (situation(Story(hidden=True)), True, "read it again"),
    (situation(Story(hidden=True), X), True, "read it again"),
]
DELETE = [
    (situation(Story(ours=True)), False, "our own words"),
    (situation(PRIVATE), False, "cannot be taken"),
    (situation(Story(), X), False, "nobody but the author"),
    (situation(can(hide=False)), False, "under our own posts"),
    (situation(Story(post=True)), False, "under our own posts"),
    (situation(Story()), True, "for good"),
    (situation(Story(), INSTAGRAM), True, "for good"),
]
DELETE_OWN = [
    (situation(Story()), False, "not our words"),
    (situation(replace(PRIVATE, ours=True)), False, "take a private message back"),
    (situation(Story(ours=True), replace(FACEBOOK, can_delete_own=False)), False, "take our words back"),
    (situation(Story(ours=True)), True, "Our words disappear"),
    (situation(Story(ours=True), X), True, "Our words disappear"),
]
BLOCK = [
    (situation(Story(ours=True)), False, "our own words"),
    (situation(Story(), X), False, "only in its own app"),
    (situation(Story(), INSTAGRAM), False, "only in its own app"),
    (situation(Story(nameless=True)), False, "nobody to block"),
    (situation(Story()), True, "no longer comment"),
    (situation(PRIVATE), True, "no longer comment"),
]
ACTS = {
    MoveKind.HIDE: HIDE,
    MoveKind.UNHIDE: UNHIDE,
    MoveKind.DELETE: DELETE,
    MoveKind.DELETE_OWN: DELETE_OWN,
    MoveKind.BLOCK: BLOCK,
}


@pytest.mark.parametrize(("case", "allowed", "why"), PUBLIC)
@pytest.mark.parametrize("kind", [MoveKind.PUBLIC_REPLY, MoveKind.INVITE])
def test_public_words(kind, case, allowed, why):
    found = move(case, kind)
    assert found.allowed is allowed
    if not allowed or kind is MoveKind.PUBLIC_REPLY:
        assert why in found.why


@pytest.mark.parametrize(
    ("kind", "case", "allowed", "why"),
    [
        (kind, *cell)
        for kind, cells in [
            (MoveKind.PRIVATE_REPLY, PRIVATE_REPLY),
            (MoveKind.MESSAGE, MESSAGE),
            *ACTS.items(),
        ]
        for cell in cells
    ],
)
def test_private_words_and_acts(kind, case, allowed, why):
    found = move(case, kind)
    assert (found.allowed, why in found.why) == (allowed, True), found


@pytest.mark.parametrize("kind", MoveKind)
def test_what_the_network_refused_here_stays_closed(kind):
    stories = {
        MoveKind.MESSAGE: PRIVATE,
        MoveKind.UNHIDE: Story(hidden=True),
        MoveKind.DELETE_OWN: Story(ours=True),
    }
    open_ = situation(stories.get(kind, Story()))
    case = replace(open_, refused=((kind, "answered: it has its answer"),))
    assert move(open_, kind).allowed
    found = move(case, kind)
    assert (found.allowed, found.why) == (False, "Facebook refused this here before: it has its answer.")


@pytest.mark.parametrize("reason", ["duplicate: had these words", "too_long: 281 characters", "empty: nothing said"])
def test_refused_words_do_not_close_the_move(reason):
    assert move(replace(situation(), refused=((MoveKind.PUBLIC_REPLY, reason),)), MoveKind.PUBLIC_REPLY).allowed


def test_words_that_only_this_network_refuses_do_not_close_the_move_there():
    case = situation()
    refused = replace(case, refused=((MoveKind.PUBLIC_REPLY, "too_many_cashtags: one is allowed"),))
    assert not move(refused, MoveKind.PUBLIC_REPLY).allowed
    picky = replace(case.rules, about_words=frozenset({"too_many_cashtags"}))
    assert move(replace(refused, rules=picky), MoveKind.PUBLIC_REPLY).allowed


def test_every_row_of_the_table_decides_some_cell():
    cases = {
        MoveKind.PUBLIC_REPLY: [*PUBLIC, (situation(PHONE),), (situation(PHONE, X),)],
        MoveKind.INVITE: PUBLIC,
        MoveKind.PRIVATE_REPLY: PRIVATE_REPLY,
        MoveKind.MESSAGE: MESSAGE,
        **ACTS,
    }
    for kind, cells in cases.items():
        deciding = {next(row.when for row in TABLE[kind] if row.holds(Facts(case, NOW))) for case, *_ in cells}
        assert deciding == {row.when for row in TABLE[kind][1:]}, kind


def test_every_network_is_told_about_every_move_once():
    for rules in (X, FACEBOOK, INSTAGRAM):
        assert [found.kind for found in plan_moves(situation(rules=rules), now=NOW)] == list(MoveKind)


@pytest.mark.parametrize("rules", [X, FACEBOOK])
def test_exposed_data_leaves_only_a_note_in_public(rules: NetworkRules):
    assert "without a trace of that data" in move(situation(PHONE, rules), MoveKind.PUBLIC_REPLY).why


def test_windows_close_from_the_customers_own_act():
    written = NOW - timedelta(hours=5)
    reply = move(situation(Story(age=timedelta(hours=5))), MoveKind.PRIVATE_REPLY)
    assert reply.closes_at == written + 7 * DAY
    assert move(situation(last_inbound=written), MoveKind.MESSAGE).closes_at == written + DAY
    late = move(situation(last_inbound=NOW - 2 * DAY), MoveKind.MESSAGE)
    assert (late.closes_at, late.human_agent) == (NOW + 5 * DAY, True)
    assert move(situation(PRIVATE, X), MoveKind.MESSAGE).closes_at is None


def test_only_the_human_agent_window_asks_for_a_person():
    for case, *_ in [*PUBLIC, *PRIVATE_REPLY, *MESSAGE, *(cell for cells in ACTS.values() for cell in cells)]:
        for found in plan_moves(case, now=NOW):
            assert found.human_agent == ("that a person wrote" in found.why)


def test_what_is_spent_for_good_is_named():
    assert move(situation(), MoveKind.PRIVATE_REPLY).uses_up == "the one private reply to this comment"
    assert "one reply that X allows" in move(situation(Story(), X), MoveKind.PUBLIC_REPLY).uses_up
    assert not move(situation(), MoveKind.PUBLIC_REPLY).uses_up


def test_a_closed_move_says_so_in_one_plain_sentence():
    for case, *_ in [*PUBLIC, *PRIVATE_REPLY, *MESSAGE, *(cell for cells in ACTS.values() for cell in cells)]:
        for found in plan_moves(case, now=NOW):
            assert found.why.endswith(".")
            assert "{" not in found.why
            assert found.allowed or found.closes_at is None
