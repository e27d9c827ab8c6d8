import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.lexicon import Lexicon, parse, shared_lexicon
from monitor.analysis.reading import read
from monitor.analysis.tokens import tokenise
from monitor.domain.errors import Misconfigured

LIST = """
[valence 2]
ger*, puiku   # a comment
[valence -2]
blog*, vėluo*
[valence 2.5]
ne blogai
[valence 0]
gert*
[negator]
ne
[booster]
labai
[contrast]
bet
[cue wait]
<n> dien*, kiek galima .. laukt*
[threat legal 3]
į teism*
[harmless]
į teismo muziej*
"""


def reading(text, prefixes=("ne",)):
    return read(tokenise(text), Lexicon(LIST, prefixes))


def valences(text):
    return [round(item.weight, 3) for item in reading(text).valences]


def test_stems_fit_every_ending_with_and_without_diacritics():
    assert valences("vėluoja veluojate VĖLUOS") == [-2, -2, -2]


def test_the_longest_stem_wins():
    assert valences("geras") == [2]
    assert valences("gertuvė") == []


def test_negators_turn_and_boosters_strengthen():
    assert valences("ne geras") == [-1.48]
    assert valences("labai geras") == [2.293]
    assert valences("labai blogas") == [-2.293]


def test_a_negating_prefix_turns_the_word_behind_it():
    assert valences("neblogas") == [1.48]


def test_a_phrase_replaces_the_valence_of_its_words():
    assert valences("ne blogai") == [2.5]


def test_what_follows_a_contrast_counts_more():
    assert valences("geras bet blogas") == [1.0, -3.0]


def test_numbers_gaps_and_order_of_phrases():
    assert reading("jau 3 dienas").counts == {"wait": 1}
    assert reading("kiek galima dar jūsų laukti").counts == {"wait": 1}
    assert reading("kiek galima vieną du tris keturis laukti").counts == {}
    assert reading("laukti kiek galima").counts == {}


def test_a_harmless_phrase_silences_the_threat_inside_it():
    assert [item.name for item in reading("eisim į teismą").threats] == ["legal"]
    assert reading("eisim į teismo muziejų").threats == []


@pytest.mark.parametrize("text", ["[nonsense]\na", "a", "[valence]\na", "[valence x]\na", "[cue]\na"])
def test_a_mistake_in_a_list_names_its_line(text):
    with pytest.raises(Misconfigured, match="line 1"):
        list(parse(text))


@pytest.mark.parametrize("code", ["lt", "pl", "en"])
def test_shipped_lists_are_large_and_have_no_broken_alternatives(code):
    from importlib.resources import files

    text = (files("config") / "lexicons" / f"{code}.txt").read_text(encoding="utf-8")
    entries = list(parse(text))
    assert len(entries) > 1500
    assert not [pattern for pattern, _ in entries if "||" in pattern or pattern.endswith("|") or pattern == "*"]
    assert shared_lexicon(code)["x"].plain == "x"


PLAIN = ["ačiū", "vėluoja", "nekokybiška", "ne", "labai", "bet", "o'ne", "straße", "5a", "i̇", "laaaabai", "?!"]


@given(st.sampled_from(PLAIN).flatmap(lambda word: st.tuples(*[st.sampled_from([c, c.upper()]) for c in word])))
def test_a_twin_says_what_the_word_says(letters):
    lexicon, word = shared_lexicon("lt"), "".join(letters)
    own, other = lexicon.worked_out(word), lexicon.worked_out(lexicon.twin(word))
    assert (own.plain, own.sense, own.near) == (other.plain, other.sense, other.near)


def test_a_word_all_in_capitals_is_no_twin():
    lexicon = shared_lexicon("lt")
    assert [lexicon.twin(word) for word in ("Ačiū", "AČIŪ", "I")] == ["ačiū", "AČIŪ", "i"]
    assert lexicon.worked_out("AČIŪ").sense != lexicon.worked_out("ačiū").sense
