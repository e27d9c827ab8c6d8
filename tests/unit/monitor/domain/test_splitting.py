"""Long texts in parts: every part fits, nothing is lost, and breaks stand where a reader would pause."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.instagram.rules import RULES as INSTAGRAM
from connectors.x.rules import RULES as X
from monitor.domain.moves import MoveKind
from monitor.domain.splitting import MOST_PARTS, parts_of
from tests.support.situations import FACEBOOK

SMALL = replace(FACEBOOK, private_limit=60, public_limit=60)
LT = "Atsiprašome, kad siunta vėluoja. Radome ją Kauno skyriuje. Rytoj iki pietų kurjeris ją atveš į paštomatą."
PL = "Przepraszamy za opóźnienie. Paczka czeka przy ul. Długiej 5 w Gdańsku! Kurier przywiezie ją jutro do południa."


def message(text, rules=SMALL):
    return parts_of(text, MoveKind.MESSAGE, rules)


def test_what_fits_goes_as_it_is():
    assert message("Ačiū!\n\nJau ieškome.") == ("Ačiū!\n\nJau ieškome.",)


def test_a_message_breaks_at_sentences_and_not_at_abbreviations():
    assert message(LT) == (
        "Atsiprašome, kad siunta vėluoja. Radome ją Kauno skyriuje.",
        "Rytoj iki pietų kurjeris ją atveš į paštomatą.",
    )
    assert message(PL) == (
        "Przepraszamy za opóźnienie.",
        "Paczka czeka przy ul. Długiej 5 w Gdańsku!",
        "Kurier przywiezie ją jutro do południa.",
    )


def test_a_paragraph_is_a_better_place_than_a_sentence():
    text = "Sveiki! Ačiū, kad parašėte mums.\n\nSiuntą radome. Ji Kaune. Rytoj bus pas jus."
    assert message(text) == ("Sveiki! Ačiū, kad parašėte mums.", "Siuntą radome. Ji Kaune. Rytoj bus pas jus.")


def test_groups_of_one_number_stay_together():
    assert message("Skambinkite mums darbo dienomis bet kuriuo metu numeriu 8 612 34567") == (
        "Skambinkite mums darbo dienomis bet kuriuo metu numeriu",
        "8 612 34567",
    )


@pytest.mark.parametrize("move", [MoveKind.PRIVATE_REPLY, MoveKind.PUBLIC_REPLY, MoveKind.INVITE])
def test_only_messages_may_follow_one_another(move):
    assert parts_of(LT, move, SMALL) == ()


def test_a_public_answer_becomes_a_thread_only_by_policy_and_where_threads_are():
    x = replace(X, public_limit=60)
    assert parts_of(LT, MoveKind.PUBLIC_REPLY, x) == ()
    assert len(parts_of(LT, MoveKind.PUBLIC_REPLY, x, threads=True)) == 2
    assert parts_of(LT, MoveKind.PUBLIC_REPLY, SMALL, threads=True) == ()
    assert parts_of(LT, MoveKind.INVITE, x, threads=True) == ()


def test_a_letter_or_a_word_without_end_is_too_long():
    assert message("Jau ieškome jūsų siuntos visuose mūsų sandėliuose. " * 20) == ()
    assert message("https://example.com/" + "a" * 60) == ()


def test_two_parts_with_the_same_words_could_not_be_told_apart():
    assert message("Jau ieškome jūsų siuntos visuose mūsų sandėliuose.\n\n" * 2) == ()


def test_instagram_s_limit_is_in_bytes():
    text = "Ąžuolas žaliuoja šalia šaltinio. " * 40
    parts = parts_of(text.replace("šalia", "arti", 1), MoveKind.MESSAGE, INSTAGRAM)
    assert len(parts) == 2
    assert all(len(part.encode()) <= 1000 for part in parts)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aąž. ,\n!?1📦", max_size=300))
def test_nothing_is_lost_and_every_part_fits(text):
    parts = message(text)
    assert len(parts) <= MOST_PARTS
    assert all(len(part) <= 60 for part in parts)
    if parts:
        assert "".join("".join(parts).split()) == "".join(text.split())
