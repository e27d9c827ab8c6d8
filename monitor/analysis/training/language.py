"""Trains the language model: logistic regression over the pieces of words, on texts with and without diacritics."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from monitor.analysis.language import LONGEST_PIECE
from monitor.analysis.packed import PackedModel, pack, word_pieces
from monitor.analysis.tokens import tokenise
from monitor.analysis.training.corpus import Labelled, folded_copies

_FEWEST: Final = 2


def pieces_of(text: str) -> tuple[Counter[str], int]:
    """Return how often each piece occurs in a text, and the number of its words."""
    words = [token.lower() for token in tokenise(text).words if token[0].isalpha()]
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(word_pieces(word, LONGEST_PIECE))
    return counts, len(words)


def train_language(rows: Sequence[Labelled]) -> PackedModel:
    """Return the language model learnt from texts labelled by their language."""
    learnt = [*rows, *folded_copies(rows)]
    counted = [pieces_of(row.text) for row in learnt]
    seen = Counter(piece for counts, _ in counted for piece in counts)
    known = sorted(piece for piece, times in seen.items() if times >= _FEWEST)
    index = {piece: i for i, piece in enumerate(known)}
    matrix = _matrix(counted, index)
    model = LogisticRegression(C=10.0, max_iter=300, tol=1e-4)
    model.fit(matrix, [row.lang for row in learnt])
    weights = model.coef_.T
    rows_packed = {piece: pack(weights[i]) for piece, i in index.items() if np.abs(weights[i]).max() >= 0.01}
    return PackedModel(tuple(model.classes_), tuple(map(float, model.intercept_)), rows_packed)


def _matrix(counted: Sequence[tuple[Counter[str], int]], index: dict[str, int]) -> sparse.csr_matrix:
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for counts, words in counted:
        scale = 1.0 / sqrt(words) if words else 0.0
        for piece, times in counts.items():
            at = index.get(piece)
            if at is not None:
                columns.append(at)
                values.append(times * scale)
        starts.append(len(columns))
    return sparse.csr_matrix((values, columns, starts), shape=(len(counted), len(index)))
