"""Comments that are no more are told from those that stand; what is out of sight altogether is no deletion."""

import pytest

from connectors.simulator.faults import FaultKind
from monitor.domain.errors import AsideError, PermissionMissing
from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.instagram_stage import instagram_stage

PLAYS = pytest.mark.parametrize("play", [facebook_stage, instagram_stage], ids=["facebook", "instagram"])


async def gone(stage, *ids):
    return await stage.connector.rechecker.gone(ids, now=stage.simulated.now)


@PLAYS
async def test_trap_instagram_tells_of_no_deletion_and_facebook_s_may_get_lost(play):
    async with play() as stage:
        kept, deleted = stage.customer_writes("viena"), stage.customer_writes("dvi")
        reply = stage.our_page_writes("atsakome", deleted)
        stage.state.delete_comment(deleted, silent=True)
        assert await gone(stage, kept, deleted, reply) == {deleted, reply}


@PLAYS
async def test_nothing_is_asked_twice_when_everything_stands(play):
    async with play() as stage:
        ids = [stage.customer_writes(f"nr. {number}") for number in range(3)]
        assert await gone(stage, *ids) == frozenset()
        assert stage.simulated.calls("GET") == 3


@PLAYS
async def test_when_the_account_itself_is_out_of_sight_nothing_is_erased(play, monkeypatch):
    async with play() as stage:
        post = stage.customer_writes("viena")
        monkeypatch.setattr(stage.connector.rechecker, "_own_id", "999999")
        stage.customer_deletes(post)
        with pytest.raises(PermissionMissing):
            await gone(stage, post)


@PLAYS
@pytest.mark.parametrize("kind", [FaultKind.EXPIRED_TOKEN, FaultKind.SERVER_ERROR_HTML, FaultKind.MALFORMED])
async def test_no_answer_is_never_taken_for_a_deletion(play, kind):
    async with play() as stage:
        post = stage.customer_writes("viena")
        stage.simulated.fail(kind)
        with pytest.raises(AsideError):
            await gone(stage, post)


async def test_only_what_stands_under_our_own_posts_is_asked_for():
    async with facebook_stage() as page, instagram_stage() as gram:
        assert page.connector.rechecker.scope.streams == ("comments", "visitor_posts")
        assert gram.connector.rechecker.scope.streams == ("comments",)
