"""The inbox: pages by keyset, masked excerpts, counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from monitor.domain.assessments import PersonalDataSpan
from monitor.domain.cases import Case, CaseState
from monitor.domain.mentions import Author
from monitor.domain.streams import Removed
from monitor.ports import Store
from monitor.store import SqlStore, open_store
from tests.support.records import ASSESSMENT, CASE, NOW, absorbed, opened, seen


async def ranked(store: Store, minutes: int, **fields: Any) -> Case:
    rank = NOW + timedelta(minutes=minutes)
    return await opened(store, priority=replace(CASE.priority, rank_at=rank, due_at=rank), **fields)


async def ids(store: Store, **asked: Any) -> list[int]:
    asked = {"states": [CaseState.OPEN]} | asked
    async with store.read() as tx:
        return [row.case.id for row in await tx.cases.inbox(**asked)]


async def test_the_most_urgent_case_stands_first_and_age_decides_between_equals(store: Store) -> None:
    third, first, second = await ranked(store, 5), await ranked(store, 1), await ranked(store, 1)
    assert await ids(store) == [first.id, second.id, third.id]


async def test_pages_follow_each_other_without_gap_or_overlap(store: Store) -> None:
    cases = [await ranked(store, number // 3) for number in range(10)]
    read: list[int] = []
    after = None
    while page := await ids(store, after=after, limit=3):
        read += page
        last = next(case for case in cases if case.id == page[-1])
        after = (last.priority.rank_at, last.id)
    assert read == [case.id for case in cases]


async def test_states_and_accounts_are_chosen(store: Store) -> None:
    x, fb = await ranked(store, 1), await ranked(store, 2, account="siuntos-fb")
    closed = await ranked(store, 0, state=CaseState.CLOSED)
    answered = await ranked(store, 3, state=CaseState.ANSWERED)
    assert await ids(store) == [x.id, fb.id]
    assert await ids(store, accounts=["siuntos-fb"]) == [fb.id]
    assert await ids(store, accounts=["siuntos-fb", "siuntos-x", "none"]) == [x.id, fb.id]
    assert await ids(store, accounts=[]) == []
    assert await ids(store, states=list(CaseState)) == [closed.id, x.id, fb.id, answered.id]
    assert await ids(store, states=list(CaseState), limit=2) == [closed.id, x.id]
    assert await ids(store, states=[]) == []


async def test_a_row_shows_the_newest_words_masked(store: Store) -> None:
    [new] = await absorbed(store, seen())
    case = await opened(store, last_inbound_id=new)
    async with store.write() as tx:
        await tx.mentions.assessed(new, ASSESSMENT, case.id, now=NOW)
        [row] = await tx.cases.inbox(states=[CaseState.OPEN])
    assert row.case == case
    assert row.author == "Rasa Pavyzdė"
    assert row.excerpt == "Vėl vėluoja siunta, rašykite [PHONE] 📦"
    assert (row.complaint, row.sentiment, row.personal_data) == (0.9, "negative", ("PHONE",))


async def test_the_mask_can_be_chosen(database_url: str) -> None:
    def mask(text: str, spans: Sequence[PersonalDataSpan]) -> str:
        return f"{len(spans)} hidden of {len(text)}"

    store = open_store(database_url, mask=mask)
    [new] = await absorbed(store, seen())
    await opened(store, last_inbound_id=new)
    async with store.write() as tx:
        await tx.mentions.assessed(new, ASSESSMENT, None, now=NOW)
        [row] = await tx.cases.inbox(states=[CaseState.OPEN])
    assert row.excerpt == "1 hidden of 40"
    await store.aclose()


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        (Author(remote_id="u", handle="rasa_test"), "rasa_test"),
        (Author(remote_id=""), ""),
    ],
)
async def test_an_author_without_a_name_is_shown_by_handle(store: Store, author: Author, shown: str) -> None:
    [new] = await absorbed(store, seen(author=author))
    await opened(store, last_inbound_id=new)
    async with store.read() as tx:
        [row] = await tx.cases.inbox(states=[CaseState.OPEN])
    assert row.author == shown


async def test_a_removed_text_leaves_no_excerpt(store: Store) -> None:
    [new] = await absorbed(store, seen())
    await opened(store, last_inbound_id=new)
    async with store.write() as tx:
        await tx.mentions.assessed(new, ASSESSMENT, None, now=NOW)
        await tx.mentions.absorb([Removed("siuntos-x", "1001", NOW)], now=NOW)
        [row] = await tx.cases.inbox(states=[CaseState.OPEN])
    assert (row.excerpt, row.complaint, row.personal_data) == ("", 0.9, ("PHONE",))


async def test_counts_name_every_state_and_what_is_overdue(store: Store) -> None:
    await ranked(store, -1)
    await ranked(store, 0)
    await ranked(store, 1)
    await ranked(store, -9, state=CaseState.CLOSED)
    async with store.read() as tx:
        assert await tx.cases.counts(now=NOW) == {
            "open": 3,
            "answered": 0,
            "closed": 1,
            "overdue": 1,
            "for_approval": 0,
        }


async def test_counts_may_leave_states_out_and_other_accounts(store: Store) -> None:
    await ranked(store, 1)
    await ranked(store, 1, account="siuntos-fb")
    await ranked(store, -9, state=CaseState.CLOSED)
    async with store.read() as tx:
        counts = await tx.cases.counts(now=NOW, accounts=["siuntos-x"], states=[CaseState.OPEN])
    assert counts == {"open": 1, "overdue": 0, "for_approval": 0}


ACCOUNTS: list[list[str] | None] = [None, ["siuntos-x"]]


@pytest.mark.parametrize("accounts", ACCOUNTS)
@pytest.mark.parametrize("state", list(CaseState))
async def test_a_page_is_one_walk_along_an_index(
    sqlite_store: SqlStore, state: CaseState, accounts: list[str] | None
) -> None:
    plans: list[str] = []

    @event.listens_for(sqlite_store._readers.sync_engine, "before_cursor_execute")
    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT cases"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in cursor.fetchall())

    await ids(sqlite_store, states=[state], accounts=accounts, after=(NOW, 1))
    index = f"ix_cases_{state}_account" if accounts else f"ix_cases_{state}"
    assert any(f"USING INDEX {index} " in step for step in plans)
    assert not any("SCAN cases" in step and "INDEX" not in step for step in plans)
    assert not any("TEMP B-TREE" in step for step in plans)


async def test_waiting_mentions_are_read_along_an_index(sqlite_store: SqlStore) -> None:
    plans: list[str] = []

    @event.listens_for(sqlite_store._readers.sync_engine, "before_cursor_execute")
    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in cursor.fetchall())

    async with sqlite_store.read() as tx:
        await tx.mentions.unassessed(limit=50)
        await tx.cases.undrafted(limit=50)
    assert plans == [
        "SCAN mentions USING INDEX ix_mentions_pending",
        "SCAN cases USING INDEX ix_cases_undrafted",
    ]
