"""Reading a playbook over: what ships is sound on every network, and each fault is told with its place."""

from datetime import date

import msgspec
import pytest

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from monitor.bootstrap.judgement import guard
from responders.composer.proof import Proof
from responders.moves import plan_moves
from tests.support.playbooks import reworded, shipped
from tests.support.situations import NETWORKS, NOW

PROOF = Proof(shipped_phrases(), list(NETWORKS.values()), plan=plan_moves, guard=guard)
LATE = shipped("late_delivery")


def found(book):
    return {(flaw.where, flaw.code) for flaw in PROOF(book, now=NOW)}


@pytest.mark.parametrize("book", shipped_playbooks(), ids=lambda book: book.name)
def test_what_ships_reads_over_clean(book):
    assert found(book) == set()


def test_a_line_that_asks_for_data_in_public_is_stopped_by_the_gate():
    asking = ("Parašykite čia savo telefono numerį.", "Tikriname.", "Žiūrime.")
    assert found(reworded(LATE, "lt", "public", "open", asking)) == {("lt.public.open[0]", "gate")}
    assert found(reworded(LATE, "lt", "private", "open", asking)) == set()


def test_a_line_with_a_number_in_it_is_stopped_too():
    spoken = ("Zadzwoń: 600 700 800.", "Sprawdzamy.", "Szukamy.")
    assert ("pl.public.open[0]", "gate") in found(reworded(LATE, "pl", "public", "open", spoken))


def test_what_no_network_can_carry_is_told_with_its_network():
    long = tuple(f"{word} " + "waits for the carrier and asks again " * 7 + "." for word in ("He", "She", "One"))
    flaws = PROOF(reworded(LATE, "en", "public", "open", long), now=NOW)
    assert {(flaw.where, flaw.code, flaw.detail) for flaw in flaws} == {("en.public", "too_long", "x")}


def test_broken_lines_are_told_before_anything_is_put_together():
    assert found(reworded(LATE, "en", "public", "open", ("a {b}", "c", "d"))) == {("en.public.open[0]", "slot")}
    expired = msgspec.structs.replace(LATE, expires=date(2020, 1, 1))
    assert found(expired) == {("expires", "expired")}
