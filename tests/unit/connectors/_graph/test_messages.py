from datetime import UTC, datetime

import pytest

from connectors._graph.messages import Own, conversation_id, person_of, read_event, read_thread, standing
from monitor.domain.errors import BadPayload
from monitor.domain.mentions import Author, Direction
from monitor.domain.streams import Removed, Seen, Unreadable

OWN = Own(account="p", network="instagram", id="17841", ids=frozenset({"17841", "100"}), handle="siuntukas.lt")
AT = 1795176000000


def event(**message: object) -> dict[str, object]:
    return {"sender": {"id": "7"}, "recipient": {"id": "17841"}, "timestamp": AT, "message": {"mid": "m_1", **message}}


def seen(record: object) -> Seen:
    assert isinstance(record, Seen)
    return record


def test_a_conversation_has_one_name_and_tells_its_person():
    assert person_of(conversation_id("17841", "7")) == "7"
    assert [person_of(name) for name in ("5_6", "mention:1:2", "t:1", "t:1:", "")] == [None] * 5


def test_an_echo_is_ours_and_lies_in_the_customer_s_conversation():
    echo = event(text="Ačiū!", is_echo=True)
    echo["sender"], echo["recipient"] = {"id": "17841"}, {"id": "7"}
    ours, theirs = seen(read_event(OWN, echo)).mention, seen(read_event(OWN, event(text="labas"))).mention
    assert (ours.direction, theirs.direction) == (Direction.OUTBOUND, Direction.INBOUND)
    assert ours.conversation_id == theirs.conversation_id == "t:17841:7"


def test_an_unsent_message_is_removed():
    assert read_event(OWN, event(is_deleted=True)) == Removed("p", "m_1", datetime(2026, 11, 20, 12, tzinfo=UTC))


def test_an_edit_has_the_message_s_key_and_the_new_words():
    edit = {"sender": {"id": "7"}, "recipient": {"id": "17841"}, "timestamp": AT}
    edit["message_edit"] = {"mid": "m_1", "text": "nauji žodžiai", "num_edit": 1}
    mention = seen(read_event(OWN, edit)).mention
    assert (mention.remote_id, mention.text) == ("m_1", "nauji žodžiai")
    assert mention.created_at == datetime(2026, 11, 20, 11, 45, tzinfo=UTC)  # never later than it can have been sent


def test_a_pressed_button_is_what_the_person_said():
    pressed = {"sender": {"id": "7"}, "recipient": {"id": "17841"}, "timestamp": AT}
    pressed["postback"] = {"mid": "m_5", "title": "Kur mano siunta?", "payload": "TRACK"}
    mention = seen(read_event(OWN, pressed)).mention
    assert (mention.text, mention.direction) == ("Kur mano siunta?", Direction.INBOUND)


def test_a_story_mention_is_kept_as_a_link_never_as_media():
    attachment = {"type": "story_mention", "payload": {"url": "https://cdn.example.com/story"}}
    mention = seen(read_event(OWN, event(attachments=[attachment]))).mention
    assert (mention.text, mention.attachments) == ("", ("https://cdn.example.com/story",))


def test_a_story_reply_and_a_quoted_message_are_told():
    story = seen(read_event(OWN, event(text="!", reply_to={"story": {"url": "https://cdn.example.com/s", "id": "1"}})))
    quoted = seen(read_event(OWN, event(text="!", reply_to={"mid": "m_0"})))
    assert story.mention.attachments == ("https://cdn.example.com/s",)
    assert quoted.mention.parent_id == "m_0"


@pytest.mark.parametrize("kind", ["read", "delivery", "reaction", "optin", "kind_of_tomorrow"])
def test_events_without_words_are_passed_over(kind: str):
    assert read_event(OWN, {"sender": {"id": "7"}, "recipient": {"id": "17841"}, "timestamp": AT, kind: {}}) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"message": "text"},
        {"message": {"text": "no id"}},
        {"message": {"mid": "m"}, "timestamp": None},
        {"message": {"mid": "m"}, "sender": None},
        {"message": {"mid": "m", "text": 5}},
    ],
)
def test_a_broken_event_is_refused(broken: dict[str, object]):
    with pytest.raises(BadPayload):
        read_event(OWN, {**event(text="x"), **broken})


