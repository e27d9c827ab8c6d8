from monitor.analysis.occlusion import MOST, deciding, runs, without

TEXT = "Kur  mano siunta?"


def test_a_short_text_is_cut_into_words_and_a_long_one_into_few_runs():
    assert [TEXT[start:end] for start, end in runs(TEXT)] == ["Kur", "mano", "siunta?"]
    long = " ".join(["žodis"] * 100)
    assert len(runs(long)) == MOST
    assert "".join(long[start:end] for start, end in runs(long)).count("žodis") == 100
    assert runs("  ") == []


def test_each_run_is_left_out_once():
    assert without(TEXT, runs(TEXT)) == ["  mano siunta?", "Kur   siunta?", "Kur  mano "]


def test_the_runs_without_which_the_score_falls_are_named_weightiest_first():
    spans = [(0, 1), (2, 3), (4, 5), (6, 7)]
    found = deciding(-0.9, spans, [-0.7, 0.1, -0.95, -0.85], "sentiment")
    assert [(each.start, each.end, each.weight) for each in found] == [(2, 3, -1.0), (0, 1, -0.2)]
    assert deciding(0.9, spans, [0.9, 0.5, 0.3, 0.0], "sentiment")[0].weight == 0.9
    assert len(deciding(0.9, spans, [0.0] * 4, "sentiment")) == 3
