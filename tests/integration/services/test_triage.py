"""Mentions become cases: who belongs together, what waits, what was answered elsewhere."""

from datetime import timedelta

from monitor.domain.cases import CaseState
from monitor.domain.mentions import Abilities, Author
from monitor.domain.streams import Removed
from tests.support.fakes import PHONE, START, assess, mention, message, ours

LATER = START + timedelta(minutes=5)
MUCH_LATER = START + timedelta(days=30)


async def test_a_complaint_opens_a_case_with_reasons_and_drafts(town):
    await town.hear(mention("1", f"blogai, mano tel. {PHONE}"))
    case = await town.case()
    assert case.state is CaseState.OPEN
    assert case.needs_private
    assert {"complaint", "personal_data"} <= {reason.code for reason in case.priority.reasons}
    assert {draft.visibility.value for draft in await town.drafts()} == {"private", "public"}


async def test_the_same_customer_again_joins_the_case_and_counts_as_repeat(town):
    await town.hear(mention("1", "blogai"))
    before = (await town.case()).priority
    await town.hear(mention("2", "blogai, kada?", created_at=LATER))
    case = await town.case()
    assert case.last_inbound_at == LATER
    assert case.priority.points > before.points
    assert "repeat" in {reason.code for reason in case.priority.reasons}
    assert await town.case(2) is None


async def test_another_customer_in_the_same_thread_gets_an_own_case(town):
    await town.hear(mention("1"), mention("2", author=Author(remote_id="customer-2")))
    assert (await town.case(2)).author_key == "customer-2"


async def test_a_new_matter_much_later_is_a_new_case(town):
    await town.hear(mention("1"))
    await town.hear(mention("2", created_at=MUCH_LATER))
    assert await town.case(2)


async def test_a_milder_word_does_not_push_an_unanswered_complaint_back(town):
    await town.hear(mention("1", f"blogai {PHONE}"))
    rank = (await town.case()).priority.rank_at
    await town.hear(mention("2", "ačiū", created_at=LATER))
    assert (await town.case()).priority.rank_at <= rank


async def test_an_answer_given_in_the_network_s_own_app_stops_the_clock(town):
    await town.hear(mention("1", "blogai"))
    await town.hear(ours("2", parent_id="1", created_at=LATER))
    assert (await town.case()).state is CaseState.ANSWERED
    assert await town.texts() == ["blogai", "laba diena"]


async def test_an_answer_older_than_the_customer_s_last_words_leaves_the_case_open(town):
    await town.hear(mention("1", "blogai", created_at=LATER))
    await town.hear(ours("2", parent_id="1", created_at=START))
    assert (await town.case()).state is CaseState.OPEN


async def test_the_customer_s_reply_opens_the_case_again(town):
    await town.hear(mention("1"))
    await town.hear(ours("2", parent_id="1", created_at=LATER))
    await town.hear(mention("3", "vis dar blogai", created_at=LATER + timedelta(minutes=1)))
    assert (await town.case()).state is CaseState.OPEN


async def test_private_messages_join_by_their_conversation_whatever_id_the_person_has_there(town):
    await town.hear(message("1", author=Author(remote_id="psid-1")))
    await town.hear(message("2", author=Author(remote_id="psid-other"), created_at=LATER))
    assert await town.case(2) is None


async def test_an_edit_is_assessed_and_drafted_anew(town):
    await town.hear(mention("1", "labas"))
    old = {draft.id for draft in await town.drafts()}
    await town.hear(mention("1", "blogai"))
    assert (await town.case()).priority.points >= 30
    proposed = {draft.id for draft in await town.drafts() if draft.state == "proposed"}
    assert proposed
    assert not proposed & old


async def test_what_its_author_deleted_is_not_drafted_for_and_its_text_is_gone(town):
    await town.hear(mention("1", f"blogai {PHONE}"))
    async with town.store.write() as tx:
        await tx.mentions.absorb([Removed("page", "1", LATER)], now=town.now())
    await town.think()
    assert await town.texts() == [""]
    assert not [draft for draft in await town.drafts() if PHONE in draft.text]


async def test_triage_twice_changes_nothing(town):
    await town.hear(mention("1", "blogai"))
    case = await town.case()
    assert await town.triage.sweep() == 0
    assert await town.case() == case


async def test_authors_the_network_withholds_are_told_apart_by_conversation(town):
    nobody = Author(remote_id="")
    await town.hear(mention("1", author=nobody), mention("2", author=nobody, conversation_id="post-2"))
    assert await town.case(2)


async def test_an_answer_read_before_what_it_answers_finds_its_case(town):
    """Pages bring the newest first: our own reply may be stored, and triaged, before the customer's words."""
    await town.hear(ours("2", parent_id="1", created_at=LATER))
    await town.hear(mention("1", "blogai"))
    assert (await town.case()).state is CaseState.ANSWERED
    assert await town.texts() == ["blogai", "laba diena"]


async def test_an_orphan_of_another_customer_in_the_thread_stays_alone(town):
    await town.hear(ours("2", parent_id="7", created_at=LATER))
    await town.hear(mention("1", "blogai"))
    assert (await town.case()).state is CaseState.OPEN


async def test_a_reply_to_our_question_does_not_sink_and_thanks_do(town):
    await town.hear(mention("1", "blogai"))
    await town.hear(ours("2", parent_id="1", created_at=LATER))
    await town.hear(mention("3", "KW-10117", created_at=LATER + timedelta(minutes=1)))
    assert "reply" in {reason.code for reason in (await town.case()).priority.reasons}


async def test_when_the_network_tells_of_other_moves_the_case_is_drafted_anew(town):
    await town.hear(mention("1", "blogai"))
    old = {draft.id for draft in await town.drafts()}
    await town.hear(mention("1", "blogai", abilities=Abilities(private_reply=False)))
    proposed = [draft for draft in await town.drafts() if draft.state == "proposed"]
    assert not {draft.id for draft in proposed} & old
    assert {draft.visibility.value for draft in proposed} == {"public"}


async def test_a_text_the_analyser_breaks_on_holds_up_no_other_and_is_masked_whole(town):
    def broken(text, surroundings):
        if "bug" in text:
            raise ValueError(text)
        return assess(text, surroundings)

    town.triage._assess = broken
    await town.hear(mention("1", "bug 8 612 34567"), mention("2", "blogai", author=Author(remote_id="customer-2")))
    async with town.store.read() as tx:
        rows = await tx.cases.inbox(states=list(CaseState))
    assert len(rows) == 2
    assert not any("612" in row.excerpt for row in rows)


async def test_new_texts_are_made_ready_together_our_own_left_out(town, monkeypatch):
    seen = []
    monkeypatch.setattr(town.triage, "_prepare", lambda texts: seen.append([text for text, _ in texts]))
    await town.hear(mention("1", "blogai"), mention("2", "gerai"), ours("3"))
    assert [sorted(texts) for texts in seen] == [["blogai", "gerai"]]
    assert await town.case()


async def test_texts_that_cannot_be_made_ready_together_are_assessed_one_by_one(town, monkeypatch):
    def prepare(texts):
        raise RuntimeError("one of them")

    monkeypatch.setattr(town.triage, "_prepare", prepare)
    await town.hear(mention("1", "blogai"))
    assert {reason.code for reason in (await town.case()).priority.reasons} >= {"complaint"}
