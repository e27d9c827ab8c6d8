"""A transformer's folder as an export leaves it, tiny: three numbers a word, added up without padding."""

import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

VOCABULARY = ["[PAD]", "[UNK]", "bad", "good", "shop"]
WEIGHTS = {"[PAD]": (9.0, 0.0, 0.0), "[UNK]": (0, 0.2, 0), "bad": (4.0, 0, 0), "good": (0, 0, 4.0), "shop": (0, 1.0, 0)}
"""Padding would make every text bad, if anybody counted it."""


def folder(path, labels=("negative", "neutral", "positive"), *, types=False):
    """Write model, tokenizer and config; `types` lets the model ask for token types as BERT does."""
    path.mkdir(parents=True, exist_ok=True)
    onnx.save(_model(types), path / "model.onnx")
    words = {word: place for place, word in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(path / "tokenizer.json"))
    config = {"id2label": {str(place): label for place, label in enumerate(labels)}}
    (path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return path


def _model(types):
    table = np.array([WEIGHTS[word] for word in VOCABULARY], dtype=np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["vectors"]),
        helper.make_node("Cast", ["attention_mask"], ["present"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["present", "last"], ["column"]),
        helper.make_node("Mul", ["vectors", "column"], ["counted"]),
        helper.make_node("ReduceSum", ["counted", "words"], ["logits"], keepdims=0),
    ]
    names = ["input_ids", "attention_mask", *(["token_type_ids"] if types else [])]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in names],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", 3])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([-1], dtype=np.int64), "last"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "words"),
        ],
    )
    return helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])
