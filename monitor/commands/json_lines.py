"""JSON lines in, JSON lines out: one object per input line, in input order; a broken line says so and does not stop."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, Final, NamedTuple, TypeVar

import msgspec

T = TypeVar("T")
_TOGETHER: Final = 500
_BYTES_TOGETHER: Final = 1 << 20
"""Lines are worked on together up to so many, or so many bytes of them: memory stays bounded."""


class _Line(NamedTuple):
    number: int
    raw: bytes


def transform(
    source: BinaryIO,
    into: type[T],
    work: Callable[[T], object],
    work_together: Callable[[Sequence[T]], Sequence[object]] | None = None,
) -> int:
    """Read each line as `into`, write what `work` makes of it; return the exit code.

    A line that cannot be read, or that `work` fails on, gives `{"error": ..., "line": n}` (and its `id` where there is
    one) and exit code 1 at the end. `work_together` is used where it is given, because it is faster for many lines;
    when it fails, each of them is worked on alone.
    """
    decoder = msgspec.json.Decoder(into)
    encoder = msgspec.json.Encoder(enc_hook=str)
    out = sys.stdout.buffer
    typed = sys.stdin.isatty()
    failed = 0
    for lines in _batches(source, 1 if typed or work_together is None else _TOGETHER):
        read = [_attempt(decoder.decode, line, line.raw) for line in lines]
        for answer in _answers(lines, read, work, work_together):
            failed |= isinstance(answer, _Problem)
            out.write(encoder.encode(answer.said if isinstance(answer, _Problem) else answer) + b"\n")
        if typed:
            out.flush()
    out.flush()
    return failed


class _Problem(NamedTuple):
    said: dict[str, object]


def _batches(source: BinaryIO, most: int) -> Iterator[list[_Line]]:
    """Yield the lines that are not empty, so many together at most."""
    found: list[_Line] = []
    size = 0
    for number, raw in enumerate(source, 1):
        if not raw.strip():
            continue
        found.append(_Line(number, raw))
        size += len(raw)
        if len(found) == most or size >= _BYTES_TOGETHER:
            yield found
            found, size = [], 0
    if found:
        yield found


def _answers(
    lines: Sequence[_Line],
    read: Sequence[T | _Problem],
    work: Callable[[T], object],
    work_together: Callable[[Sequence[T]], Sequence[object]] | None,
) -> Iterator[object]:
    """Yield the answer to each line, in order."""
    together: Iterator[object] | None = None
    if work_together is not None:
        try:
            together = iter(work_together([each for each in read if not isinstance(each, _Problem)]))
        except Exception:  # noqa: BLE001 - which of the lines it was shows when each is worked on alone
            together = None
    for line, each in zip(lines, read, strict=True):
        if isinstance(each, _Problem):
            yield each
        else:
            yield _attempt(work, line, each) if together is None else next(together)


def _attempt(work: Callable[[T], object], line: _Line, value: T) -> Any:
    try:
        return work(value)
    except Exception as error:  # noqa: BLE001 - the next line must not suffer for this one
        return _Problem(_problem(line.raw, line.number, error))


def _problem(line: bytes, number: int, error: Exception) -> dict[str, object]:
    known = isinstance(error, msgspec.MsgspecError | UnicodeDecodeError | ValueError)
    said = {"error": str(error) if known else type(error).__name__, "line": number}
    try:
        named = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return said
    return {"id": named["id"], **said} if isinstance(named, dict) and "id" in named else said
