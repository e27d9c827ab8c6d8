"""A transformer for the mood of texts, read from a local folder and run by ONNX Runtime; nothing is downloaded.

The folder is what an export of a sequence classifier leaves: `model.onnx`, `tokenizer.json`, and `config.json` whose
`id2label` names the classes (negative, neutral, positive, or one to five stars). Needs the extra `transformers`; this
module is imported only where a folder is configured.
"""

import hashlib
import json
from collections.abc import Sequence
from math import exp
from pathlib import Path
from typing import Any, Final, NamedTuple

from monitor.domain.errors import Misconfigured

_MODEL: Final = "model.onnx"
_TOKENIZER: Final = "tokenizer.json"
_CONFIG: Final = "config.json"
_LONGEST: Final = 256
"""Tokens of a text that are read: posts are shorter, and the cost grows with the square."""
_CLASSES: Final = {
    **dict.fromkeys(("neg", "negative", "1 star", "2 stars", "1 stars"), 0),
    **dict.fromkeys(("neu", "neutral", "3 stars"), 1),
    **dict.fromkeys(("pos", "positive", "4 stars", "5 stars"), 2),
}


class Likelihoods(NamedTuple):
    """How likely each mood is; they add up to 1."""

    negative: float
    neutral: float
    positive: float


class Transformer:
    """One loaded model; safe to share between threads."""

    def __init__(self, folder: Path, *, threads: int = 1, batch: int = 32) -> None:
        """Load the folder.

        `threads` is how many cores one inference may use, `batch` how many texts go together. Raises Misconfigured
        naming the folder when the extra is not installed or a file is missing or cannot be read.
        """
        try:
            self._tokenizer, self._session = _loaded(folder, threads)
            self._classes = _classes(json.loads((folder / _CONFIG).read_text(encoding="utf-8")))
            digest = hashlib.sha256((folder / _MODEL).read_bytes()).hexdigest()[:8]
        except ModuleNotFoundError as error:
            raise Misconfigured(
                f"the transformer in {folder.name!r} needs {error.name}: install aside with its extra `transformers`"
            ) from None
        except Exception as error:
            # tokenizers and onnxruntime raise bare exceptions of their own for files they cannot read
            raise Misconfigured(
                f"the transformer in {folder.name!r} cannot be loaded ({type(error).__name__}); the folder needs "
                f"{_MODEL}, {_TOKENIZER} and {_CONFIG} with id2label"
            ) from error
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._batch = batch
        self.name = f"{folder.name}@{digest}"

    def judge(self, texts: Sequence[str]) -> list[Likelihoods]:
        """Return the moods of texts, in order; texts of like length are run together, so that little is padded."""
        found: list[Likelihoods | None] = [None] * len(texts)
        encoded = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda place: sum(encoded[place].attention_mask))
        for start in range(0, len(order), self._batch):
            places = order[start : start + self._batch]
            logits = self._run([encoded[place] for place in places])
            for place, row in zip(places, logits, strict=True):
                found[place] = self._likelihoods(row)
        return [each for each in found if each is not None]

    def _run(self, encoded: Sequence[Any]) -> list[list[float]]:
        import numpy as np  # noqa: PLC0415 - comes with onnxruntime

        longest = max(1, *(sum(each.attention_mask) for each in encoded))
        columns = {
            "input_ids": [each.ids[:longest] for each in encoded],
            "attention_mask": [each.attention_mask[:longest] for each in encoded],
            "token_type_ids": [each.type_ids[:longest] for each in encoded],
        }
        given = {name: np.array(rows, dtype=np.int64) for name, rows in columns.items() if name in self._inputs}
        logits: list[list[float]] = self._session.run(None, given)[0].tolist()
        return logits

    def _likelihoods(self, logits: Sequence[float]) -> Likelihoods:
        highest = max(logits)
        weights = [exp(value - highest) for value in logits]
        sums = [0.0, 0.0, 0.0]
        for mood, weight in zip(self._classes, weights, strict=True):
            sums[mood] += weight
        return Likelihoods(*(each / sum(weights) for each in sums))


def _loaded(folder: Path, threads: int) -> tuple[Any, Any]:
    """Open tokenizer and model; the tokenizer pads to the longest text of a batch on the right."""
    import onnxruntime  # noqa: PLC0415 - an extra; only where a transformer is configured
    from tokenizers import Tokenizer  # noqa: PLC0415 - likewise

    tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    tokenizer.enable_truncation(_LONGEST)
    padding = tokenizer.padding or {}
    tokenizer.enable_padding(pad_id=padding.get("pad_id", 0), pad_token=padding.get("pad_token", "[PAD]"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors only: they are raised as well
    session = onnxruntime.InferenceSession(str(folder / _MODEL), options, providers=["CPUExecutionProvider"])
    return tokenizer, session


def _classes(config: dict[str, Any]) -> list[int]:
    """Return the mood of each output in order; raises KeyError for a label that names none."""
    labels = {int(place): str(label).lower() for place, label in config["id2label"].items()}
    return [_CLASSES[labels[place]] for place in range(len(labels))]
