from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from connectors.simulator.clock import CLOCK
from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.identities import BRANDS
from connectors.simulator.journal import JOURNAL
from connectors.simulator.server import SimulatorOptions, build_app
from connectors.simulator.street.people import READY, StreetPeople
from connectors.simulator.x.state import X_STATE

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
BRAND = BRANDS[0]
META = ["facebook", "instagram"]


class Street:
    """Somebody at the page, without the page."""

    def __init__(self, client, app):
        self.client, self.app = client, app
        self.who = {"person": "ruta_k", "network": "x", "brand": BRAND.key}

    async def do(self, method, path, status=200, **given):
        wanted = {**self.who, **given} if path != "people" else given
        in_query = method in ("GET", "DELETE")
        extra = {"params": wanted} if in_query else {"json": wanted}
        async with self.client.request(method, f"/street/api/{path}", **extra) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def view(self, **given):
        return await self.do("GET", "view", **given)

    def on(self, network):
        self.who["network"] = network
        return self


@pytest.fixture
async def street():
    app = build_app(SimulatorOptions(fixed_time=NOON))
    async with TestClient(TestServer(app)) as client:
        yield Street(client, app)


async def test_the_page_and_its_files_come_from_here_alone(street):
    for path, kind in (
        ("/", "text/html"),
        ("/street", "text/html"),
        ("/street/street.css", "text/css"),
        ("/street/street.js", "text/javascript"),
    ):
        async with street.client.get(path) as answer:
            text = await answer.text()
            assert (answer.status, answer.content_type) == (200, kind)
            assert "://" not in text
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    async with street.client.get("/street") as answer:
        text = await answer.text()
    for name in [person.name for person in READY] + [brand.name for brand in BRANDS]:
        assert f">{name}</option>" in text


async def test_a_post_on_x_names_the_brand_and_shows_the_answer_under_it(street):
    post = (await street.do("POST", "posts", text="Kur mano siunta?"))["id"]
    await street.do("POST", "posts", text="@Siuntukas labas")
    await street.do("POST", "posts", text="Siuntukas vėl vėluoja", how="plain")
    state = street.app[X_STATE]
    state.post(BRAND.x_user_id, "Rūta, patikrinsime.", in_reply_to=post)
    threads = {thread["id"]: thread for thread in (await street.view())["public"]}
    assert {t["text"] for t in threads.values()} == {
        f"@{BRAND.x_handle} Kur mano siunta?",
        "@Siuntukas labas",
        "Siuntukas vėl vėluoja",
    }
    (reply,) = threads[post]["replies"]
    assert (reply["role"], reply["name"], reply["text"]) == ("brand", BRAND.name, "Rūta, patikrinsime.")
    await street.do("POST", "replies", to=reply["id"], text="ačiū")
    first, *_ = (await street.view())["public"]
    assert [(r["role"], r["text"]) for r in first["replies"]][1] == ("me", "ačiū")


async def test_what_others_wrote_on_x_is_shown_when_asked_for(street):
    state = street.app[X_STATE]
    other = state.people.add("jonas")
    state.post(other.id, f"@{BRAND.x_handle} labas")
    state.post(other.id, "apie nieką")
    assert (await street.view())["public"] == []
    (thread,) = (await street.view(everyone="1"))["public"]
    assert (thread["role"], thread["handle"], thread["may_delete"]) == ("other", "@jonas", False)


async def test_a_post_on_x_may_be_edited_for_half_an_hour_and_deleted(street):
    post = (await street.do("POST", "posts", text="klaida"))["id"]
    await street.do("PATCH", f"posts/{post}", text="pataisyta")
    (thread,) = (await street.view())["public"]
    assert (thread["text"], thread["edited"]) == ("pataisyta", True)
    street.app[CLOCK].shift(timedelta(hours=1))
    assert not (await street.view())["public"][0]["may_edit"]
    await street.do("PATCH", f"posts/{thread['id']}", status=400, text="per vėlai")
    await street.do("DELETE", f"posts/{thread['id']}")
    assert (await street.view())["public"] == []


