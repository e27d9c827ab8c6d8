"""What X bills for: our count of it, and the simulator's."""

import json
from datetime import timedelta

import pytest

from connectors._http import Answer
from connectors.simulator.x.prices import METER, PRICES
from connectors.x.billing import charges_of, tariff_of
from connectors.x.settings import XAccount, XNetwork, XPrices
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import RemoteCall
from monitor.domain.spending import DOLLAR, Budget, Charge
from monitor.ports import Toll, tolled


def charges(kind, payload, *, status=200, **more):
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return list(charges_of(kind, Answer(status, {}, body), **more))


def test_records_and_what_comes_beside_them_are_billed():
    payload = {
        "data": [{"id": "1"}, {"id": "2"}],
        "includes": {"users": [{"id": "7"}], "tweets": [{"id": "3"}], "media": [{"media_key": "m"}]},
    }
    assert charges("search", payload) == [
        Charge("post_read", "post:1"),
        Charge("post_read", "post:2"),
        Charge("user_read", "user:7"),
        Charge("post_read", "post:3"),
    ]


def test_own_mentions_are_cheap_only_for_the_owner_of_the_app():
    payload = {"data": [{"id": "1"}]}
    assert charges("mentions", payload, owns_app=True) == [Charge("own_post_read", "post:1")]
    assert charges("search", payload, owns_app=True) == [Charge("post_read", "post:1")]
    assert charges("mentions", payload) == [Charge("post_read", "post:1")]


@pytest.mark.parametrize("payload", [{}, {"data": None}, {"data": "x", "includes": []}, b"<html>", [1]])
def test_nothing_shown_is_nothing_billed(payload):
    assert charges("search", payload) == []


def test_a_refused_call_is_not_billed():
    assert charges("post", {}, status=403, sent={"text": "t"}) == []
    assert charges("search", {"data": [{"id": "1"}]}, status=429) == []


@pytest.mark.parametrize(
    ("text", "reply", "price"),
    [
        ("Labas", None, "post_write"),
        ("Labas", "1", "summoned_reply"),
        ("Rašykite siuntukas.example.lt", "1", "post_write_with_url"),
        ("https://example.com", None, "post_write_with_url"),
    ],
)
def test_a_post_costs_by_its_links_and_by_who_called(text, reply, price):
    sent = {"text": text} | ({"reply": {"in_reply_to_tweet_id": reply}} if reply else {})
    assert charges("post", {"data": {"id": "9"}}, sent=sent) == [Charge(price)]


@pytest.mark.parametrize(("kind", "price"), [("message", "dm_write"), ("hide", "hide"), ("delete", "delete")])
def test_other_writes_have_one_price(kind, price):
    assert charges(kind, {"data": {}}) == [Charge(price)]


def test_the_default_prices_are_those_of_the_list():
    tariff = tariff_of("ours", XAccount(), XNetwork())
    assert tariff.prices == {kind: int(price * DOLLAR) for kind, price in PRICES.items()}


def test_prices_and_budgets_are_settings():
    network = XNetwork(prices=XPrices(dm_read=0.02), daily_budget_usd=2.5, monthly_budget_usd=None)
    tariff = tariff_of("ours", XAccount(monthly_budget_usd=30), network)
    assert tariff.price("dm_read") == 20_000
    assert (tariff.budget, tariff.shared) == (Budget(None, 30 * DOLLAR), Budget(2_500_000, None))


def test_each_saved_search_can_be_saved_on():
    tariff = tariff_of("ours", XAccount(keywords=("a", "b"), own_posts=False, owns_app=True), XNetwork())
    assert [lever.purpose for lever in tariff.levers] == ["search:1", "search:2", "messages", "send:*"]


@pytest.mark.parametrize("fields", ["tweet", "post"])
async def test_our_count_is_the_simulators(staged, fields):
    """Everything we can ask X, read and written, in both vocabularies."""
    async with staged(fields=fields, options={"keywords": ("siunta",), "owns_app": True}) as stage:
        toll, now = Toll(), lambda: stage.simulated.now
        key = stage.customer_writes("kur siunta?")
        stage.customer_messages("mano numeris")
        stage.state.post(stage.customer, "siunta dar negauta")
        stage.simulated.pass_time(timedelta(minutes=2))
        with tolled(toll):
            for stream in stage.connector.source.streams:
                await stage.connector.source.fetch(stream, None, now=now())
            for move, text in ((MoveKind.PUBLIC_REPLY, "Žiūrime example.com"), (MoveKind.MESSAGE, "Labas")):
                call = RemoteCall(
                    key=text, move=move, text=text, mention_id=key, conversation_id=key, author_id=stage.customer
                )
                await stage.connector.publisher.publish(call, now=now())
                stage.simulated.pass_time(timedelta(minutes=2))
                assert await stage.connector.publisher.look_up(call, now=now())
            await stage.connector.probe()
        once = {charge.once: charge.kind for charge in reversed(toll.charges) if charge.once}
        ours = [*once.values(), *(charge.kind for charge in toll.charges if not charge.once)]
        counts = stage.simulated.app[METER].counts
        assert {kind: ours.count(kind) for kind in ours} == {kind: number for kind, number in counts.items() if number}
        assert {"own_post_read", "post_read", "user_read", "dm_read", "dm_write", "post_write_with_url"} <= set(ours)
