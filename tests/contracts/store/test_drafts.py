"""Drafts, their optimistic locking, and approvals of exact texts."""

from dataclasses import replace

import pytest

from monitor.domain.drafts import Approval, DraftState, Finding, text_hash
from monitor.domain.errors import Conflict
from monitor.domain.moves import MoveKind
from monitor.ports import Store
from tests.support.records import MINUTE, NOW, drafted

FINDING = Finding("PHONE", 3, 12, "a phone number in a public text", "mask")


async def test_a_draft_comes_back_as_it_was_stored(store: Store) -> None:
    draft = await drafted(store, findings=(FINDING,), provenance="person", move=MoveKind.PRIVATE_REPLY)
    async with store.read() as tx:
        assert await tx.drafts.get(draft.id) == draft
        assert await tx.drafts.get(draft.id + 1) is None
    assert (draft.findings, draft.version, draft.state) == ((FINDING,), 1, DraftState.PROPOSED)


async def test_a_case_has_its_drafts_newest_first(store: Store) -> None:
    old = await drafted(store)
    new = await drafted(store, case_id=old.case_id, mention_id=old.mention_id)
    async with store.read() as tx:
        assert await tx.drafts.of_case(old.case_id) == [new, old]
        assert await tx.drafts.of_case(old.case_id + 1) == []


async def test_saving_writes_every_field_and_grows_the_version(store: Store) -> None:
    draft = await drafted(store, findings=(FINDING,))
    changed = replace(draft, text="Labas!", state=DraftState.APPROVED, findings=(), provenance="person")
    async with store.write() as tx:
        saved = await tx.drafts.save(changed)
        assert saved == replace(changed, version=2)
        assert await tx.drafts.get(draft.id) == saved


async def test_an_old_version_cannot_be_saved(store: Store) -> None:
    draft = await drafted(store)
    async with store.write() as tx:
        await tx.drafts.save(draft)
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.drafts.save(replace(draft, text="too late"))


async def test_the_hash_of_what_is_kept_is_the_hash_of_what_is_returned(store: Store) -> None:
    draft = await drafted(store, text="Labas\x00 \ud83d")
    async with store.write() as tx:
        saved = await tx.drafts.save(replace(draft, text="Sveiki\x00"))
        kept = await tx.drafts.get(draft.id)
    assert kept
    assert text_hash(saved.text) == text_hash(kept.text)


async def test_approvals_are_kept_newest_first(store: Store) -> None:
    draft = await drafted(store)
    first = Approval(draft_id=draft.id, actor="ona", text_hash="a" * 64, approved_at=NOW)
    second = Approval(draft_id=draft.id, actor="policy:thanks", text_hash="b" * 64, approved_at=NOW + MINUTE)
    async with store.write() as tx:
        await tx.drafts.approve(first)
        await tx.drafts.approve(second)
    async with store.read() as tx:
        assert await tx.drafts.approvals_of(draft.id) == [second, first]
        assert await tx.drafts.approvals_of(draft.id + 1) == []


async def test_what_others_read_lately_is_of_this_brand_and_language_and_not_discarded(store: Store) -> None:
    first = await drafted(store, text="one")
    same = {"case_id": first.case_id, "mention_id": first.mention_id}
    await drafted(store, text="two", **same)
    await drafted(store, text="dwa", language="pl", **same)
    await drafted(store, text="by hand", playbook="", **same)
    await drafted(store, text="thrown away", state=DraftState.DISCARDED, **same)
    async with store.read() as tx:
        case = await tx.cases.get(first.case_id)
        assert case
        brand = case.brand
        assert await tx.drafts.lately(brand, "lt", without=0, limit=9) == ["two", "one"]
        assert await tx.drafts.lately(brand, "lt", without=first.case_id, limit=9) == []
        assert await tx.drafts.lately(brand, "lt", without=0, limit=1) == ["two"]
        assert await tx.drafts.lately("Another", "lt", without=0, limit=9) == []


async def test_drafts_are_found_by_the_playbook_that_wrote_them(store: Store) -> None:
    late = await drafted(store)
    other = await drafted(store, playbook="survey", case_id=late.case_id, mention_id=late.mention_id)
    cases = {late.case_id, late.case_id + 1}
    async with store.read() as tx:
        assert await tx.drafts.by_playbooks({"survey", "acknowledgement"}, cases) == [other]
        assert await tx.drafts.by_playbooks({"survey"}, {late.case_id + 1}) == []
        assert await tx.drafts.by_playbooks({"late-delivery", "survey"}, cases) == [late, other]