def thread(*messages: dict[str, object]) -> dict[str, object]:
    sides = [{"id": 7, "username": "rugile.k"}, {"id": "17841", "username": "siuntukas.lt"}]
    return {"id": "aWdf", "participants": {"data": sides}, "messages": {"data": list(messages)}}


def message(id_: str, by: object, **more: object) -> dict[str, object]:
    return {"id": id_, "created_time": "2026-11-20T12:00:00+0000", "from": by, "message": "labas", **more}


def test_a_polled_thread_gives_its_messages_oldest_first_in_the_webhook_s_conversation():
    found = read_thread(OWN, thread(message("m_2", {"id": "17841"}), message("m_1", {"id": 7})))
    first, second = (seen(record).mention for record in found)
    assert (first.remote_id, first.direction, second.direction) == ("m_1", Direction.INBOUND, Direction.OUTBOUND)
    assert first.conversation_id == second.conversation_id == "t:17841:7"


def test_messages_older_than_the_newest_twenty_come_without_details_and_are_passed_over():
    old = {"id": "m_0", "created_time": "2026-11-20T12:00:00+0000"}
    assert len(read_thread(OWN, thread(message("m_1", {"id": "7"}), old))) == 1


def test_one_broken_message_stops_no_other():
    found = read_thread(OWN, thread(message("m_2", None), message("m_1", {"id": "7"})))
    assert [type(record) for record in found] == [Seen, Unreadable]


def test_a_thread_without_participants_is_known_by_its_messages():
    bare = {"messages": {"data": [message("m_1", {"id": "17841"}, to={"data": [{"id": "7"}]})]}}
    assert seen(read_thread(OWN, bare)[0]).mention.conversation_id == "t:17841:7"


def test_links_of_polled_attachments_shares_and_stories_are_kept():
    given = message(
        "m_1",
        {"id": "7"},
        attachments={
            "data": [{"image_data": {"url": "https://cdn.example.com/1"}}, {"file_url": "https://cdn.example.com/2"}]
        },
        shares={"data": [{"link": "https://cdn.example.com/3"}]},
        story={"mention": {"link": "https://cdn.example.com/4", "id": ""}},
    )
    links = seen(read_thread(OWN, thread(given))[0]).mention.attachments
    assert links == tuple(f"https://cdn.example.com/{number}" for number in range(1, 5))


def test_our_words_are_known_by_page_id_account_id_or_user_name():
    assert OWN.wrote(Author(remote_id="17841"))
    assert OWN.wrote(Author(remote_id="100"))
    assert OWN.wrote(Author(remote_id="", handle="Siuntukas.LT"))
    assert not OWN.wrote(Author(remote_id="7", handle="siuntukas.lt"))
    assert not OWN.wrote(Author(remote_id=""))


def test_a_conversation_tells_what_stands_of_its_newest_messages():
    newer = message("m_2", {"id": 7}, created_time="2026-11-20T12:05:00+0000")
    told = standing(OWN, thread(newer, message("m_1", {"id": "17841"}), {"id": "m_0"}))
    assert told is not None
    assert (told.conversation_id, told.remote_ids) == ("t:17841:7", {"m_1", "m_2"})
    assert told.since == datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "messages", [(), ({"id": "m_0"},), ({"id": "m_1", "message": "labas"},)], ids=["none", "withheld", "without-time"]
)
def test_a_conversation_without_readable_messages_tells_nothing(messages):
    assert standing(OWN, thread(*messages)) is None
    assert standing(OWN, {**thread(message("m_1", {"id": 7})), "participants": None}) is None
