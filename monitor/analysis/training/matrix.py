"""Examples as a sparse matrix: a row a text, a column a name that the model knows."""

from collections.abc import Mapping, Sequence

from scipy import sparse

Example = Mapping[tuple[str, str], float]
"""What a model sees of a text: (language or none, name) → value."""
Columns = Mapping[tuple[str, str], int]
"""Where each known name stands."""


def matrix(examples: Sequence[Example], known: Columns) -> sparse.csr_matrix:
    """Return a row for each example; names that are not known are left out.

    Columns stand in order within a row, so that sums over it do not depend on the order in which names were met.
    """
    values: list[float] = []
    places: list[int] = []
    starts = [0]
    for found in examples:
        here = sorted((at, value) for name, value in found.items() if (at := known.get(name)) is not None)
        places += [at for at, _ in here]
        values += [value for _, value in here]
        starts.append(len(places))
    return sparse.csr_matrix((values, places, starts), shape=(len(examples), len(known)))
