"""Completeness on the page, by the API and as a metric."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.errors import RateLimited
from monitor.domain.gaps import WORDS, Cause, Gap
from monitor.domain.streams import Seen, StreamRef
from monitor.ports import Round, Way
from monitor.web.words import LANGUAGES, say
from tests.support.fakes import START, mention, page


async def polled(bureau, answer) -> None:
    bureau.town.sources["page"].answers.append(answer)
    await bureau.town.poll_due()


async def test_everything_up_to_a_moment_is_here_and_gaps_have_names(office):
    lost = Gap(cause=Cause.NETWORK_DAYS, start=START - timedelta(days=9), end=START - timedelta(days=7), count=7)
    await polled(office, replace(page(mention("1")), up_to=START - timedelta(seconds=30), gaps=(lost,)))
    office.town.now.forward(seconds=90)
    ledger = next(row for row in (await office.json("/api/v1/ledger"))["streams"] if row["account"] == "page")
    assert (ledger["up_to"], ledger["seconds_behind"]) == ("2026-11-20T08:59:30Z", 120)
    [gap] = ledger["gaps"]
    assert (gap["cause"], gap["count"], gap["lasting"], gap["filled_at"]) == ("network_days", 7, True, None)
    assert gap["words"] == WORDS[Cause.NETWORK_DAYS].format(count=7)
    shown = await office.page("/health")
    assert "Complete up to" in shown
    assert "The network shows only the last 7 days" in shown


async def test_a_closed_gap_says_when_and_how_it_was_filled(office):
    await polled(office, RateLimited("slow down", until=START + timedelta(minutes=9)))
    office.town.now.forward(minutes=10)
    await polled(office, replace(page(), up_to=START))
    office.town.now.forward(minutes=2)
    await polled(office, replace(page(), up_to=office.town.now()))
    ledger = next(row for row in (await office.json("/api/v1/ledger"))["streams"] if row["account"] == "page")
    assert ledger["gaps"] == []
    assert [(gap["cause"], gap["filled_by"], gap["filled_at"]) for gap in ledger["filled"]] == [
        ("rate_limited", "poll", "2026-11-20T09:12:00Z")
    ]


async def test_ways_and_rounds_are_told_without_a_name(office):
    async with office.town.store.write() as tx:
        records = [Seen(mention("1", stream="comments"), {})]
        await tx.mentions.absorb(records, now=START)
        await tx.ledger.arrived(records, Way.WEBHOOK, now=START)
        await tx.ledger.save_round(Round(account="page", began_at=START, day=START.date(), spent=5))
    book = await office.json("/api/v1/ledger")
    assert book["ways"] == [
        {
            "account": "page",
            "stream": "comments",
            "day": "2026-11-20",
            "poll_only": 0,
            "webhook_only": 1,
            "both": 0,
        }
    ]
    assert book["rounds"][0]["looked_up_today"] == 5


async def test_the_metric_is_the_age_of_the_promise(bureau):
    await polled(bureau, replace(page(), up_to=START - timedelta(seconds=30)))
    bureau.town.now.forward(seconds=60)
    text = await (await bureau.get("/metrics", headers={"Authorization": "Bearer metrics-secret"})).text()
    assert 'aside_stream_behind_seconds{account="page",stream="comments"} 90.0' in text


async def test_a_stream_the_settings_name_no_longer_raises_no_alarm(office):
    await polled(office, replace(page(), up_to=START - timedelta(seconds=30)))
    async with office.town.store.write() as tx:
        await tx.streams.retire_others({StreamRef("other", "comments")}, now=START)
    text = await (await office.get("/metrics", headers={"Authorization": "Bearer metrics-secret"})).text()
    assert "aside_stream_behind_seconds{" not in text
    assert 'aside_streams{health="retired"} 1.0' in text
    assert "the settings name it no longer" in await office.page("/health")


async def test_without_log_in_nothing_is_told(bureau):
    assert (await bureau.get("/api/v1/ledger")).status == 401


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_its_words(language):
    told = {cause: say(language, "gap", cause.value) for cause in Cause}
    assert all(words != cause.value.replace("_", " ") for cause, words in told.items())
    assert {cause for cause, words in told.items() if "{count}" in words} == {
        cause for cause, words in WORDS.items() if "{count}" in words
    }
