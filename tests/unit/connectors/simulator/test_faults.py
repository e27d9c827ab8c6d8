import time

import aiohttp
import pytest

from connectors.simulator.faults import Fault, FaultKind, Faults
from tests.support.x_probe import BRAND, x_probe

TWEETS = r"^/2/tweets$"


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


def test_a_rule_hits_what_it_names_as_often_as_it_says():
    faults = Faults()
    faults.add(Fault(FaultKind.SLOW, network="x", method="POST", path=TWEETS, times=2))
    assert faults.next("facebook", "POST", "/2/tweets") is None
    assert faults.next("x", "GET", "/2/tweets") is None
    assert faults.next("x", "POST", "/2/tweets/5") is None
    assert [faults.next("x", "POST", "/2/tweets") is not None for _ in range(3)] == [True, True, False]
    assert faults.pending() == []


def test_a_rule_without_end_lasts_until_cleared():
    faults = Faults()
    rule = Fault(FaultKind.MALFORMED, times=None)
    faults.add(rule)
    assert all(faults.next("instagram", "GET", "/v26.0/me") is rule for _ in range(50))
    faults.clear()
    assert faults.next("x", "GET", "/2/users/me") is None


def test_older_rules_come_first():
    faults = Faults()
    first, second = Fault(FaultKind.SLOW), Fault(FaultKind.MALFORMED)
    faults.add(first)
    faults.add(second)
    assert [faults.next("x", "GET", "/"), faults.next("x", "GET", "/")] == [first, second]


def test_chance_is_the_same_for_the_same_seed():
    def hits(seed):
        faults = Faults(seed)
        faults.add(Fault(FaultKind.SLOW, times=None, probability=0.3))
        return [faults.next("x", "GET", "/") is not None for _ in range(300)]

    assert hits(7) == hits(7)
    assert 50 < sum(hits(7)) < 130


@pytest.mark.parametrize("wrong", [{"path": "("}, {"times": 0}, {"probability": 1.5}, {"delay": -1}])
def test_a_rule_that_makes_no_sense_is_refused_at_once(wrong):
    with pytest.raises(ValueError, match="fault"):
        Fault(FaultKind.SLOW, **wrong)


async def test_rate_limited_with_the_moment_it_ends(x):
    x.faults.add(Fault(FaultKind.RATE_LIMITED, network="x", retry_after=120))
    answer = await x.mentions()
    assert (answer.status, answer.body["title"]) == (429, "Too Many Requests")
    assert int(answer.headers["x-rate-limit-reset"]) == int(x.clock.now().timestamp()) + 120
    assert answer.headers["x-rate-limit-remaining"] == "0"
    assert (await x.mentions()).status == 200


async def test_the_other_bodies_of_a_429(x):
    x.faults.add(Fault(FaultKind.RATE_LIMITED, code=88))
    x.faults.add(Fault(FaultKind.RATE_LIMITED, code=0))
    assert (await x.mentions()).body == {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}
    answer = await x.mentions()
    assert (answer.status, answer.body) == (429, "Rate limit exceeded")
    assert answer.headers["Content-Type"].startswith("text/plain")


async def test_a_server_error_is_a_page_of_html(x):
    x.faults.add(Fault(FaultKind.SERVER_ERROR_HTML))
    answer = await x.post("/2/tweets", {"text": "Labas"})
    assert (answer.status, answer.headers["Content-Type"].split(";")[0]) == (500, "text/html")
    assert list(x.state.posts.live()) == []


async def test_dropped_before_nothing_happened(x):
    x.faults.add(Fault(FaultKind.DROP_BEFORE, path=TWEETS))
    with pytest.raises(aiohttp.ClientError):
        await x.post("/2/tweets", {"text": "Labas"})
    assert list(x.state.posts.live()) == []
    assert x.journal.all()[-1].status == 0


async def test_dropped_after_it_did(x):
    x.faults.add(Fault(FaultKind.DROP_AFTER, path=TWEETS))
    with pytest.raises(aiohttp.ClientError):
        await x.post("/2/tweets", {"text": "Labas"})
    assert [post.text for post in x.state.posts.live()] == ["Labas"]
    assert x.journal.all()[-1].status == 0
    assert (await x.post("/2/tweets", {"text": "Labas"})).status == 403


async def test_trouble_is_told_or_nothing_for_a_while_though_it_happened(x):
    x.faults.add(Fault(FaultKind.SERVER_ERROR_AFTER, path=TWEETS))
    answer = await x.post("/2/tweets", {"text": "Labas"})
    assert (answer.status, answer.headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    x.faults.add(Fault(FaultKind.STALL_AFTER, path=TWEETS, delay=0.05))
    begun = time.monotonic()
    assert (await x.post("/2/tweets", {"text": "Labas dar kartą"})).status == 201
    assert time.monotonic() - begun >= 0.05
    assert {post.typed for post in x.state.posts.live()} == {"Labas", "Labas dar kartą"}


async def test_an_expired_token(x):
    x.faults.add(Fault(FaultKind.EXPIRED_TOKEN))
    assert (await x.mentions()).body["title"] == "Unauthorized"


async def test_a_missing_permission(x):
    x.faults.add(Fault(FaultKind.MISSING_PERMISSION))
    answer = await x.mentions()
    assert (answer.status, answer.problem) == (403, "oauth1-permissions")


async def test_slow_but_right(x):
    x.faults.add(Fault(FaultKind.SLOW, delay=0.2))
    began = time.monotonic()
    assert (await x.mentions()).status == 200
    assert time.monotonic() - began >= 0.2


async def test_full_usage_leaves_no_further_call(x):
    x.faults.add(Fault(FaultKind.USAGE_FULL))
    answer = await x.mentions()
    assert (answer.status, answer.headers["x-rate-limit-remaining"]) == (200, "0")


async def test_malformed_is_json_cut_short(x):
    x.faults.add(Fault(FaultKind.MALFORMED))
    with pytest.raises(ValueError, match="line 1"):
        await x.mentions()


async def test_unknown_fields_everywhere(x):
    x.state.post(x.person("ona_p"), "@siuntukas labas")
    x.faults.add(Fault(FaultKind.UNKNOWN_FIELD))
    answer = await x.mentions()
    assert answer.body["field_of_tomorrow"] == answer.data[0]["field_of_tomorrow"] == {"level": 7}


async def test_faults_of_other_networks_pass_by(x):
    x.faults.add(Fault(FaultKind.SERVER_ERROR_HTML, network="facebook"))
    assert (await x.get(f"/2/users/{BRAND.x_user_id}")).status == 200
    assert len(x.faults.pending()) == 1


async def test_the_control_api_never_fails_by_order(x):
    x.faults.add(Fault(FaultKind.DROP_BEFORE, times=None))
    assert (await x.control("GET", "/clock")).status == 200
