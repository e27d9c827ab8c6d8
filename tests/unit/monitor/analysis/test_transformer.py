import sys

import pytest

from monitor.analysis.transformer import Transformer
from monitor.domain.errors import Misconfigured
from tests.support import transformers


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return transformers.folder(tmp_path_factory.mktemp("models") / "tiny")


def moods(found):
    return [["negative", "neutral", "positive"][each.index(max(each))] for each in found]


def test_moods_are_told_in_the_order_of_the_texts(tiny):
    texts = ["good shop", "bad", "shop", "a very long text about a shop that is good", "Bad shop"]
    found = Transformer(tiny, batch=2).judge(texts)
    assert moods(found) == ["positive", "negative", "neutral", "positive", "negative"]
    assert all(sum(each) == pytest.approx(1) for each in found)


def test_padding_counts_for_nothing(tiny):
    model = Transformer(tiny)
    alone = model.judge(["good"])[0]
    beside = model.judge(["good", "shop shop shop shop shop shop"])[0]
    assert beside == pytest.approx(alone)


def test_an_empty_text_and_no_text_are_no_trouble(tiny):
    model = Transformer(tiny)
    assert model.judge([]) == []
    assert model.judge([""])[0] == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_a_long_text_is_cut(tiny):
    assert moods(Transformer(tiny).judge(["good " * 300 + "bad " * 5000])) == ["positive"]


def test_the_name_says_which_file_decided(tiny):
    name = Transformer(tiny).name
    assert name.startswith("tiny@")
    assert len(name) == len("tiny@") + 8


def test_token_types_are_given_where_a_model_asks_for_them(tmp_path):
    assert moods(Transformer(transformers.folder(tmp_path / "bert", types=True)).judge(["bad"])) == ["negative"]


def test_stars_are_moods(tmp_path):
    model = Transformer(transformers.folder(tmp_path / "stars", labels=("1 star", "3 stars", "5 stars")))
    assert moods(model.judge(["bad", "shop", "good"])) == ["negative", "neutral", "positive"]


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_or_broken_file_is_told_in_one_line(tmp_path, missing):
    path = transformers.folder(tmp_path / "broken")
    (path / missing).write_bytes(b"\x00nothing")
    with pytest.raises(Misconfigured, match="'broken' cannot be loaded"):
        Transformer(path)
    (path / missing).unlink()
    with pytest.raises(Misconfigured, match=r"model\.onnx, tokenizer\.json and config\.json"):
        Transformer(path)


def test_labels_that_name_no_mood_are_refused(tmp_path):
    with pytest.raises(Misconfigured, match="id2label"):
        Transformer(transformers.folder(tmp_path / "other", labels=("joy", "anger", "fear")))


def test_without_the_extra_the_error_says_what_to_install(tiny, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(Misconfigured, match="install aside with its extra `transformers`"):
        Transformer(tiny)
