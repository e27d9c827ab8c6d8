"""Asking for data in the many ways people ask, and the ordinary replies that ask for none.

The first list of each language was written before the patterns it is held against now.
"""

import tomllib
from pathlib import Path

import pytest

from responders.gate.asking import find_requests
from tests.support.effort import calls

TEXTS, OBLIQUE, ANEW = (
    tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("requests.toml", "requests_obliquely.toml", "requests_anew.toml")
)


def lines(texts):
    return [line for text in texts.values() for line in text.strip().splitlines()]


@pytest.mark.parametrize("text", [*lines(TEXTS["asking"]), *lines(OBLIQUE["asking"]), *lines(ANEW["asking"])])
def test_a_public_text_does_not_ask_for_data(text):
    assert list(find_requests(text))


@pytest.mark.parametrize("text", [*lines(TEXTS["ordinary"]), *lines(OBLIQUE["ordinary"]), *lines(ANEW["ordinary"])])
def test_an_ordinary_reply_passes(text):
    assert not list(find_requests(text))


@pytest.mark.parametrize(
    "text",
    [
        "Parašykite užsakymo numerį asmeninėje žinutėje.",
        "Kokiu vardu buvo užsakyta? Parašykite mums į Messenger.",
        "Numer zamówienia prosimy przesłać w wiadomości prywatnej.",
        "Na jakie nazwisko było zamówienie? Odpowiedz nam w wiadomości prywatnej.",
        "Which name is the booking under? Tell us in a private message, please.",
        "Don't post your order number here, send it in a direct message.",
    ],
)
def test_a_private_way_named_beside_it_lets_the_same_question_pass(text):
    assert not list(find_requests(text))


@pytest.mark.parametrize("piece", ["i ", "number and ", "bez numeru ", "be "])
def test_the_work_grows_no_faster_than_the_text(piece):
    short, long = (calls(lambda times=times: list(find_requests(piece * times))) for times in (500, 2000))
    assert long <= 6 * short
