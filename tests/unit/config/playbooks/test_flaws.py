"""Flaws are named one by one, each with its place and a code that screens can say."""

from datetime import date

import msgspec

from config.playbooks.flaws import Flaw, flaws
from config.playbooks.loading import shipped_playbooks
from tests.support.playbooks import reworded

LATE = next(book for book in shipped_playbooks() if book.name == "late_delivery")


def test_what_ships_has_none():
    assert [flaw for book in shipped_playbooks() for flaw in flaws(book)] == []


def test_all_of_them_are_found_at_once():
    broken = reworded(LATE, "en", "public", "open", ("Same.", "Same.", "{when}", " x", "a [b] c", "a } b"))
    broken = reworded(broken, "lt", "private", "next", ("Iki {by}.", "Du.", "Trys."))
    found = {(flaw.where, flaw.code) for flaw in flaws(broken)}
    assert found == {
        ("en.public.open", "same"),
        ("en.public.open[2]", "slot"),
        ("en.public.open[3]", "edges"),
        ("en.public.open[4]", "bracket"),
        ("en.public.open[5]", "brace"),
        ("lt.private.next", "by_beside_question"),
    }


def test_an_expiry_counts_from_the_day_after():
    book = msgspec.structs.replace(LATE, expires=date(2026, 5, 1))
    assert [flaw.code for flaw in flaws(book, today=date(2026, 5, 2))] == ["expired"]
    assert [*flaws(book, today=date(2026, 5, 1)), *flaws(book)] == []


def test_a_flaw_says_itself_in_one_line():
    said = str(Flaw("pl.public.next[0]", "slot", "{kiedy}; slots here: by, within"))
    assert said == "pl.public.next[0]: nobody fills the slot {kiedy}; slots here: by, within"
