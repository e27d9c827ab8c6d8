import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestServer

from connectors.simulator.clock import CLOCK
from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.identities import BRANDS
from connectors.simulator.server import SimulatorOptions, build_app
from connectors.simulator.street.people import READY
from connectors.simulator.town.routes import LIFE
from connectors.simulator.town.script import shipped_scripts
from connectors.simulator.x.index import mentions_of
from connectors.simulator.x.state import X_STATE
from tests.support.effort import calls
from tests.support.patience import until
from tests.support.x_probe import x_probe

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
BRAND_IDS = {brand.x_user_id for brand in BRANDS}
LITHUANIAN, POLISH = set("ąčęėįšųūž"), set("ąćęłńóśźż")


@dataclass(frozen=True)
class Said:
    network: str
    private: bool
    by_brand: bool
    at: datetime
    text: str
    who: str


def everything(app):
    x, graph = app[X_STATE], app[GRAPH_STATE]
    said = [Said("x", False, p.author_id in BRAND_IDS, p.created_at, p.typed, p.author_id) for p in x.posts.live()]
    dms = [message for brand in BRANDS for message in x.messages.of(brand.x_user_id)]
    said += [Said("x", True, m.sender_id in BRAND_IDS, m.created_at, m.text, m.sender_id) for m in dms]
    said += [Said(p.network, False, p.author is None, p.created, p.text, p.author) for p in graph.posts.values()]
    comments = [comment for post in graph.posts.values() for comment in graph.comments_under(post.id)]
    said += [Said(c.post.network, False, c.author is None, c.created, c.text, c.author) for c in comments]
    for m in graph.messages.values():
        person = m.thread.person.key
        said.append(Said(m.thread.network, True, m.from_account, m.created, m.text, person))
    return said


def town(**options):
    return build_app(SimulatorOptions(filled=True, fixed_time=NOON, **options))


@pytest.fixture(scope="module")
def app():
    return town()


@pytest.fixture(scope="module")
def said(app):
    return everything(app)


def by_customers(said):
    return [one for one in said if not one.by_brand]


def test_a_few_hundred_customers_texts_on_all_networks_public_and_private(said):
    customers = by_customers(said)
    assert 300 <= len(customers) <= 420
    counts = Counter((one.network, one.private) for one in customers)
    for network in ("x", "facebook", "instagram"):
        assert counts[network, False] >= 70
        assert counts[network, True] >= 6
    assert 100 <= len(said) - len(customers) <= 300


def test_lithuanian_polish_and_english_are_all_written_in_their_letters(said):
    letters = [set(one.text.lower()) for one in by_customers(said)]
    assert sum(bool(found & (LITHUANIAN - POLISH)) for found in letters) >= 60
    assert sum(bool(found & (POLISH - LITHUANIAN)) for found in letters) >= 60
    assert sum(one.text.isascii() for one in by_customers(said)) >= 60
    assert {script.language for script in shipped_scripts()} == {"lt", "pl", "en"}


def test_no_two_texts_are_the_same(said):
    written = [one.text.removeprefix("@").casefold() for one in by_customers(said)]
    assert [text for text, count in Counter(written).items() if count > 1] == []
    answers = Counter((one.network, one.text) for one in said if one.by_brand)
    assert max(answers.values()) == 1


def test_the_texts_are_spread_over_four_days_and_mostly_written_by_day(said):
    customers = by_customers(said)
    days = Counter((NOON - one.at).days for one in customers)
    assert set(days) == {0, 1, 2, 3}
    assert min(days.values()) >= 40
    assert all(one.at <= NOON - timedelta(seconds=60) for one in said)
    older = [one for one in customers if NOON - one.at > timedelta(hours=10)]
    night = [one for one in older if one.at.hour in range(22, 24) or one.at.hour in range(4)]
    assert len(night) < len(older) * 0.15


def test_most_older_comments_have_their_answer_and_most_recent_ones_wait(app):
    graph = app[GRAPH_STATE]
    answered, all_ = Counter(), Counter()
    for comment in graph.comments.values():
        if comment.parent is None and comment.author:
            old = NOON - comment.created > timedelta(hours=10)
            all_[old] += 1
            answered[old] += any(r.parent is comment and r.author is None for r in comment.post.comments)
    assert answered[True] / all_[True] > 0.6
    assert answered[False] / all_[False] < 0.2


def test_nobody_comments_before_the_post_or_answers_before_the_question(app):
    for comment in app[GRAPH_STATE].comments.values():
        assert comment.created >= (comment.parent or comment.post).created
    for post in app[X_STATE].posts.live():
        above = app[X_STATE].posts.get(post.in_reply_to or "")
        assert above is None or above.created_at <= post.created_at


def test_the_same_seed_gives_the_same_town_and_another_another(said):
    assert everything(town()) == said
    assert everything(town(seed=7)) != said
    assert 300 <= len(by_customers(everything(town(seed=7)))) <= 420


def test_filling_takes_no_time():
    assert calls(lambda: town(seed=3)) < 500_000  # well below a second on any machine


def test_an_empty_simulator_stays_empty():
    app = build_app(SimulatorOptions(fixed_time=NOON))
    assert everything(app) == []
    assert LIFE not in app


PHONES = {
    "861234567", "37060000001", "37060000004", "860000002", "860000003", "860000005", "061234567",
    "500600700", "600700800", "48500600701", "48500600702", "02079460018", "02079460021", "02079460033",
}  # fmt: skip
NUMBERS = PHONES | {
    "33309240064",  # asmens kodas, as documentations of it use
    "44051401359",  # PESEL, likewise
    "5555555555554444",  # a test card
    "121000011101001000", "61109010140000071219812874",  # IBANs of the registry's examples
    "123456785", "000011112222",
}  # fmt: skip


