from datetime import timedelta

import pytest

from tests.support.graph_probe import IG, OTHER, PAGE, graph_probe


@pytest.fixture
async def graph():
    async with graph_probe() as probe:
        yield probe


@pytest.fixture
def post(graph):
    return graph.state.publish(PAGE, "Rytoj dirbame iki 20 val.")


async def test_comments_come_with_author_time_and_rights(graph, post):
    graph.state.person("ona", "Ona Petraitė")
    id_ = graph.state.comment(post, "ona", "Kada atvyks siunta?")
    fields = "id,from,message,created_time,is_hidden,can_comment,can_hide,can_reply_privately,permalink_url"
    answer = await graph.get(f"{post}/comments", fields=fields)
    (comment,) = answer.body["data"]
    assert comment["id"] == id_ == f"{post.split('_')[1]}_{id_.split('_')[1]}"
    assert comment["message"] == "Kada atvyks siunta?"
    assert comment["created_time"] == "2026-11-20T12:00:00+0000"
    assert comment["from"]["name"] == "Ona Petraitė"
    assert (comment["can_hide"], comment["can_reply_privately"], comment["is_hidden"]) == (True, True, False)
    assert answer.headers["facebook-api-version"] == "v26.0"


async def test_default_fields_of_a_comment(graph, post):
    graph.state.comment(post, "ona", "Labas")
    (comment,) = (await graph.get(f"{post}/comments")).body["data"]
    assert set(comment) == {"created_time", "from", "message", "id"}


async def test_toplevel_hides_replies_and_stream_shows_them(graph, post):
    top = graph.state.comment(post, "ona", "Kur siunta?")
    reply = graph.state.comment(post, "jonas", "Ir man neatvežė", parent=top)
    assert (await graph.get(f"{post}/comments")).ids == [top]
    stream = await graph.get(f"{post}/comments", filter="stream", fields="id,parent{id}")
    assert stream.body["data"] == [{"id": top}, {"id": reply, "parent": {"id": top}}]


async def test_a_reply_to_a_reply_goes_under_the_top_comment(graph, post):
    top = graph.state.comment(post, "ona", "Kur siunta?")
    reply = graph.state.comment(post, "jonas", "Ir man", parent=top)
    answer = await graph.post(f"{reply}/comments", message="Jonai, parašykite mums")
    shown = await graph.get(answer.body["id"], fields="parent{id},from")
    assert shown.body["parent"] == {"id": top}
    assert shown.body["from"]["id"] == PAGE


async def test_order_since_and_limit(graph, post):
    moments = [graph.clock.now() - timedelta(hours=hours) for hours in (3, 2, 1)]
    ids = [graph.state.comment(post, "ona", "Labas", at=moment) for moment in moments]
    newest_first = await graph.get(f"{post}/comments", order="reverse_chronological", limit="2")
    assert newest_first.ids == [ids[2], ids[1]]
    since = str(int((graph.clock.now() - timedelta(hours=2)).timestamp()))
    assert (await graph.get(f"{post}/comments", since=since)).ids == ids[1:]
    assert (await graph.get(f"{post}/comments", order="best")).error == (100, None)


async def test_cursors_lead_through_all_pages_once(graph, post):
    wanted = [graph.state.comment(post, "ona", str(n)) for n in range(7)]
    found, after = [], {}
    while True:
        page = await graph.get(f"{post}/comments", limit="3", **after)
        found += page.ids
        if "next" not in page.body.get("paging", {}):
            break
        after = {"after": page.body["paging"]["cursors"]["after"]}
    assert found == wanted


async def test_cursor_survives_a_newer_comment_and_a_deleted_anchor(graph, post):
    ids = [graph.state.comment(post, "ona", str(n)) for n in range(4)]
    page = await graph.get(f"{post}/comments", limit="2", order="reverse_chronological")
    graph.state.comment(post, "ona", "new")
    graph.state.delete_comment(ids[2])
    rest = await graph.get(
        f"{post}/comments", order="reverse_chronological", after=page.body["paging"]["cursors"]["after"]
    )
    assert rest.ids == [ids[1], ids[0]]


