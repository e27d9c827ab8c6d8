"""What the networks cost: by the API and on the health page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.domain.spending import DOLLAR, Budget, Charge, Lever, Tariff
from monitor.services.pace import Terms
from monitor.web.desk import DESK
from monitor.web.words import LANGUAGES
from tests.support.fakes import START, mention

TARIFF = Tariff(
    prices={"read": DOLLAR // 20, "reply": DOLLAR},
    dated=START.date(),
    setting="[networks.fake]",
    shared=Budget(day=2 * DOLLAR, month=50 * DOLLAR),
    levers=(Lever("accounts.page.keywords: narrow or drop search 1", "search:1"),),
)


@pytest.fixture
async def billed(office):
    """An office whose two accounts live on one bill; `page` has read ten things and answered once."""
    terms = {name: Terms(network="x", streams=["comments"], pause=60, tariff=TARIFF) for name in ("other", "page")}
    office.app._state[DESK] = replace(office.app[DESK], terms=terms)
    reads = [Charge("read", f"post:{number}") for number in range(10)]
    async with office.town.store.write() as tx:
        await tx.spending.pay("x", ("page", "search:1"), reads, TARIFF, START.date() - timedelta(days=1))
        await tx.spending.pay("x", ("page", "search:1"), reads, TARIFF, START.date())
        await tx.spending.pay("x", ("page", "send:message"), [Charge("reply")], TARIFF, START.date())
    return office


async def test_bills_tell_sums_budget_forecast_and_what_would_save_most(billed):
    whole, other, page = (await billed.json("/api/v1/spending"))["bills"]
    assert (whole["account"], whole["today_usd"], whole["month_usd"]) == ("", 1.5, 2.0)
    assert (whole["daily_budget_usd"], whole["monthly_budget_usd"], whole["reading_waits_until"]) == (2.0, 50.0, None)
    assert whole["forecast_usd"] > 2
    assert whole["savings"] == page["savings"]
    assert page["savings"] == [{"setting": "accounts.page.keywords: narrow or drop search 1", "usd_a_day": 0.5}]
    assert (other["month_usd"], page["month_usd"]) == (0.0, 2.0)
    assert [(cost["purpose"], cost["kind"], cost["count"], cost["usd"]) for cost in whole["costs"]] == [
        ("search:1", "read", 10, 0.5),
        ("search:1", "read", 10, 0.5),
        ("send:message", "reply", 1, 1.0),
    ]


async def test_a_used_up_budget_says_until_when(billed):
    async with billed.town.store.write() as tx:
        await tx.spending.pay("x", ("page", "send:message"), [Charge("reply")], TARIFF, START.date())
    whole = (await billed.json("/api/v1/spending"))["bills"][0]
    assert whole["reading_waits_until"] == "2026-11-21T00:00:00Z"
    assert "A budget is used up" in await billed.page("/health")


async def test_the_page_shows_it_small(billed):
    shown = await billed.page("/health")
    assert "X, all accounts" in shown
    assert "1.50 / 2.00" in shown
    assert "narrow or drop search 1</b> (−0.50 a day)" in shown


@pytest.mark.parametrize(("name", "said"), [("lina", "1,50 / 2,00"), ("piotr", "zawęź albo usuń wyszukiwanie nr 1")])
async def test_the_page_shows_it_in_the_reader_s_language(billed, name, said):
    await billed.log_in(name)
    assert said in await billed.page("/health")
    assert len(LANGUAGES) == 3


async def test_where_nobody_bills_us_there_is_no_table(office):
    assert (await office.json("/api/v1/spending")) == {"bills": []}
    assert "What the networks cost" not in await office.page("/health")


async def test_a_stream_says_when_it_is_polled_next_and_why(office):
    await office.town.hear(mention("1", created_at=START))
    streams = {stream["account"]: stream for stream in (await office.json("/api/v1/streams"))["streams"]}
    assert (streams["page"]["pause_seconds"], streams["page"]["pause_reason"]) == (30.0, "hot")
    assert "often: something is going on" in await office.page("/health")


async def test_metrics_tell_what_was_spent_by_account_and_name_no_person(billed):
    answer = await billed.get("/metrics", headers={"Authorization": "Bearer metrics-secret"})
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(await answer.text())
        for sample in family.samples
        if sample.name.endswith("_usd")
    }
    assert found == {
        ("aside_spent_usd", "", "x", "day"): 1.5,
        ("aside_spent_usd", "", "x", "month"): 2.0,
        ("aside_spent_usd", "page", "x", "day"): 1.5,
        ("aside_spent_usd", "page", "x", "month"): 2.0,
        ("aside_spent_usd", "other", "x", "day"): 0.0,
        ("aside_spent_usd", "other", "x", "month"): 0.0,
        ("aside_budget_usd", "", "x", "day"): 2.0,
        ("aside_budget_usd", "", "x", "month"): 50.0,
    }
