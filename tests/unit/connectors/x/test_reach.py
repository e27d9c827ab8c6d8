"""What X keeps out of reach is named, once, when it is learnt."""

from datetime import UTC, datetime, timedelta

from connectors.x.cursor import Cursor, Run
from connectors.x.questions import SEARCH_REACH
from connectors.x.reach import cut_off, out_of_reach
from monitor.domain.gaps import Cause, Gap
from monitor.domain.streams import Page
from tests.contracts.connectors.steps import read_all

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = 7 * DAY


def test_a_first_run_names_its_backfill_bound():
    run = Run(since=NOON - 3 * DAY, started=NOON)
    assert out_of_reach(Cursor(), run, backfill=3 * DAY, reach=WEEK) == (Gap(cause=Cause.BACKFILL, end=NOON - 3 * DAY),)


def test_a_first_run_that_wants_more_than_the_network_keeps_names_the_network():
    run = Run(since=NOON - WEEK, started=NOON)
    assert out_of_reach(Cursor(), run, backfill=30 * DAY, reach=WEEK) == (
        Gap(cause=Cause.NETWORK_DAYS, end=NOON - WEEK, count=7),
    )


def test_trap_what_is_older_than_a_week_is_lost_after_a_long_pause():
    run, cursor = Run(since=NOON - WEEK, started=NOON), Cursor(up_to=NOON - 9 * DAY)
    assert out_of_reach(cursor, run, backfill=3 * DAY, reach=WEEK) == (
        Gap(cause=Cause.NETWORK_DAYS, start=NOON - 9 * DAY, end=NOON - WEEK, count=7),
    )


def test_an_ordinary_run_and_a_run_under_way_name_nothing():
    run = Run(since=NOON - DAY, started=NOON)
    assert out_of_reach(Cursor(up_to=NOON - DAY), run, backfill=DAY, reach=WEEK) == ()
    assert out_of_reach(Cursor(run=run), run, backfill=DAY, reach=WEEK) == ()


def test_a_cut_without_one_readable_record_reaches_to_where_the_run_began():
    run = Run(since=NOON - DAY, started=NOON)
    assert cut_off(run, (), most=800) == (Gap(cause=Cause.NETWORK_COUNT, start=NOON - DAY, end=NOON, count=800),)


async def pages(stage, stream: str, cursor: str | None = None) -> list[Page]:
    found = []
    while True:
        found.append(await stage.connector.source.fetch(stream, cursor, now=stage.simulated.now))
        cursor = found[-1].cursor
        if not found[-1].more:
            return found


async def test_trap_mentions_end_at_800_posts_and_the_rest_is_named(staged):
    async with staged(network={"page_size": 100}) as stage:
        await read_all(stage, "mentions", None)
        start = stage.simulated.now
        for number in range(900):
            stage.customer_writes(f"siunta {number}", at=start + timedelta(seconds=number))
        stage.simulated.pass_time(timedelta(hours=1))
        gaps = [gap for page in await pages(stage, "mentions") for gap in page.gaps]
    assert [(gap.cause, gap.count) for gap in gaps] == [(Cause.BACKFILL, None), (Cause.NETWORK_COUNT, 800)]
    assert gaps[1].end == start + timedelta(seconds=100)


async def test_a_search_not_read_for_nine_days_names_the_two_it_can_no_longer_have(stage):
    first = (await pages(stage, "own"))[-1]
    stage.simulated.pass_time(9 * DAY)
    [gap] = (await pages(stage, "own", first.cursor))[0].gaps
    assert (gap.cause, gap.start, gap.count) == (Cause.NETWORK_DAYS, first.up_to, SEARCH_REACH.days)
    assert gap.end > first.up_to