async def test_next_link_carries_the_token_and_works(graph, post):
    for n in range(3):
        graph.state.comment(post, "ona", str(n))
    page = await graph.get(f"{post}/comments", limit="2")
    link = page.body["paging"]["next"]
    assert f"access_token={graph.token}" in link
    assert "appsecret_proof" not in link
    graph.state.options.require_proof = False
    async with graph.session.get(link) as answer:
        assert len((await answer.json())["data"]) == 1


async def test_empty_page_in_the_middle_has_a_next(graph, post):
    ids = [graph.state.comment(post, "ona", str(n)) for n in range(4)]
    graph.state.options.empty_pages = True
    first = await graph.get(f"{post}/comments", limit="2")
    second = await graph.get(f"{post}/comments", limit="2", after=first.body["paging"]["cursors"]["after"])
    assert second.body["data"] == []
    assert "next" in second.body["paging"]
    third = await graph.get(f"{post}/comments", limit="2", after=second.body["paging"]["cursors"]["after"])
    assert first.ids + third.ids == ids
    assert "next" not in third.body["paging"]


async def test_repeated_pages_by_option(graph, post):
    for n in range(4):
        graph.state.comment(post, "ona", str(n))
    graph.state.options.repeat_pages = True
    first = await graph.get(f"{post}/comments", limit="2")
    again = await graph.get(f"{post}/comments", limit="2", after=first.body["paging"]["cursors"]["after"])
    assert again.ids == first.ids


async def test_no_comments_means_no_paging(graph, post):
    assert (await graph.get(f"{post}/comments")).body == {"data": []}


async def test_bare_and_double_comment_ids_name_the_same(graph, post):
    id_ = graph.state.comment(post, "ona", "Labas")
    bare = id_.split("_")[1]
    assert (await graph.get(bare)).body["id"] == (await graph.get(id_)).body["id"] == id_


async def test_nested_expansion_of_posts_and_comments(graph, post):
    top = graph.state.comment(post, "ona", "Kur?")
    graph.state.comment(post, "jonas", "Ten", parent=top)
    graph.state.comment(post, "ona", "Ačiū", parent=top)
    fields = "id,comments.limit(5).filter(toplevel).summary(true){id,comments.limit(1){message}}"
    answer = await graph.get(f"{PAGE}/published_posts", fields=fields)
    (shown,) = answer.body["data"]
    (comment,) = shown["comments"]["data"]
    assert comment["comments"]["data"] == [{"message": "Ten", "id": comment["comments"]["data"][0]["id"]}]
    assert shown["comments"]["summary"]["total_count"] == 1


async def test_summary_without_items_counts_all(graph, post):
    top = graph.state.comment(post, "ona", "Kur?")
    graph.state.comment(post, "jonas", "Ten", parent=top)
    answer = await graph.get(post, fields="comments.filter(stream).limit(0).summary(total_count)")
    assert answer.body["comments"] == {
        "data": [],
        "summary": {"order": "chronological", "total_count": 2, "can_comment": True},
    }


@pytest.mark.parametrize("fields", ["id,nonsense", "id{", "id,from{id", "comments.limit(5{id}", "comments.(3)"])
async def test_wrong_fields_are_refused(graph, post, fields):
    graph.state.comment(post, "ona", "Labas")
    answer = await graph.get(f"{post}/comments", fields=fields)
    assert answer.status == 400
    assert answer.error[0] in (100, 2500)


async def test_reply_gives_an_id_and_edit_gives_success(graph, post):
    id_ = graph.state.comment(post, "ona", "Kur siunta?")
    reply = await graph.post(f"{id_}/comments", message="Patikrinsime")
    assert set(reply.body) == {"id"}
    edited = await graph.post(reply.body["id"], message="Patikrinome")
    assert edited.body == {"success": True}
    assert (await graph.get(reply.body["id"])).body["message"] == "Patikrinome"


async def test_posting_message_to_a_customers_comment_edits_nothing(graph, post):
    id_ = graph.state.comment(post, "ona", "Kur siunta?")
    answer = await graph.post(id_, message="Patikrinsime")
    assert (answer.status, answer.error) == (403, (200, None))
    assert [c.text for c in graph.state.comments_under(post)] == ["Kur siunta?"]


