"""People who leave: they are out at once, what they did keeps their name, and somebody is left to administer."""

from datetime import timedelta

import pytest

from monitor.domain.errors import NotFound, Rejected
from monitor.ports import User
from monitor.services.access import Access
from tests.support.fakes import mention

PASSWORD = "correct horse battery"


@pytest.fixture
async def access(town):
    async with town.store.write() as tx:
        for name, role in (("ana", "agent"), ("ieva", "admin"), ("lina", "lead")):
            await tx.users.add(User(name=name, role=role, password_hash="argon2"))
    return Access(town.store, now=town.now, lasts=timedelta(hours=12))


async def test_who_is_removed_cannot_log_in_and_is_logged_out(town, access):
    await access.add_user("rita", "agent", PASSWORD)
    session = await access.log_in("rita", PASSWORD)
    assert await access.user_of(session.token)
    await access.remove_user("rita")
    assert await access.user_of(session.token) is None
    assert await access.log_in("rita", PASSWORD) is None
    with pytest.raises(NotFound):
        await access.remove_user("rita")


async def test_what_they_did_keeps_their_name(town, access):
    await town.hear(mention("1", "blogai"))
    [approved, *_] = (await town.approve_all(actor="ana")).entries
    await access.remove_user("ana")
    async with town.store.read() as tx:
        assert [each.actor for each in await tx.drafts.approvals_of(approved.draft_id)] == ["ana"]
        events = await tx.events.after(0)
    assert [(each.kind, each.data) for each in events][-1] == ("user.removed", {"user": "ana"})
    assert "ana" in {each.actor for each in events}
    await town.send()
    assert [entry.state for entry in await town.entries()] == ["delivered"] * 2


async def test_the_last_admin_stays(access):
    with pytest.raises(Rejected, match="last admin"):
        await access.remove_user("ieva")
    await access.add_user("lina", "admin", PASSWORD)
    await access.remove_user("ieva")
