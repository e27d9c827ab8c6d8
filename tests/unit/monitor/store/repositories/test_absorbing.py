"""What absorbing decides, from values alone."""

from typing import Any

from monitor.domain.mentions import Abilities, Author
from monitor.domain.streams import Removed, Seen, Unreadable
from monitor.store.repositories.absorbing import Decision, by_key, decide
from monitor.store.repositories.mention_rows import as_values
from tests.support.records import MINUTE, NOW, mention, seen

KEY = ("siuntos-x", "1001")


def row(**fields: Any) -> dict[str, Any]:
    """A stored row as `decide` gets it."""
    return as_values(mention()) | {"id": 7, "revision": 1, "deleted_at": None} | fields


def decided(*records: Seen | Removed, stored: dict[str, Any] | None = None, removed: Any = None) -> Decision:
    return decide(by_key(records), {KEY: stored} if stored else {}, {KEY: removed} if removed else {})


def test_records_are_grouped_by_key_in_their_order() -> None:
    gone = Removed("siuntos-x", "1", NOW)
    grouped = by_key([seen("2"), seen("1"), Unreadable("siuntos-x", "no id", "{}"), gone])
    assert list(grouped) == [("siuntos-x", "2"), ("siuntos-x", "1")]
    assert grouped["siuntos-x", "1"][1] is gone


def test_something_new_is_inserted_with_its_newest_text() -> None:
    [change] = decided(seen(), seen(text="second")).changes
    assert (change.is_new, change.is_edit, change.removes) == (True, False, False)
    assert change.values["text"] == "second"


def test_a_repeat_is_no_change() -> None:
    assert decided(seen(), stored=row()) == Decision([], {})


def test_an_edit_there_and_back_is_no_change() -> None:
    assert decided(seen(text="other"), seen(), stored=row()).changes == []


def test_another_text_is_an_edit() -> None:
    [change] = decided(seen(text="other"), stored=row()).changes
    assert change.is_edit


def test_other_news_are_no_edit() -> None:
    [change] = decided(seen(hidden=True), stored=row()).changes
    assert (change.is_new, change.is_edit, change.removes) == (False, False, False)


def test_followers_alone_are_not_worth_a_write_but_go_along() -> None:
    author = Author(remote_id="u-rasa", handle="rasa_test", name="Rasa Pavyzdė", followers=121)
    assert decided(seen(author=author), stored=row()).changes == []
    [change] = decided(seen(author=author, hidden=True), stored=row()).changes
    assert change.values["author_followers"] == 121


def test_what_was_known_first_stays_and_gaps_are_filled() -> None:
    lean = row(author_id="", parent_id="1000", abilities={})
    [change] = decided(seen(parent_id="999", abilities=Abilities(hide=True)), stored=lean).changes
    assert change.values["author_id"] == "u-rasa"
    assert change.values["parent_id"] == "1000"
    assert change.values["abilities"] == {"hide": True}


def test_a_removal_is_remembered_with_its_latest_time() -> None:
    decision = decided(Removed(*KEY, NOW + 2 * MINUTE), Removed(*KEY, NOW + MINUTE), stored=row())
    assert decision.removals == {KEY: NOW + 2 * MINUTE}
    [change] = decision.changes
    assert (change.removes, change.removed_at) == (True, NOW + 2 * MINUTE)


def test_a_removal_of_something_unknown_is_only_remembered() -> None:
    assert decided(Removed(*KEY, NOW)) == Decision([], {KEY: NOW})


def test_a_removal_known_already_is_not_remembered_again() -> None:
    assert decided(Removed(*KEY, NOW), stored=row(deleted_at=NOW), removed=NOW) == Decision([], {})


def test_an_arrival_no_newer_than_the_removal_stays_removed() -> None:
    [change] = decided(seen(), removed=NOW).changes
    assert (change.is_new, change.removed_at) == (True, NOW)
    assert decided(seen(), stored=row(deleted_at=NOW), removed=NOW).changes == []


def test_an_arrival_newer_than_the_removal_is_an_edit() -> None:
    [change] = decided(seen(created_at=NOW + MINUTE), stored=row(deleted_at=NOW), removed=NOW).changes
    assert (change.is_edit, change.removes, change.values["created_at"]) == (True, False, NOW + MINUTE)