async def test_hide_show_and_delete(graph, post):
    id_ = graph.state.comment(post, "ona", "Reklama")
    assert (await graph.post(id_, is_hidden="true")).body == {"success": True}
    assert (await graph.get(id_, fields="is_hidden")).body["is_hidden"] is True
    assert (await graph.post(id_, is_hidden="True")).error == (100, None)
    await graph.post(id_, is_hidden="false")
    assert (await graph.get(id_, fields="is_hidden")).body["is_hidden"] is False
    assert (await graph.call("DELETE", id_)).body == {"success": True}
    assert (await graph.get(id_)).error == (100, 33)


async def test_what_stands_elsewhere_is_neither_hidden_nor_deleted(graph, post):
    theirs = graph.state.tag_page(PAGE, "ona", "Ačiū!")
    id_ = graph.state.comment(theirs, "jonas", "Kur siunta?")
    assert (await graph.post(id_, is_hidden="true")).error == (200, None)
    assert (await graph.call("DELETE", id_)).error == (200, None)
    assert (await graph.call("DELETE", theirs)).error == (200, None)
    assert [c.hidden for c in graph.state.comments_under(theirs)] == [False]


async def test_deleting_a_comment_takes_its_replies_along(graph, post):
    top = graph.state.comment(post, "ona", "Kur?")
    reply = graph.state.comment(post, "jonas", "Ten", parent=top)
    graph.state.delete_comment(top)
    assert (await graph.get(reply)).error == (100, 33)
    assert (await graph.get(f"{post}/comments", filter="stream")).body["data"] == []


async def test_author_is_absent_when_withheld_or_asked_by_a_user(graph, post):
    graph.state.person("ona").nameless = True
    id_ = graph.state.comment(post, "ona", "Kur?")
    other = graph.state.comment(post, "jonas", "Ten")
    assert "from" not in (await graph.get(id_, fields="from,message")).body
    assert "from" in (await graph.get(other, fields="from")).body
    as_user = await graph.call("GET", other, {"fields": "from,message"}, token="simulated-user-token")
    assert "from" not in as_user.body
    listed = await graph.call("GET", f"{post}/comments", token="simulated-user-token")
    assert (listed.status, listed.body) == (200, {"data": []})


async def test_a_user_token_cannot_answer_as_the_page(graph, post):
    id_ = graph.state.comment(post, "ona", "Kur?")
    answer = await graph.call("POST", f"{id_}/comments", data={"message": "x"}, token="simulated-user-token")
    assert answer.error == (1705, None)


async def test_edges_of_a_page_list_what_belongs_there(graph, post):
    visitor = graph.state.visitor_post(PAGE, "ona", "Niekas neatsiliepia")
    tagged = graph.state.tag_page(PAGE, "jonas", "Siuntukas vėl vėluoja")
    assert (await graph.get(f"{PAGE}/published_posts")).ids == [post]
    assert (await graph.get(f"{PAGE}/visitor_posts")).ids == [visitor]
    assert (await graph.get(f"{PAGE}/tagged")).ids == [tagged]
    assert set((await graph.get(f"{PAGE}/feed")).ids) == {post, visitor, tagged}
    fields = "from,message,message_tags"
    assert "from" in (await graph.get(f"{PAGE}/visitor_posts", fields=fields)).body["data"][0]
    (shown,) = (await graph.get(f"{PAGE}/tagged", fields=fields)).body["data"]
    assert "from" not in shown
    assert shown["message_tags"][0]["id"] == PAGE
    assert (await graph.get(f"{PAGE}/feed", limit="101")).error == (100, None)


async def test_reviews_are_gone(graph):
    assert (await graph.get(f"{PAGE}/ratings")).error == (12, None)


async def test_anothers_objects_do_not_exist_for_us(graph):
    theirs = graph.state.publish(OTHER.page_id, "Kawa!")
    for path in (theirs, f"{theirs}/comments", OTHER.page_id, f"{OTHER.page_id}/conversations"):
        assert (await graph.get(path)).error == (100, 33)
    assert (await graph.post(f"{theirs}/comments", message="x")).error == (100, 33)


