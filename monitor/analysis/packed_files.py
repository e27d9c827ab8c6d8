"""Files of small linear models: a header, the pieces in order, and their weights, compressed."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from monitor.analysis.packed import PackedModel, steps
from monitor.analysis.piece_rows import PieceRows, Steps
from monitor.domain.errors import Misconfigured

_BYTES: Final = 5
"""Of one weight in a file: fewer than in memory, where eight are faster."""


def save(model: PackedModel, path: Path) -> None:
    """Write a model file; the same model gives the same bytes."""
    pieces = sorted(model.rows)
    header = {
        "classes": model.classes,
        "intercepts": model.intercepts,
        "pieces": len(pieces),
        "notes": model.notes,
    }
    lanes = len(model.classes)
    body = b"".join(_written(steps(model.rows[piece], lanes)) for piece in pieces)
    text = json.dumps(header, ensure_ascii=False, sort_keys=True) + "\n" + "\n".join(pieces) + "\n"
    path.write_bytes(gzip.compress(text.encode() + body, mtime=0))


def load(path: Path) -> PackedModel:
    """Read a model file.

    Raises Misconfigured when it is missing or is no model.
    """
    try:
        raw = gzip.decompress(path.read_bytes())
        header_end = raw.index(b"\n")
        header = json.loads(raw[:header_end])
        classes = tuple(header["classes"])
        body_at = len(raw) - header["pieces"] * len(classes) * _BYTES
        rows = PieceRows(raw[header_end + 1 : body_at - 1].decode(), _rows(raw[body_at:], len(classes)))
        return PackedModel(classes, tuple(header["intercepts"]), rows, header["notes"])
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise Misconfigured(f"{path.name} cannot be read as a model; run `aside train` again") from error


def _written(row: Sequence[int]) -> bytes:
    """Return weights, in steps, as one signed number: a lane that is negative borrows one from the lane after it."""
    whole = sum([step << (8 * _BYTES * place) for place, step in enumerate(row)])
    return whole.to_bytes(len(row) * _BYTES, "little", signed=True)


def _rows(raw: bytes, lanes: int) -> Steps:
    """Return the weights, in steps, of rows that were written one after the other."""
    parts = np.frombuffer(raw, np.uint8).reshape(-1, lanes, _BYTES)
    wide = np.zeros((len(parts), lanes, 8), np.uint8)
    wide[:, :, 8 - _BYTES :] = parts
    signed = wide.view("<i8")[:, :, 0] >> (64 - 8 * _BYTES)
    signed[:, 1:] += signed[:, :-1] < 0
    return signed.astype(np.int32)
