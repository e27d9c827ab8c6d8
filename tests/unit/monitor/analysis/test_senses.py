from monitor.analysis.senses import Meaning, Phrase, matches, sense_of

WAIT = Meaning("cue", "wait", 1.0)
BAD = Meaning("valence", "", -2.0)


def test_the_first_valence_counts_and_stands_before_one_turned_by_a_prefix():
    assert sense_of([BAD, Meaning("valence", "", 3.0)], 1.5).valence == -2.0
    assert sense_of([WAIT], 1.5).valence == 1.5


def test_a_word_that_only_modifies_says_nothing_by_itself():
    sense = sense_of([Meaning("negator", "", 1.0), Meaning("booster", "", 1.0)], 0.0)
    assert (sense.says, sense.modifies, sense.negates, sense.boost) == (False, True, True, 0.293)


def test_phrases_are_found_by_the_word_beside():
    pair = Phrase(WAIT, (("ilgai",), ("lauk*",)), 0)
    ending = Phrase(BAD, (("labai",), (), ("blog*",)), 2)
    longer = Phrase(BAD, (("kiek",), ("galima",), ("lauk*",)), 2)
    sense = sense_of([pair, ending, longer], 0.0)
    assert sense.anchors
    assert sense.pairs is not None
    assert list(sense.pairs.of("laukti")) == [WAIT]
    assert sense.trailing is not None
    assert list(sense.trailing.of("galima")) == [longer]
    assert sense.loose == (ending,)
    assert sense.leading is None


def test_a_phrase_reaches_over_a_gap_of_three_words_and_no_further():
    phrase = Phrase(WAIT, (("kiek",), (), ("lauk*",)), 2)
    assert matches(phrase, 4, ["kiek", "a", "b", "c", "laukti"]) == (0, 4)
    assert matches(phrase, 5, ["kiek", "a", "b", "c", "d", "laukti"]) is None


def test_a_part_may_be_a_number_a_word_or_a_beginning():
    phrase = Phrase(WAIT, (("po",), ("<n>", "trij*", "kelių")), 0)
    assert [matches(phrase, 0, ["po", word]) is not None for word in ("12", "trijų", "kelių", "dviejų", "kelių1")] == [
        True,
        True,
        True,
        False,
        False,
    ]