async def test_instagram_comments_newest_first_with_replies_inside(graph):
    media = graph.state.publish(IG, "Nauja kolekcija")
    old = graph.state.comment(media, "ona", "Graži", at=graph.clock.now() - timedelta(hours=1))
    new = graph.state.comment(media, "jonas", "Kaina?")
    reply = graph.state.comment(media, "ona", "Brangu", parent=new)
    fields = "id,text,timestamp,from,username,hidden,parent_id,replies{id,text,username,parent_id,hidden}"
    answer = await graph.get(f"{media}/comments", fields=fields, since="1")
    assert answer.ids == [new, old]
    first = answer.body["data"][0]
    assert first["timestamp"] == "2026-11-20T12:00:00+0000"
    assert first["username"] == "jonas"
    assert first["replies"]["data"] == [
        {"id": reply, "text": "Brangu", "username": "ona", "parent_id": new, "hidden": False}
    ]
    assert "replies" not in answer.body["data"][1]


async def test_instagram_knows_no_since(graph):
    media = graph.state.publish(IG, "Nauja kolekcija")
    graph.state.comment(media, "ona", "Sena", at=graph.clock.now() - timedelta(days=9))
    since = str(int(graph.clock.now().timestamp()))
    assert len((await graph.get(f"{media}/comments", since=since)).ids) == 1


async def test_instagram_pages_hold_fifty_at_most_and_restricted_people_are_missing(graph):
    media = graph.state.publish(IG, "Nauja kolekcija")
    graph.state.person("rasa").restricted = True
    for n in range(60):
        graph.state.comment(media, "rasa" if n == 59 else "ona", str(n))
    page = await graph.get(f"{media}/comments", limit="100")
    assert len(page.ids) == 49
    assert "next" in page.body["paging"]
    rest = await graph.get(f"{media}/comments", after=page.body["paging"]["cursors"]["after"])
    assert len(rest.ids) == 10


async def test_instagram_reply_hide_and_delete(graph):
    media = graph.state.publish(IG, "Nauja kolekcija")
    id_ = graph.state.comment(media, "ona", "Kaina?")
    answer = await graph.post(f"{id_}/replies", message="Parašėme jums")
    nested = await graph.post(f"{answer.body['id']}/replies", message="Ir dar")
    assert (await graph.get(nested.body["id"], fields="parent_id")).body["parent_id"] == id_
    hidden = await graph.call("POST", id_, {"hide": "true"})
    assert hidden.body == {"success": True}
    assert (await graph.get(id_, fields="hidden")).body["hidden"] is True
    assert (await graph.post(f"{id_}/replies", message="x")).error == (100, None)
    assert (await graph.call("DELETE", id_)).body == {"success": True}
    assert graph.state.comments_under(media) == []


async def test_instagram_nameless_people_still_have_a_user_name(graph):
    media = graph.state.publish(IG, "Nauja kolekcija")
    graph.state.person("ona", username="ona.p").nameless = True
    id_ = graph.state.comment(media, "ona", "Kaina?")
    assert (await graph.get(id_, fields="from,username")).body == {"username": "ona.p", "id": id_}


async def test_instagram_mentions_are_looked_up_one_by_one(graph):
    media = graph.state.mention(IG, "ona", "Ačiū @siuntukas.lt")
    comment = graph.state.comment(media, "jonas", "@siuntukas.lt o mano siunta?")
    silent = graph.state.comment(media, "rasa", "gražu")
    answer = await graph.get(IG, fields=f"mentioned_comment.comment_id({comment}){{id,text,media{{id,permalink}}}}")
    assert set(answer.body["mentioned_comment"]["media"]) == {"id", "permalink"}
    assert answer.body["mentioned_comment"]["media"]["id"] == media
    media_answer = await graph.get(IG, fields=f"mentioned_media.media_id({media}){{caption,username}}")
    assert media_answer.body["mentioned_media"]["username"] == "ona"
    assert (await graph.get(IG, fields=f"mentioned_comment.comment_id({silent})")).error == (100, 33)
    reply = await graph.post(f"{IG}/mentions", media_id=media, comment_id=comment, message="Parašykite mums")
    assert graph.state.find_comment(reply.body["id"]).parent.id == comment
    assert (await graph.get(f"{IG}/tags")).body == {"data": []}


