"""What is written on which move: private first, no trace of data in public, no words twice."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from config.playbooks.shapes import LANGUAGES
from monitor.analysis.personal_data import find_personal_data
from monitor.domain.assessments import PersonalDataType, Sentiment
from monitor.domain.mentions import Abilities, Visibility
from monitor.domain.moves import MoveKind
from responders.composer import Composer, compose
from responders.gate import check
from responders.moves import plan_moves
from tests.support.situations import DAY, FACEBOOK, INSTAGRAM, NETWORKS, NOW, Story, X, situation

LATE = Story(text="Vėl vėluoja siunta, mano tel. 8 612 34567!", kind="delivery", data=(PersonalDataType.PHONE,))
PRICE = Story(text="Kiek kainuoja?", act="question", kind="price")


def drafts(case):
    return compose(case, plan_moves(case, now=NOW), now=NOW)


def moves(case):
    return [draft.move for draft in drafts(case)]


@pytest.mark.parametrize("rules", [FACEBOOK, INSTAGRAM])
def test_data_in_public_brings_the_private_text_first_and_a_note_after(rules):
    private, note = drafts(situation(LATE, rules, signature="Rasa"))
    assert (private.move, note.move) == (MoveKind.PRIVATE_REPLY, MoveKind.PUBLIC_REPLY)
    assert "612" not in private.text + note.text
    assert "numer" in private.text
    assert "žinut" in note.text or "asmenišk" in note.text


def test_where_nothing_private_is_open_the_customer_is_invited():
    (invite,) = drafts(situation(LATE, X))
    assert invite.move is MoveKind.INVITE
    assert "https://x.example/compose?to=777" in invite.text


def test_no_account_id_no_link():
    (invite,) = drafts(replace(situation(LATE, X), account_id=""))
    assert "https" not in invite.text


def test_an_open_conversation_spares_the_one_private_reply():
    assert moves(situation(LATE, last_inbound=NOW - timedelta(hours=2))) == [MoveKind.MESSAGE, MoveKind.PUBLIC_REPLY]


def test_a_person_who_accepts_messages_gets_one_and_the_note():
    case = situation(replace(LATE, abilities=Abilities(reply=True, message=True)), X)
    assert moves(case) == [MoveKind.MESSAGE, MoveKind.PUBLIC_REPLY]


def test_after_the_private_reply_only_a_reminder_is_left():
    (note,) = drafts(situation(LATE, reply_used=NOW - DAY))
    assert note.move is MoveKind.PUBLIC_REPLY
    case = situation(LATE, reply_used=NOW - 30 * DAY, last_inbound=NOW - 20 * DAY)
    assert moves(case) == [MoveKind.INVITE]


def test_the_human_agent_window_gets_no_template():
    case = situation(replace(LATE, visibility=Visibility.PRIVATE, age=2 * DAY))
    assert [m.kind for m in plan_moves(case, now=NOW) if m.human_agent] == [MoveKind.MESSAGE]
    assert drafts(case) == ()


def test_a_lead_gets_nothing():
    assert drafts(situation(replace(LATE, abilities=Abilities(reply=False)), X)) == ()


def test_a_plain_question_is_answered_where_it_was_asked():
    assert moves(situation(PRICE)) == [MoveKind.PUBLIC_REPLY]
    assert moves(situation(replace(PRICE, visibility=Visibility.PRIVATE))) == [MoveKind.MESSAGE]


def test_a_later_word_without_data_is_taken_aside_as_the_case_is():
    case = replace(situation(replace(PRICE, text="Halo? Kiek?")), exposed=True)
    assert moves(case) == [MoveKind.PRIVATE_REPLY, MoveKind.PUBLIC_REPLY]


def test_spam_gets_no_text_but_a_person_may_take_its_playbook(composer):
    case = situation(Story(text="Easy money with crypto", language="en", act="spam"))
    plan = plan_moves(case, now=NOW)
    assert composer(case, plan, now=NOW) == ()
    spam = composer.choose(case, now=NOW)
    assert spam.name == "spam"
    assert [draft.playbook for draft in composer.draft(spam, case, plan, now=NOW)] == ["spam"]


@pytest.mark.parametrize("language", ["und", "ru", "de", "lv"])
def test_a_language_without_texts_asks_the_agent(language):
    assert drafts(situation(Story(language=language))) == ()


def test_what_the_customer_gave_is_not_asked_again():
    given = replace(LATE, visibility=Visibility.PRIVATE, data=(PersonalDataType.ORDER,))
    for salt in map(str, range(10)):
        (draft,) = drafts(situation(given, salt=salt))
        assert "numer" not in draft.text
        (asking,) = drafts(situation(replace(given, data=()), salt=salt))
        assert "numer" in asking.text


def test_no_day_is_named_in_public_before_we_have_what_we_need():
    (_, note) = drafts(situation(LATE))
    assert "iki " not in note.text
    (_, note) = drafts(situation(replace(LATE, data=(PersonalDataType.PHONE, PersonalDataType.ORDER))))
    assert "iki rytojaus vakaro" in note.text


def test_a_customer_who_had_to_write_again_reads_that_we_know():
    (private, _) = drafts(situation(LATE, repeats=3))
    assert any(line[:20] in private.text for line in shipped_phrases()["lt"].silence)


def test_who_had_an_answer_is_not_told_that_we_kept_silent():
    (private, _) = drafts(replace(situation(LATE, repeats=3), answered_before=True))
    assert not any(line[:20] in private.text for line in shipped_phrases()["lt"].silence)


def test_an_answer_repeats_no_line_of_the_earlier_ones():
    earlier: list[str] = []
    story = replace(LATE, visibility=Visibility.PRIVATE)
    while found := drafts(situation(story, earlier=tuple(earlier), signature="Rasa")):
        earlier.append(found[0].text)
    assert len(earlier) == 3  # as many as there are variants; then a person writes
    for one, other in pairwise(earlier):
        lines = {line.strip() for line in one.removesuffix("– Rasa").replace("–", ".").split(".") if len(line) > 15}
        assert not [line for line in lines if line in other]


def test_one_case_reads_the_same_and_two_cases_differ():
    assert drafts(situation(LATE, salt="a")) == drafts(situation(LATE, salt="a"))
    texts = {drafts(situation(LATE, salt=str(salt)))[0].text for salt in range(50)}
    assert len(texts) >= 25


def test_a_text_is_shortened_by_leaving_parts_out_and_never_cut():
    case = situation(LATE, X, signature="Rasa")
    (full,) = drafts(case)
    for limit in range(280, 40, -10):
        found = drafts(replace(case, rules=replace(X, public_limit=limit)))
        for draft in found:
            assert len(draft.text) <= limit
            assert draft.text.endswith(("Rasa", ".", "777", "?"))
    assert full.text.endswith("Rasa")
    assert drafts(replace(case, rules=replace(X, public_limit=40))) == ()


def test_the_names_vocative_and_form_follow_the_customer():
    polish = Story(text="Dzień dobry, ile kosztuje?", language="pl", act="question", name="Marek Przykład")
    assert "Panie Marku" in drafts(situation(polish))[0].text
    (familiar,) = drafts(situation(replace(polish, text="Hej, ile kosztuje?")))
    assert "Marku" in familiar.text
    assert "Pan" not in familiar.text
    (unsure,) = drafts(situation(replace(polish, name="Sklep Marek")))
    assert "Marek" not in unsure.text
    lithuanian = Story(text="Kiek kainuoja?", act="question", name="Eglė")
    assert "Egle" in drafts(situation(lithuanian))[0].text


def test_an_emoji_answers_an_emoji_and_only_to_good_news():
    praise = Story(text="Puikus aptarnavimas 😊", act="praise")
    case = situation(praise)
    happy = replace(
        case,
        assessment=structs.replace(case.assessment, sentiment=Sentiment("positive", case.assessment.sentiment.score)),
    )
    assert any(sign in drafts(happy)[0].text for sign in shipped_phrases()["lt"].emoji)
    plain = replace(happy, mention=replace(happy.mention, text="Puikus aptarnavimas"))
    assert not any(sign in drafts(plain)[0].text for sign in shipped_phrases()["lt"].emoji)
    angry = situation(replace(LATE, text="Vėluoja siunta 😡"))
    assert not any(sign in draft.text for draft in drafts(angry) for sign in shipped_phrases()["lt"].emoji)


def test_the_team_signs_where_no_signature_is_set():
    assert "„Vėtra“ komanda" in drafts(situation(PRICE))[0].text
    assert drafts(replace(situation(PRICE), brand=""))[0].text.endswith(".")


TYPES = st.lists(st.sampled_from(PersonalDataType), max_size=3).map(tuple)


ago = st.none() | st.integers(0, 24 * 9).map(lambda hours: NOW - timedelta(hours=hours))
stories = st.builds(
    Story,
    language=st.sampled_from(LANGUAGES),
    data=TYPES,
    visibility=st.sampled_from(Visibility),
    name=st.sampled_from([None, "Jonas Pavyzdys", "Anna", "Mark", "Pizza & Co"]),
    age=st.integers(0, 24 * 9).map(lambda hours: timedelta(hours=hours)),
)
cases = st.builds(
    situation,
    stories,
    st.sampled_from(sorted(NETWORKS)).map(NETWORKS.__getitem__),
    salt=st.text(max_size=5),
    last_inbound=ago,
    reply_used=ago,
)


@given(cases, st.sampled_from(shipped_playbooks()))
def test_whatever_the_case_drafts_keep_the_rules(case, book):
    rules = case.rules
    plan = plan_moves(case, now=NOW)
    found = Composer(shipped_playbooks(), shipped_phrases()).draft(book, case, plan, now=NOW)
    allowed = {move.kind for move in plan if move.allowed and not move.human_agent}
    assert {draft.move for draft in found} <= allowed
    assert len({draft.move.visibility for draft in found}) == len(found)
    assert [d.move.visibility for d in found] == sorted(d.move.visibility for d in found)  # private leaves first
    phrases = shipped_phrases()[case.language]
    for draft in found:
        public = draft.move.visibility is Visibility.PUBLIC
        assert rules.measure(draft.text) <= (rules.public_limit if public else rules.private_limit)
        if public and case.assessment.needs_private:
            ways = (*phrases.note, *phrases.invite)
            assert any(way.rpartition("]")[2].rpartition("–")[2].strip() in draft.text for way in ways)
        assert not check(
            draft.text, visibility=draft.move.visibility, thread=["…"], customer={}, allowed=(),
            detect=find_personal_data,
        )  # fmt: skip
