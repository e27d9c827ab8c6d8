"""The outbox: one remote call per entry, under leases, along its table."""

import asyncio
from dataclasses import replace

import pytest

from monitor.domain.errors import Conflict
from monitor.domain.outbox import OUTBOX_TRANSITIONS, OutboxEntry, OutboxState
from monitor.ports import Store
from tests.support.records import CALL, LEASE, MINUTE, NOW, entry, opened, queued

S = OutboxState


async def claim(store: Store, *, now: object = NOW, owner: str = "one", limit: int = 10) -> list[OutboxEntry]:
    async with store.write() as tx:
        return await tx.outbox.claim_due(now=now, owner=owner, lease=LEASE, limit=limit)  # type: ignore[arg-type]


async def settle(store: Store, which: OutboxEntry, to: OutboxState, **more: object) -> OutboxEntry:
    async with store.write() as tx:
        return await tx.outbox.settle(which, to, now=NOW, **more)  # type: ignore[arg-type]


async def found(store: Store, entry_id: int) -> OutboxEntry:
    async with store.read() as tx:
        entry = await tx.outbox.get(entry_id)
    assert entry
    return entry


async def brought_to(store: Store, case_id: int, state: OutboxState, key: str = "k") -> OutboxEntry:
    """Bring an entry into `state` by the moves the table allows."""
    if state is S.WAITING:
        first = await queued(store, case_id, f"{key}-first", not_before=NOW + 60 * MINUTE)
        return await queued(store, case_id, key, state=S.WAITING, after_id=first.id)
    made = await queued(store, case_id, key)
    if state is S.QUEUED:
        return made
    if state is S.CANCELLED:
        return await settle(store, made, S.CANCELLED)
    [sending] = await claim(store)
    return sending if state is S.SENDING else await settle(store, sending, state)


async def test_an_entry_comes_back_as_it_was_stored(store: Store) -> None:
    case = await opened(store)
    call = replace(CALL, key="k1", human_agent=True)
    added = await queued(store, case.id, "k1", call=call, reason="first")
    assert added == entry(case.id, "k1", id=added.id, call=call, reason="first")
    assert await found(store, added.id) == added
    async with store.read() as tx:
        assert await tx.outbox.get(added.id + 1) is None


async def test_a_key_is_used_once_for_ever(store: Store) -> None:
    case = await opened(store)
    await settle(store, await queued(store, case.id, "k"), S.CANCELLED)
    with pytest.raises(Conflict):
        await queued(store, case.id, "k")


async def test_a_case_has_its_entries_oldest_first(store: Store) -> None:
    case, other = await opened(store), await opened(store)
    first, second = await queued(store, case.id, "a"), await queued(store, case.id, "b")
    await queued(store, other.id, "c")
    async with store.read() as tx:
        assert await tx.outbox.of_case(case.id) == [first, second]


async def test_what_is_due_is_taken_under_a_lease_and_counted(store: Store) -> None:
    case = await opened(store)
    made = await queued(store, case.id, "a")
    await queued(store, case.id, "b", account="siuntos-fb", not_before=NOW + MINUTE)
    [sending] = await claim(store)
    assert sending == replace(
        made, state=S.SENDING, attempts=1, lease_epoch=1, call=replace(made.call, attempted_at=NOW)
    )
    assert await claim(store) == []


async def test_one_entry_of_an_account_is_sent_at_a_time_in_order(store: Store) -> None:
    case = await opened(store)
    second = await queued(store, case.id, "a", not_before=NOW)
    first = await queued(store, case.id, "b", not_before=NOW - MINUTE)
    other = await queued(store, case.id, "c", account="siuntos-fb")
    claimed = await claim(store)
    assert [each.id for each in claimed] == [first.id, other.id]
    await settle(store, claimed[0], S.DELIVERED)
    assert [each.id for each in await claim(store)] == [second.id]


async def test_the_limit_is_kept(store: Store) -> None:
    case = await opened(store)
    for number in range(5):
        await queued(store, case.id, str(number), account=f"account-{number}")
    assert len(await claim(store, limit=2)) == 2


async def test_claimers_at_the_same_moment_never_share_an_entry_or_an_account(store: Store) -> None:
    case = await opened(store)
    for number in range(12):
        await queued(store, case.id, str(number), account=f"account-{number % 4}")
    claimed = await asyncio.gather(*(claim(store, owner=f"worker-{number}", limit=3) for number in range(6)))
    accounts = [each.account for entries in claimed for each in entries]
    assert sorted(accounts) == [f"account-{number}" for number in range(4)]


async def test_a_delivery_is_recorded(store: Store) -> None:
    case = await opened(store)
    sending = await brought_to(store, case.id, S.SENDING)
    delivered = await settle(store, sending, S.DELIVERED, remote_id="9001")
    assert (delivered.state, delivered.remote_id) == (S.DELIVERED, "9001")
    assert await found(store, sending.id) == delivered


async def test_a_retry_waits_and_counts_on(store: Store) -> None:
    case = await opened(store)
    sending = await brought_to(store, case.id, S.SENDING)
    again = await settle(store, sending, S.QUEUED, reason="server error", not_before=NOW + MINUTE)
    assert (again.reason, again.not_before) == ("server error", NOW + MINUTE)
    assert await claim(store) == []
    [second] = await claim(store, now=NOW + MINUTE)
    assert (second.attempts, second.lease_epoch, second.call.attempted_at) == (2, 2, NOW)


