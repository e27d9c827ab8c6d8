"""Files of small linear models: a header, the pieces in order, and their weights, compressed."""

import gzip
import json
from pathlib import Path

import numpy as np

from monitor.analysis.packed import LANE_BYTES, PackedModel
from monitor.analysis.piece_rows import PieceRows, Steps
from monitor.domain.errors import Misconfigured


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
    body = b"".join(model.rows[piece].to_bytes(lanes * LANE_BYTES, "little", signed=True) for piece in pieces)
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
        body_at = len(raw) - header["pieces"] * len(classes) * LANE_BYTES
        rows = PieceRows(raw[header_end + 1 : body_at - 1].decode(), _rows(raw[body_at:], len(classes)))
        return PackedModel(classes, tuple(header["intercepts"]), rows, header["notes"])
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise Misconfigured(f"{path.name} cannot be read as a model; run `aside train` again") from error


def _rows(raw: bytes, lanes: int) -> Steps:
    """Return the weights, in steps, of rows written one after the other: a negative lane borrows one from the next."""
    parts = np.frombuffer(raw, np.uint8).reshape(-1, lanes, LANE_BYTES)
    wide = np.zeros((len(parts), lanes, 8), np.uint8)
    wide[:, :, 8 - LANE_BYTES :] = parts
    signed = wide.view("<i8")[:, :, 0] >> (64 - 8 * LANE_BYTES)
    signed[:, 1:] += signed[:, :-1] < 0
    return signed.astype(np.int32)