async def test_messages_on_x_and_whether_they_are_accepted(street):
    await street.do("POST", "messages", text="Laba diena")
    state = street.app[X_STATE]
    me = state.people.by_handle("ruta_k")
    state.send_dm(BRAND.x_user_id, me.id, "Sveiki, Rūta!")
    seen = await street.view()
    assert [(m["role"], m["text"]) for m in seen["private"]] == [("me", "Laba diena"), ("brand", "Sveiki, Rūta!")]
    assert seen["accepts_messages"] is me.accepts_dms is True
    await street.do("PUT", "accepts-messages", accepts=False)
    assert me.accepts_dms is False
    await street.do("PATCH", f"messages/{seen['private'][0]['id']}", status=400, text="x")
    await street.do("DELETE", f"messages/{seen['private'][0]['id']}", status=400)


@pytest.mark.parametrize("network", META)
async def test_a_brand_without_a_post_makes_one_and_answers_under_the_comment(street, network):
    (card,) = (await street.on(network).view())["public"]
    assert (card["role"], card["replies"]) == ("brand", [])
    comment = (await street.do("POST", "replies", to=card["id"], text="Kur siunta?"))["id"]
    state = street.app[GRAPH_STATE]
    state.comment(card["id"], "jonas", "Ir man įdomu")
    state.account_comment(card["id"], "Rūta, žiūrime.", parent=comment)
    await street.do("POST", "replies", to=comment, text="Laukiu")
    (card,) = (await street.view())["public"]
    told = [(r["role"], r["level"], r["text"]) for r in card["replies"]]
    assert told == [("me", 1, "Kur siunta?"), ("brand", 2, "Rūta, žiūrime."), ("me", 2, "Laukiu")]
    assert card["others"] == 1
    (card,) = (await street.view(everyone="1"))["public"]
    assert [r["text"] for r in card["replies"] if r["role"] == "other"] == ["Ir man įdomu"]
    assert card["others"] == 0


@pytest.mark.parametrize("network", META)
async def test_hiding_is_seen_and_one_can_delete_and_on_facebook_edit(street, network):
    (card,) = (await street.on(network).view())["public"]
    comment = (await street.do("POST", "replies", to=card["id"], text="Blogai"))["id"]
    street.app[GRAPH_STATE].hide_comment(comment, hidden=True)
    (seen,) = (await street.view())["public"][0]["replies"]
    assert (seen["hidden"], seen["may_edit"]) == (True, network == "facebook")
    await street.do("PATCH", f"posts/{comment}", status=200 if network == "facebook" else 400, text="Gerai")
    await street.do("DELETE", f"posts/{comment}")
    assert (await street.view())["public"][0]["replies"] == []
    await street.do("DELETE", f"posts/{comment}", status=404)


@pytest.mark.parametrize(
    ("network", "how", "kind"),
    [
        ("facebook", "page", "visitor"),
        ("facebook", "tag", "tagged"),
        ("instagram", "name", "mentioned"),
        ("instagram", "tag", "tagged"),
    ],
)
async def test_own_posts_about_the_brand_on_metas_networks(street, network, how, kind):
    post = (await street.on(network).do("POST", "posts", text="Kaip čia taip?", how=how))["id"]
    stored = street.app[GRAPH_STATE].posts[post]
    assert stored.kind.value == kind
    assert (f"@{BRAND.instagram_username}" in stored.text) == (how == "name")
    assert post in [card["id"] for card in (await street.view())["public"]]
    await street.do("PATCH", f"posts/{post}", text="Pataisyta")
    assert stored.text == "Pataisyta"
    await street.do("DELETE", f"posts/{post}", status=403, person="emily_carter")
    await street.do("DELETE", f"posts/{post}")
    assert post not in [card["id"] for card in (await street.view())["public"]]


