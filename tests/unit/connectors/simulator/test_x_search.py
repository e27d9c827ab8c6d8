from datetime import timedelta

import pytest

from connectors.simulator.x.query import BadQuery, parse
from connectors.simulator.x.snowflake import first_id_at
from tests.support.x_probe import APP, BRAND, x_probe


@pytest.fixture
async def x():
    async with x_probe(x_search_lag_seconds=0) as probe:
        yield probe


@pytest.fixture
def posts(x):
    """Five posts told apart by name; the clock moves on behind them, for search ends before this very moment."""
    ona, tomas = x.person("ona_p"), x.person("tomas")
    state = x.state
    ids = {"brand": state.post(BRAND.x_user_id, "Siuntukas primena: rytoj dirbame iki pietų")}
    ids["lost"] = state.post(ona, "Siuntukas vėl pametė mano siuntą #vėluoja https://example.lt/sekimas")
    ids["named"] = state.post(tomas, "@siuntukas kada atvažiuosit?")
    ids["reply"] = state.post(tomas, "Pritariu, siunta dingo", in_reply_to=ids["lost"])
    ids["quote"] = state.post(ona, "Štai kaip atsako", quotes=ids["brand"])
    x.clock.shift(timedelta(seconds=60))
    return ids


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("siuntukas", {"brand", "lost", "named"}),
        ("SIUNTUKAS", {"brand", "lost", "named"}),
        ('"mano siuntą"', {"lost"}),
        ('"siuntą mano"', set()),
        ("@siuntukas", {"named"}),
        ("#vėluoja", {"lost"}),
        ("from:ona_p", {"lost", "quote"}),
        (f"from:{BRAND.x_user_id}", {"brand"}),
        ("to:ona_p", {"reply"}),
        ("siuntukas -from:siuntukas", {"lost", "named"}),
        ("siuntukas OR siunta", {"brand", "lost", "named", "reply"}),
        ("siuntukas (pametė OR rytoj)", {"brand", "lost"}),
        ("pametė OR rytoj siuntukas", {"brand", "lost"}),
        ("from:ona_p is:quote", {"quote"}),
        ("from:tomas -is:reply", {"named"}),
        ("from:ona_p has:links", {"lost"}),
        ("siunta lang:en", {"reply"}),
        ("siuntukas lang:lt", {"brand", "lost", "named"}),
        ("siuntukas -(from:ona_p OR from:tomas)", {"brand"}),
        ("url:example.lt", {"lost"}),
    ],
)
async def test_queries(x, posts, query, expected):
    answer = await x.search(query)
    assert answer.status == 200, answer.body
    assert {name for name, id_ in posts.items() if id_ in answer.ids} == expected


async def test_a_conversation_is_found_by_its_id(x, posts):
    answer = await x.search(f"conversation_id:{posts['lost']}")
    assert answer.ids == [posts["reply"], posts["lost"]]


async def test_reposts_are_not_found_by_their_words(x, posts):
    x.state.repost(x.person("ruta"), posts["lost"])
    x.clock.shift(timedelta(seconds=1))
    assert (await x.search("pametė")).ids == [posts["lost"]]


@pytest.mark.parametrize(
    "query",
    [
        "lang:lt",
        "is:reply -siunta",
        "-siuntukas",
        "(siuntukas",
        "siuntukas)",
        'siuntukas "',
        "OR siunta",
        "siunta OR",
        "place:vilnius",
        "is:beautiful siunta",
        "from: siunta",
        "!!!",
    ],
)
async def test_queries_x_cannot_read(x, query):
    answer = await x.search(query)
    assert (answer.status, answer.problem) == (400, "invalid-request")
    assert answer.body["errors"][0]["parameters"] == {"query": [query]}


async def test_an_empty_or_too_long_query(x):
    assert (await x.get("/2/tweets/search/recent")).status == 400
    assert (await x.search("a" * 513)).status == 400
    assert (await x.search("a" * 512)).status == 200


def test_a_query_of_the_wrong_form_says_where():
    with pytest.raises(BadQuery, match="invalid field 'place'"):
        parse("siunta place:vilnius")


async def test_the_app_may_search(x, posts):
    assert (await x.search("pametė", headers=APP)).ids == [posts["lost"]]


@pytest.mark.parametrize("wrong", ["9", "101"])
async def test_bounds_of_max_results(x, wrong):
    answer = await x.search("siunta", max_results=wrong)
    assert answer.complaint == f"The `max_results` query parameter value [{wrong}] is not between 10 and 100"


async def test_pages_and_both_names_of_the_token(x):
    author = x.person("ona_p")
    ids = [x.state.post(author, f"siunta {number}") for number in range(25)]
    x.clock.shift(timedelta(seconds=1))
    first = await x.search("siunta")
    token = first.body["meta"]["next_token"]
    second = await x.search("siunta", next_token=token)
    assert first.ids + second.ids == ids[:4:-1]
    assert (await x.search("siunta", pagination_token=token)).ids == second.ids


async def test_a_since_id_of_last_week_is_refused(x):
    oldest = x.clock.now() - timedelta(days=7)
    stale = str(first_id_at(oldest - timedelta(minutes=1)))
    answer = await x.search("siunta", since_id=stale)
    assert (answer.status, answer.problem) == (400, "invalid-request")
    assert answer.complaint == (
        "'since_id' must be a tweet id created after 2026-11-13T12:00Z. "
        f"Please use a 'since_id' that is larger than {first_id_at(oldest)}"
    )
    assert (await x.search("siunta", since_id=str(first_id_at(oldest)))).status == 200


async def test_ids_and_times_together_are_refused(x):
    recent = str(first_id_at(x.clock.now() - timedelta(days=1)))
    answer = await x.search("siunta", since_id=recent, start_time="2026-11-19T00:00:00Z")
    assert answer.complaint.startswith("Invalid use of 'since_id' or 'until_id' in conjunction with 'start_time'")


@pytest.mark.parametrize(
    "times",
    [
        {"start_time": "2026-11-13T11:59:00Z"},
        {"end_time": "2026-11-20T11:59:55Z"},
        {"start_time": "2026-11-19T00:00:00Z", "end_time": "2026-11-18T00:00:00Z"},
    ],
)
async def test_times_outside_the_week_or_too_near_are_refused(x, times):
    assert (await x.search("siunta", **times)).status == 400


async def test_posts_older_than_a_week_are_not_found(x):
    author = x.person("ona_p")
    x.state.post(author, "sena siunta", at=x.clock.now() - timedelta(days=7, minutes=1))
    new = x.state.post(author, "nauja siunta", at=x.clock.now() - timedelta(days=6))
    assert (await x.search("siunta")).ids == [new]


async def test_search_ends_thirty_seconds_ago_unless_told_otherwise():
    async with x_probe() as x:
        id_ = x.state.post(x.person("ona_p"), "siunta")
        x.clock.shift(timedelta(seconds=20))
        assert (await x.search("siunta")).ids == []
        assert (await x.search("siunta", end_time="2026-11-20T12:00:05Z")).ids == [id_]
        x.clock.shift(timedelta(seconds=11))
        assert (await x.search("siunta")).ids == [id_]
