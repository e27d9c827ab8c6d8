"""Versions of languages, and differences between editions."""

import pytest

from config.loading import ConfigError
from config.playbooks.editing import Change, as_playbook, as_table, changes, counted_on
from config.playbooks.loading import shipped_playbooks
from tests.support.playbooks import changed, reworded

BOOK = next(book for book in shipped_playbooks() if book.name == "late_delivery")
OTHER = ("One.", "Two.", "Three.")


def versions(book):
    return {language: book.version_in(language).version for language in ("lt", "pl", "en")}


@pytest.mark.parametrize("book", shipped_playbooks(), ids=lambda book: book.name)
def test_a_book_survives_the_database(book):
    assert as_playbook(as_table(book), where="here") == book


def test_data_that_is_no_playbook_is_named():
    with pytest.raises(ConfigError, match="edition 3: rank"):
        as_playbook(as_table(BOOK) | {"rank": "high"}, where="edition 3")


def test_a_changed_language_runs_ahead_and_the_others_catch_up():
    first = counted_on(BOOK, reworded(BOOK, "pl", "public", "open", OTHER))
    assert versions(first) == {"lt": 1, "pl": 2, "en": 1}
    assert first.drifted() == ("lt", "en")
    second = counted_on(first, reworded(first, "lt", "public", "open", OTHER))
    assert versions(second) == {"lt": 2, "pl": 2, "en": 1}
    third = counted_on(second, reworded(reworded(second, "en", "public", "open", OTHER), "lt", "public", "next", OTHER))
    assert versions(third) == {"lt": 3, "pl": 2, "en": 3}


def test_what_only_moves_in_the_head_leaves_the_versions():
    assert versions(counted_on(BOOK, changed(BOOK, "lt", version=9))) == {"lt": 1, "pl": 1, "en": 1}


def test_an_editor_may_say_that_all_languages_agree():
    ahead = counted_on(BOOK, reworded(BOOK, "pl", "public", "open", OTHER))
    assert counted_on(ahead, ahead, level=True).drifted() == ()
    assert versions(counted_on(BOOK, reworded(BOOK, "pl", "public", "open", OTHER), level=True)) == {
        "lt": 2,
        "pl": 2,
        "en": 2,
    }


def test_changes_name_their_places_and_lines():
    new = reworded(BOOK, "en", "public", "open", OTHER)
    assert changes(BOOK, new) == (Change("en.public.open", BOOK.en.public.open, OTHER),)
    assert changes(BOOK, BOOK) == ()
