"""Trains the language model: logistic regression over pieces of words, with and without diacritics, and word lists."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from monitor.analysis.evaluation import Labelled
from monitor.analysis.language import LONGEST_PIECE
from monitor.analysis.packed import PackedModel, pack, word_pieces
from monitor.analysis.tokens import tokenise
from monitor.analysis.training.corpus import folded_copies
from monitor.analysis.training.dictionary import dictionary_votes

_FEWEST: Final = 2
_FAINT: Final = 0.01


def pieces_of(text: str) -> tuple[Counter[str], int]:
    """Return how often each piece occurs in a text, and the number of its tokens."""
    tokens = tokenise(text).words
    counts: Counter[str] = Counter()
    for token in tokens:
        if token[0].isalpha():
            counts.update(word_pieces(token.lower(), LONGEST_PIECE))
    return counts, len(tokens)


def train_language(rows: Sequence[Labelled]) -> PackedModel:
    """Return the language model learnt from texts labelled by their language."""
    learnt = [*rows, *folded_copies(rows)]
    counted = [pieces_of(row.text) for row in learnt]
    seen = Counter(piece for counts, _ in counted for piece in counts)
    known = sorted(piece for piece, times in seen.items() if times >= _FEWEST)
    index = {piece: i for i, piece in enumerate(known)}
    matrix = _matrix(counted, index)
    model = LogisticRegression(C=20.0, max_iter=300, tol=1e-3)
    model.fit(matrix, [row.lang for row in learnt])
    codes = tuple(str(code) for code in model.classes_)
    weights = {piece: model.coef_.T[i] for piece, i in index.items()}
    votes = dictionary_votes(codes)
    nothing = np.zeros(len(codes))
    rows_packed: dict[str, int] = {}
    for piece in weights.keys() | votes.keys():
        row = weights.get(piece, nothing) + np.array(votes.get(piece, nothing))
        if np.abs(row).max() >= _FAINT:
            rows_packed[piece] = pack([float(weight) for weight in row])
    return PackedModel(codes, tuple(float(bias) for bias in model.intercept_), rows_packed)


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
