"""Vectors are learnt from and then spelled out word by word: what a model says stays the same."""

import gzip
import json

import numpy as np
import pytest

from monitor.analysis.training.vectors import LANG, english_vectors, made, spelled_out

WORDS = ["refund", "reimbursement", "parcel", "zzzz"]


def test_what_vectors_weigh_is_what_the_words_weigh_afterwards():
    rng = np.random.default_rng(3)
    seen = english_vectors().seen(WORDS, 0.5)
    known = {(LANG, " refund "): 0, ("", "=length"): 1} | {name: at for at, name in enumerate(seen, 2)}
    lanes = rng.normal(size=(2, len(known)))
    before = [sum(value * lane[known[name]] for name, value in seen.items()) for lane in lanes]
    places, weights = spelled_out(known, lanes, 0.5)
    own = lanes[:, 0]
    after = [
        sum(lane[places[LANG, f" {word} "]] for word in WORDS[:3]) - lane_own
        for lane, lane_own in zip(weights, own, strict=True)
    ]
    assert after == pytest.approx(before)
    assert not any(name in places for name in seen)
    assert places["", "=length"] == 1
    assert weights[:, 1].tolist() == lanes[:, 1].tolist()


def test_without_vectors_nothing_changes():
    known, lanes = {("", "=length"): 0}, np.ones((1, 1))
    assert spelled_out(known, lanes, 1.0) == (known, lanes)


def test_words_of_one_meaning_are_near_each_other():
    vectors = english_vectors()

    def alike(one, two):
        first, second = (np.array(list(vectors.seen([word], 1.0).values())) for word in (one, two))
        return float(first @ second)

    assert alike("refund", "reimbursement") > 0.5 > alike("refund", "banana")
    assert alike("late", "late") == pytest.approx(1.0)
    assert vectors.seen(["zzzz"], 1.0) == {}


def test_a_table_is_made_of_the_words_of_letters(tmp_path):
    source = tmp_path / "package.json"
    vectors = {"the": [1.0] * 100 + [2.0, 0], ",": [0.5] * 102, "cat": [-1.0] * 100 + [2.0, 1]}
    source.write_text(json.dumps({"words": ["the", ",", "cat"], "vectors": vectors}), encoding="utf-8")
    head, _, body = gzip.decompress(made(source)).partition(b"\n\n")
    assert head == b"the\ncat"
    assert np.frombuffer(body, np.int8).reshape(2, 100).tolist() == [[127] * 100, [-127] * 100]
    assert made(source) == made(source)