@pytest.mark.parametrize("to", list(S))
@pytest.mark.parametrize("state", list(S))
async def test_only_moves_of_the_table_are_made(store: Store, state: OutboxState, to: OutboxState) -> None:
    case = await opened(store)
    standing = await brought_to(store, case.id, state)
    if to in OUTBOX_TRANSITIONS[state]:
        assert (await settle(store, standing, to)).state is to
    else:
        with pytest.raises(Conflict):
            await settle(store, standing, to)
        assert (await found(store, standing.id)).state is state


async def test_an_entry_somebody_else_moved_cannot_be_settled(store: Store) -> None:
    case = await opened(store)
    sending = await brought_to(store, case.id, S.SENDING)
    await settle(store, sending, S.DELIVERED, remote_id="9001")
    with pytest.raises(Conflict):
        await settle(store, sending, S.REFUSED)
    assert (await found(store, sending.id)).remote_id == "9001"


async def test_a_worker_that_lost_its_lease_cannot_settle_the_next_attempt(store: Store) -> None:
    case = await opened(store)
    slow = await brought_to(store, case.id, S.SENDING)
    async with store.write() as tx:
        [unknown] = await tx.outbox.lapsed(now=NOW + LEASE)
        await tx.outbox.settle(unknown, S.QUEUED, now=NOW + LEASE)
    [fast] = await claim(store, now=NOW + LEASE, owner="two")
    with pytest.raises(Conflict):
        await settle(store, slow, S.DELIVERED)
    assert (await settle(store, fast, S.DELIVERED)).state is S.DELIVERED


async def test_the_public_text_goes_only_after_the_private_one_arrived(store: Store) -> None:
    case = await opened(store)
    private = await queued(store, case.id, "private")
    public = await queued(store, case.id, "public", state=S.WAITING, after_id=private.id)
    [sending] = await claim(store)
    assert sending.id == private.id
    assert await claim(store) == []
    await settle(store, sending, S.DELIVERED)
    [next_one] = await claim(store)
    assert next_one.id == public.id


async def test_a_retry_of_the_private_text_keeps_the_public_one_waiting(store: Store) -> None:
    case = await opened(store)
    private = await queued(store, case.id, "private")
    public = await queued(store, case.id, "public", state=S.WAITING, after_id=private.id)
    [sending] = await claim(store)
    await settle(store, sending, S.QUEUED, not_before=NOW + MINUTE)
    assert (await found(store, public.id)).state is S.WAITING


@pytest.mark.parametrize("end", [S.REFUSED, S.CANCELLED])
async def test_without_the_private_text_nothing_that_waits_for_it_goes(store: Store, end: OutboxState) -> None:
    case = await opened(store)
    private = await queued(store, case.id, "private")
    public = await queued(store, case.id, "public", state=S.WAITING, after_id=private.id)
    third = await queued(store, case.id, "third", state=S.WAITING, after_id=public.id)
    await settle(store, private, end)
    for waited in (public, third):
        now_standing = await found(store, waited.id)
        assert now_standing.state is S.CANCELLED
        assert now_standing.reason


@pytest.mark.parametrize(
    ("first", "then"), [(S.DELIVERED, S.QUEUED), (S.REFUSED, S.CANCELLED), (S.CANCELLED, S.CANCELLED)]
)
async def test_an_entry_that_waits_for_something_settled_does_not_wait_for_ever(
    store: Store, first: OutboxState, then: OutboxState
) -> None:
    case = await opened(store)
    settled = await brought_to(store, case.id, first)
    late = await queued(store, case.id, "late", state=S.WAITING, after_id=settled.id)
    assert late.state is then
    assert (await found(store, late.id)).state is then


async def test_an_interrupted_delivery_becomes_unknown_never_queued(store: Store) -> None:
    case = await opened(store)
    sending = await brought_to(store, case.id, S.SENDING)
    async with store.write() as tx:
        assert await tx.outbox.lapsed(now=NOW + LEASE - MINUTE / 60) == []
        [unknown] = await tx.outbox.lapsed(now=NOW + LEASE)
    assert (unknown.id, unknown.state, unknown.call.attempted_at) == (sending.id, S.UNKNOWN, NOW)
    assert await claim(store, now=NOW + 2 * LEASE) == []


async def test_an_unknown_outcome_is_looked_at_again_when_due(store: Store) -> None:
    case = await opened(store)
    unknown = await brought_to(store, case.id, S.UNKNOWN)
    async with store.write() as tx:
        await tx.outbox.hold(unknown, not_before=NOW + MINUTE)
        assert await tx.outbox.lapsed(now=NOW) == []
        assert [each.id for each in await tx.outbox.lapsed(now=NOW + MINUTE)] == [unknown.id]


async def test_only_an_unknown_outcome_can_be_held(store: Store) -> None:
    case = await opened(store)
    waiting = await brought_to(store, case.id, S.QUEUED)
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.outbox.hold(waiting, not_before=NOW)
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.outbox.hold(replace(waiting, state=S.UNKNOWN), not_before=NOW)


async def test_a_text_is_given_back_as_it_was_kept(store: Store) -> None:
    case = await opened(store)
    added = await queued(store, case.id, "k", call=replace(CALL, key="k", text="Labas\x00 📦"))
    assert added.call.text == "Labas\ufffd 📦"
    assert (await found(store, added.id)).call.text == added.call.text


async def test_an_attempt_that_was_not_made_does_not_count(store: Store) -> None:
    await queued(store, (await opened(store)).id, "a")
    for waited in range(3):
        [sending] = await claim(store, now=NOW + waited * MINUTE)
        assert sending.attempts == 1
        await settle(store, sending, S.QUEUED, attempted=False)
    [sending] = await claim(store, now=NOW + 3 * MINUTE)
    await settle(store, sending, S.QUEUED)
    [again] = await claim(store, now=NOW + 3 * MINUTE)
    assert again.attempts == 2