async def test_other_peoples_media_are_seen_only_through_the_mention(graph):
    media = graph.state.mention(IG, "ona", "Ačiū @siuntukas.lt")
    comment = graph.state.comment(media, "jonas", "@siuntukas.lt o mano siunta?")
    for path in (media, f"{media}/comments", comment, f"{comment}/replies"):
        assert (await graph.get(path)).error == (100, 33)
    assert (await graph.post(f"{comment}/replies", message="x")).error == (100, 33)


async def test_instagram_tags_and_media_are_different_edges(graph):
    own = graph.state.publish(IG, "Nauja kolekcija")
    tagged = graph.state.tag_page(IG, "ona", "Su nauju puodeliu")
    assert (await graph.get(f"{IG}/media", fields="id,comments_count,owner{id}")).body["data"] == [
        {"id": own, "comments_count": 0, "owner": {"id": IG}}
    ]
    assert (await graph.get(f"{IG}/tags")).ids == [tagged]


async def test_more_replies_than_a_nested_page_holds_are_reached_through_their_own_edge(graph):
    media = graph.state.publish(IG, "Nauja kolekcija")
    top = graph.state.comment(media, "ona", "Kaina?")
    wanted = [graph.state.comment(media, "jonas", str(n), parent=top) for n in range(30)]
    (shown,) = (await graph.get(f"{media}/comments", fields="id,replies{id}")).body["data"]
    nested = [reply["id"] for reply in shown["replies"]["data"]]
    assert len(nested) == 25
    paging = shown["replies"]["paging"]
    assert f"/v26.0/{top}/replies?" in paging["next"]
    rest = await graph.get(f"{top}/replies", after=paging["cursors"]["after"])
    assert nested + rest.ids == wanted


async def test_unknown_edge_of_a_known_node(graph, post):
    assert (await graph.get(f"{post}/likers")).error == (100, None)


async def test_closed_comments_take_no_answer(graph, post):
    id_ = graph.state.comment(post, "ona", "Labas")
    graph.state.posts[post].comments_closed = True
    assert (await graph.post(f"{id_}/comments", message="x")).error == (200, None)
    assert (await graph.get(id_, fields="can_comment")).body["can_comment"] is False


async def test_attachments_without_words(graph, post):
    id_ = graph.state.comment(post, "ona", "", attachment="sticker")
    shown = (await graph.get(id_, fields="message,attachment")).body
    assert (shown["message"], shown["attachment"]["type"]) == ("", "sticker")


async def test_an_edited_post_moves_its_updated_time_and_a_deleted_one_takes_all_along(graph, post):
    id_ = graph.state.comment(post, "ona", "Labas")
    graph.clock.shift(timedelta(hours=1))
    graph.state.edit_post(post, "Dirbame iki 21 val.")
    shown = (await graph.get(post, fields="message,updated_time,created_time")).body
    assert shown["message"] == "Dirbame iki 21 val."
    assert shown["updated_time"] > shown["created_time"]
    assert (await graph.call("DELETE", post)).body == {"success": True}
    assert (await graph.get(id_)).error == (100, 33)
    assert (await graph.get(f"{PAGE}/published_posts")).body == {"data": []}


async def test_bounds_of_time_are_whole_seconds_and_included(graph):
    half_past = graph.clock.now() + timedelta(milliseconds=500)
    post = graph.state.publish(PAGE, "Naujiena", at=half_past)
    media = graph.state.publish(IG, "Nauja", at=half_past)
    tagged = graph.state.tag_page(IG, "ona", "Su puodeliu", at=half_past)
    noon = str(int(graph.clock.now().timestamp()))
    later = str(int(noon) + 1)
    for path, id_, since, until in (
        (f"{PAGE}/published_posts", post, "since", "until"),
        (f"{IG}/media", media, "since", "until"),
        (f"{IG}/tags", tagged, "posted_after", "posted_before"),
    ):
        assert (await graph.get(path, **{since: noon, until: noon})).ids == [id_]
        assert (await graph.get(path, **{since: later})).body == {"data": []}
