"""Words that a network brings along: used beside ours, never instead of ours, and never able to break a page."""

import pytest

from monitor.web import words as ours
from monitor.web.words import brought, say, sentence


class Talkative:
    """A network with words of its own, one of them broken, and one that would change ours."""

    def words(self, language):
        return {"stream_talk": f"talk in {language}", "stream_comments": "hijacked"}

    def sentences(self, language):
        return {
            "no more than {limit} a day": "ne daugiau kaip {limit} per dieną",
            "slots must fit": "jų {nowhere} nėra",
            "choose another move": "pakeista",
        }


class Broken(Talkative):
    """A network whose words cannot be read."""

    def words(self, language):
        raise FileNotFoundError(language)

    sentences = words


@pytest.fixture
def talking(monkeypatch):
    caches = (brought.brought_words, brought.brought_sentences, ours._sentences)
    monkeypatch.setattr(brought, "networks", lambda: {"broken": Broken(), "silent": object(), "talkative": Talkative()})
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_its_streams_have_names_and_ours_keep_theirs(talking):
    assert say("lt", "stream", "talk") == "talk in lt"
    assert say("en", "stream", "comments") != "hijacked"
    assert say("en", "stream", "never_heard_of") == "never heard of"


def test_its_errors_are_said_in_the_reader_s_language_and_ours_stay(talking):
    assert sentence("lt", "no more than 7 a day") == "ne daugiau kaip 7 per dieną"
    assert sentence("lt", "choose another move") != "pakeista"


def test_a_sentence_with_a_slot_from_nowhere_is_left_in_english(talking):
    assert sentence("lt", "slots must fit") == "slots must fit"