@pytest.mark.parametrize("network", META)
async def test_messages_on_metas_networks(street, network):
    sent = (await street.on(network).do("POST", "messages", text="Laba diena"))["id"]
    platform = "instagram" if network == "instagram" else "messenger"
    state = street.app[GRAPH_STATE]
    answer = state.account_message(BRAND.page_id, "ruta_k", "Sveiki", platform)
    await street.do("PATCH", f"messages/{sent}", text="Labas")
    mine, theirs = (await street.view())["private"]
    assert (mine["text"], mine["edited"], theirs["role"], theirs["may_change"]) == ("Labas", True, "brand", False)
    await street.do("DELETE", f"messages/{answer}", status=403)
    await street.do("DELETE", f"messages/{sent}")
    assert (await street.view())["private"][0]["gone"] is True
    await street.do("PUT", "accepts-messages", accepts=False)
    assert state.person("ruta_k").unreachable is not None
    await street.do("PUT", "accepts-messages", accepts=True)
    assert (await street.view())["accepts_messages"] is True


async def test_a_private_reply_says_what_it_is_about(street):
    (card,) = (await street.on("facebook").view())["public"]
    await street.do("POST", "replies", to=card["id"], text="Kur siunta?")
    state = street.app[GRAPH_STATE]
    (comment,) = state.comments_under(card["id"])
    state.account_message(BRAND.page_id, "ruta_k", "Sveiki")
    (message,) = state.conversation(BRAND.page_id, "ruta_k")
    message.answers = comment.id
    assert (await street.view())["private"][0]["about"] == "Kur siunta?"


async def test_nothing_new_is_told_shortly(street):
    first = await street.view()
    same = await street.view(known=first["version"])
    assert same == {"version": first["version"], "now": NOON.isoformat()}
    await street.do("POST", "posts", text="Labas")
    later = await street.view(known=first["version"])
    assert later["version"] != first["version"]
    assert len(later["public"]) == 1


async def test_somebody_new_comes_in_once_and_takes_nobodys_handle(street):
    street.app[X_STATE].people.add("lukasz_zolty")
    made = await street.do("POST", "people", name="  Łukasz   Żółty ")
    assert made == {"handle": "lukasz_zolty2", "name": "Łukasz Żółty"}
    assert await street.do("POST", "people", name="Łukasz Żółty") == made
    await street.do("POST", "posts", person=made["handle"], text="Cześć", brand="kawkarnia")
    assert street.app[X_STATE].people.by_handle("lukasz_zolty2").name == "Łukasz Żółty"
    for nonsense in ("", "   ", "x" * 61):
        await street.do("POST", "people", status=400, name=nonsense)


def test_handles_are_made_of_any_name_and_never_shared():
    people = StreetPeople()
    handles = [people.add(name).handle for name in ("Jonas", "Jonas!", "?!", "Ю", "Ona Labai Ilga Pavardė", "Đorđe Ø")]
    assert handles == ["jonas", "jonas2", "somebody", "somebody2", "ona_labai_ilga", "dorde_o"]


async def test_mistakes_are_told_in_a_sentence(street):
    for method, path, status, given in (
        ("GET", "view", 404, {"person": "nobody"}),
        ("GET", "view", 400, {"network": "myspace"}),
        ("GET", "view", 400, {"brand": "nobrand"}),
        ("POST", "posts", 400, {"text": " "}),
        ("POST", "posts", 400, {"text": "x" * 5001}),
        ("POST", "posts", 400, {"text": "x", "how": "page"}),
        ("POST", "posts", 400, {"text": "x", "nonsense": 1}),
        ("POST", "replies", 404, {"text": "x", "to": "1"}),
        ("POST", "replies", 404, {"text": "x", "to": "1", "network": "facebook"}),
        ("PATCH", "posts/1", 404, {"text": "x"}),
        ("DELETE", "posts/1", 404, {"network": "instagram"}),
        ("DELETE", "messages/1", 404, {"network": "instagram"}),
    ):
        told = await street.do(method, path, status=status, **given)
        assert len(told["error"]) > 10
    post = street.app[X_STATE].post(BRAND.x_user_id, "Naujiena")
    assert "else" in (await street.do("DELETE", f"posts/{post}", status=403))["error"]


async def test_looking_does_not_count_as_a_call_of_a_network(street):
    await street.view()
    assert street.app[JOURNAL].all() == []
