from random import Random

import pytest

from connectors.simulator.identities import BRANDS
from connectors.simulator.town.script import Line, read_script, shipped_scripts
from connectors.simulator.town.wording import Wording


def wording():
    return Wording(Random(0))  # noqa: S311 - a play, no secrets


SMALL = """; a remark
= kur: Vilniuje | Kaune

@ post-news xf
< Naujiena

@ xi now under=news by=woman *2
> Kur {kur}?
! hide
@ f wall old
>> Laba diena
<< Sveiki
@ later thanks
> [ačiū|dėkui]
"""


def test_a_script_is_read_line_by_line():
    script = read_script("siuntukas", "lt", SMALL)
    assert script.values == {"kur": ("Vilniuje", "Kaune")}
    (post,) = script.posts
    assert (post.key, post.networks, post.text) == ("news", ("x", "facebook"), "Naujiena")
    one, other = script.scenes
    assert (one.networks, one.age, one.under, one.by, one.times) == (("x", "instagram"), "now", "news", "woman", 2)
    assert one.lines == [Line(">", "Kur {kur}?"), Line("!", "hide")]
    assert not one.answered
    assert (other.wall, other.age, other.answered) == (True, "old", True)
    assert [(line.private, line.by_brand) for line in other.lines] == [(True, False), (True, True)]
    assert script.later == {"thanks": ["[ačiū|dėkui]"]}


@pytest.mark.parametrize("wrong", ["> nothing is open", "@ x sometimes", "@ z"])
def test_a_line_that_cannot_be_read_is_refused(wrong):
    with pytest.raises((ValueError, KeyError)):
        read_script("siuntukas", "lt", wrong)


def test_every_shipped_scene_can_be_played():
    scripts = shipped_scripts()
    assert {script.brand for script in scripts} == {brand.key for brand in BRANDS}
    posts = {(s.brand, post.key, network) for s in scripts for post in s.posts for network in post.networks}
    for script in scripts:
        for scene in script.scenes:
            assert scene.lines[0].mark in (">", ">>")
            assert {line.mark for line in scene.lines} <= {">", "<", "+", ">>", "<<", "!"}
            if scene.under:
                assert {(script.brand, scene.under, network) for network in scene.networks} <= posts
            for line in scene.lines:
                picked = wording().pick(script.values)
                assert wording().write(line.text, picked)


def test_every_shipped_language_has_follow_ups_or_one_visitor_too_few_for_them():
    for script in shipped_scripts():
        assert set(script.later) in ({"thanks", "still", "details"}, set())


def test_a_text_is_written_once_and_in_as_many_words_as_there_are():
    words = wording()
    texts = {words.write("[a|b] {kur}", {"kur": kur}) for kur in ("čia", "ten") for _ in range(4)}
    assert texts == {"a čia", "b čia", "a ten", "b ten", None}
    assert words.write("labas", {}) == "labas"
    assert words.write("Labas", {}) is None
    assert words.write("{kur} gerai", {"kur": "kaune"}) == "Kaune gerai"
