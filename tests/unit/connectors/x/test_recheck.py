"""Deleted posts are told from those that stand, are protected, or could not be asked for."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from connectors.simulator.faults import FaultKind
from connectors.simulator.x.prices import METER
from monitor.domain.errors import AsideError

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


async def gone(stage, *ids):
    return await stage.connector.rechecker.gone(ids, now=stage.simulated.now)


async def test_trap_x_tells_of_no_deletion_so_posts_are_asked_for(stage):
    kept, deleted = stage.customer_writes("viena"), stage.customer_writes("dvi")
    stage.customer_deletes(deleted)
    assert await gone(stage, kept, deleted) == {deleted}


async def test_a_batch_of_which_nothing_is_left_is_gone(stage):
    ids = [stage.customer_writes(f"nr. {number}") for number in range(100)]
    for one in ids:
        stage.customer_deletes(one)
    assert await gone(stage, *ids) == set(ids)


async def test_an_edited_post_is_asked_for_by_its_first_id(stage):
    first = stage.customer_writes("viena")
    stage.customer_edits(first, "dvi")
    assert await gone(stage, first) == frozenset()
    stage.customer_deletes(first)
    assert await gone(stage, first) == {first}


async def test_a_protected_author_s_post_still_stands(stage):
    post = stage.customer_writes("viena")
    stage.state.user(stage.customer).protected = True
    assert await gone(stage, post) == frozenset()


async def test_only_posts_that_stand_are_paid_for_and_no_author_with_them(stage):
    kept, deleted = stage.customer_writes("viena"), stage.customer_writes("dvi")
    stage.customer_deletes(deleted)
    before = stage.simulated.app[METER].total
    await gone(stage, kept, deleted)
    assert stage.simulated.app[METER].total - before == Decimal("0.005")


@pytest.mark.parametrize("kind", [FaultKind.EXPIRED_TOKEN, FaultKind.SERVER_ERROR_HTML, FaultKind.MALFORMED])
async def test_no_answer_is_never_taken_for_a_deletion(stage, kind):
    post = stage.customer_writes("viena")
    stage.simulated.fail(kind)
    with pytest.raises(AsideError):
        await gone(stage, post)


def test_no_messages_and_all_public_streams_are_asked_for_within_the_budget(script):
    from connectors.x import PLUGIN

    scope = PLUGIN.connect(script.account, script.options, script.network).rechecker.scope
    assert (scope.streams, scope.batch, scope.a_day) == (("mentions", "own"), 100, 5)