def test_personal_data_is_of_the_invented_kind(said):
    for seed in (1, 2):
        said = said + everything(town(seed=seed))
    text = "\n".join(one.text for one in said)
    for run in re.findall(r"\+?\d[\d ]{6,}\d", text):
        assert re.sub(r"\D", "", run) in NUMBERS, run
    addresses = re.findall(r"[\w.+-]+@([\w-]+\.[\w.-]+\w)", text)
    assert addresses
    assert all(re.fullmatch(r"example\.(com|lt|pl)", host) for host in addresses)
    hosts = re.findall(r"\b(?:[a-z0-9-]+\.)+(?:com|lt|pl|net|org|eu)\b", text.lower())
    brands = {brand.instagram_username for brand in BRANDS}
    assert all(host.split(".")[-2] == "example" or host in brands for host in hosts)


def test_the_town_takes_no_handle_of_the_street(app):
    taken = {user.username for user in app[X_STATE].people.all()} | set(app[GRAPH_STATE].people)
    assert taken.isdisjoint(person.handle for person in READY)


def test_a_polish_past_tense_fits_the_writers_name(app):
    graph = app[GRAPH_STATE]
    for comment in graph.comments.values():
        ending = re.search(r"\w(łam|łem)\b", comment.text)
        if ending and comment.author:
            first = graph.people[comment.author].name.split()[0]
            assert (first.endswith("a")) == (ending[1] == "łam"), (first, comment.text)


async def test_x_gives_the_towns_posts_by_mentions_and_search():
    async with x_probe(filled=True) as x:
        found = await x.mentions(max_results=100)
        named = await x.search(f"{BRANDS[0].name} -is:retweet", max_results=100)
        all_mentions = mentions_of(x.state, x.state.user(BRANDS[0].x_user_id), None)
    assert sorted(found.ids) == sorted(post.id for post in all_mentions)
    assert len(found.ids) >= 25
    assert any("@" not in post["text"] for post in named.data)


def test_the_town_goes_on_with_new_words_only():
    app = town()
    before = {one.text.casefold() for one in everything(app)}
    turns = [app[LIFE].write(NOON + timedelta(minutes=n)) for n in range(60)]
    texts = [turn.text.casefold() for turn in turns if turn]
    assert len(texts) == len(set(texts)) == 60
    assert not set(texts) & before
    assert {turn.talk.network for turn in turns if turn} == {"x", "facebook", "instagram"}
    assert {turn.talk.person.language for turn in turns if turn} == {"lt", "pl", "en"}


def test_when_all_is_said_nobody_writes():
    life = town()[LIFE]
    written = 0
    while life.write(NOON) is not None:
        written += 1
    assert written > 200


def asked_in_private(app, person):
    """Messages of a person on Facebook after everybody had their minute."""
    app[LIFE].follow_up(NOON + timedelta(minutes=2))
    return [m.text for m in app[GRAPH_STATE].conversation(BRANDS[0].page_id, person) if not m.from_account]


def test_who_is_asked_in_private_mostly_tells_and_then_falls_silent():
    app = town()
    graph = app[GRAPH_STATE]
    people = [
        comment.author
        for post in graph.posts_of(graph.account(BRANDS[0].page_id), "facebook")
        for comment in post.comments
        if comment.author and not graph.conversation(BRANDS[0].page_id, comment.author)
    ]
    people = list(dict.fromkeys(people))
    for person in people:
        graph.account_message(BRANDS[0].page_id, person, "Koks siuntos numeris?")
    told = [asked_in_private(app, person) for person in people]
    assert sum(bool(texts) for texts in told) > len(people) * 0.6
    assert all(re.search("SI123456785LT|CE123456785EE", texts[0]) for texts in told if texts)
    for _ in range(10):
        graph.account_message(BRANDS[0].page_id, people[0], "Dar klausimas")
        asked_in_private(app, people[0])
    assert len(asked_in_private(app, people[0])) <= 3


def test_some_answer_the_brands_public_answer_under_it():
    app = town()
    state = app[X_STATE]
    asked = [p for p in state.posts.live() if p.author_id not in BRAND_IDS and f"@{BRANDS[0].x_handle}" in p.text][:25]
    answers = [state.post(BRANDS[0].x_user_id, f"Tikriname, {n}", in_reply_to=p.id) for n, p in enumerate(asked)]
    assert app[LIFE].follow_up(NOON) == 0  # nobody is that fast
    count = app[LIFE].follow_up(NOON + timedelta(minutes=2))
    replies = [reply for answer in answers for reply in state.replies_to(answer)]
    assert 0 < len(replies) == count < len(answers)
    assert app[LIFE].follow_up(NOON + timedelta(minutes=9)) == 0


def test_an_answer_that_was_deleted_is_left_alone():
    app = town()
    state = app[X_STATE]
    asked = [p for p in state.posts.live() if p.author_id not in BRAND_IDS][:40]
    for post in asked:
        state.delete(state.post(BRANDS[0].x_user_id, "Tikriname", in_reply_to=post.id))
    assert app[LIFE].follow_up(NOON + timedelta(minutes=2)) == 0


async def test_a_running_simulator_writes_by_itself():
    app = build_app(SimulatorOptions(filled=True, writes_every=0.02))
    before = len(everything(app))
    async with TestServer(app):
        await until(lambda: app[CLOCK].shift(timedelta(seconds=1)) or len(everything(app)) > before)
