"""What the networks' errors say in Lithuanian and Polish: the same sentences and slots, none of a table left out."""

import re

import pytest

from connectors._graph.errors import MEANINGS
from connectors._http.sayings import sayings
from connectors.x.refusals import _REJECTIONS
from monitor.web.words import sentence

PACKAGES = ("connectors.x", "connectors._graph")
TOLD = {
    *(text for _words, _rule, text in _REJECTIONS),
    *(text for meaning in MEANINGS.values() for text in (meaning.says, meaning.step) if text),
    "X asks us to wait (HTTP 429)",
    "x did not answer (TimeoutError)",
    "facebook fails (HTTP 503)",
}


def test_both_languages_say_the_same_sentences_with_the_same_slots():
    lithuanian, polish = sayings("lt", *PACKAGES), sayings("pl", *PACKAGES)
    assert list(lithuanian) == list(polish)
    for english in lithuanian:
        slots = set(re.findall(r"{\w+}", english))
        assert set(re.findall(r"{\w+}", lithuanian[english])) <= slots, english
        assert set(re.findall(r"{\w+}", polish[english])) <= slots, english


@pytest.mark.parametrize("language", ["lt", "pl"])
def test_every_error_of_the_tables_is_said(language):
    assert [text for text in TOLD if sentence(language, text) == text] == []


def test_what_varies_stays():
    assert sentence("lt", "X refused the request (HTTP 418)") == "X užklausos nepriėmė (HTTP 418)."
    assert sentence("pl", "facebook cannot be reached (OSError)") == "facebook jest nieosiągalny (OSError)."


def test_english_needs_none():
    assert sayings("en", *PACKAGES) == {}
