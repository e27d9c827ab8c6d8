"""JSON lines in, JSON lines out: one object per input line, in input order; a broken line says so and does not stop."""

import sys
from collections.abc import Callable
from typing import BinaryIO, TypeVar

import msgspec

T = TypeVar("T")


def transform(source: BinaryIO, into: type[T], work: Callable[[T], object]) -> int:
    """Read each line as `into`, write what `work` makes of it; return the exit code.

    A line that cannot be read, or that `work` fails on, gives `{"error": ..., "line": n}` (and its `id` where there is
    one) and exit code 1 at the end.
    """
    decoder = msgspec.json.Decoder(into)
    encoder = msgspec.json.Encoder(enc_hook=str)
    out = sys.stdout.buffer
    failed = 0
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            answer = work(decoder.decode(line))
        except Exception as error:  # noqa: BLE001 - the next line must not suffer for this one
            failed = 1
            answer = _problem(line, number, error)
        out.write(encoder.encode(answer) + b"\n")
        if sys.stdin.isatty():
            out.flush()
    out.flush()
    return failed


def _problem(line: bytes, number: int, error: Exception) -> dict[str, object]:
    known = isinstance(error, msgspec.MsgspecError | UnicodeDecodeError | ValueError)
    said = {"error": str(error) if known else type(error).__name__, "line": number}
    try:
        named = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return said
    return {"id": named["id"], **said} if isinstance(named, dict) and "id" in named else said
