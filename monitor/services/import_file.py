"""Take a file of JSON lines into the store as mentions, for people who work on their own exports.

One object a line: `id` and `text` are needed; `author` (text, or an object with id, handle, name, followers),
`created_at` (ISO 8601; the file's own time when missing), `parent_id`, `conversation_id`, `visibility`, `permalink`
may be there; other keys are kept in the raw record. The position in the file is stored in the transaction that stored
the lines, so an interrupted import goes on where it stopped, and natural keys absorb repeats.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from monitor.domain.mentions import Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Record, Seen, Unreadable
from monitor.ports import Now, Store

BATCH_LINES = 500
LONGEST_LINE = 1_000_000
"""Bytes; a longer line is no mention of any network."""


class ImportedAuthor(msgspec.Struct, frozen=True):
    """The author as an object."""

    id: str = ""
    handle: str | None = None
    name: str | None = None
    followers: int | None = None


class ImportedLine(msgspec.Struct, frozen=True):
    """One line; unknown keys are allowed."""

    id: str
    text: str
    author: str | ImportedAuthor | None = None
    created_at: datetime | None = None
    parent_id: str | None = None
    conversation_id: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that could not be read; the reason quotes nothing of it."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """After one batch: bytes of the file done, lines stored for the first time, and lines that could not be read."""

    done: int
    stored: int
    lines: int
    broken: tuple[Broken, ...]


class ImportFile:
    """Imports one file for one account."""

    def __init__(self, store: Store, *, network: str, account: str, now: Now) -> None:
        self._store = store
        self._network = network
        self._account = account
        self._now = now

    async def run(self, path: Path, *, again: bool = False) -> AsyncIterator[Progress]:
        """Import from where an earlier run stopped (from the start when `again`), yielding after each batch."""
        key = _key(path, self._account)
        written = _written(path)
        with path.open("rb") as file:
            start = 0 if again else await self._position(key)
            lines_before = _skip(file, start)
            for batch in _batches(file):
                yield await self._store_batch(key, batch, file.tell(), lines_before, written)
                lines_before += len(batch)

    async def _position(self, key: str) -> int:
        async with self._store.read() as tx:
            return await tx.imports.progress(key)

    async def _store_batch(self, key: str, batch: list[bytes], offset: int, before: int, written: datetime) -> Progress:
        records: list[Record] = []
        broken: list[Broken] = []
        for number, line in enumerate(batch, before + 1):
            record = self._record(line, number, written, broken.append)
            if record:
                records.append(record)
        async with self._store.write() as tx:
            absorbed = await tx.mentions.absorb(records, now=self._now())
            await tx.imports.save(key, offset, now=self._now())
        return Progress(offset, len(absorbed.new), len(batch), tuple(broken))

    def _record(self, line: bytes, number: int, written: datetime, tell: Callable[[Broken], None]) -> Record | None:
        if not line.strip():
            return None
        try:
            raw = msgspec.json.decode(line)
            return Seen(self._mention(msgspec.convert(raw, ImportedLine), written), raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
            reason = (
                f"line {number}: {error}" if isinstance(error, msgspec.MsgspecError) else f"line {number}: not text"
            )
            tell(Broken(number, reason))
            return Unreadable(self._account, reason, line[:LONGEST_LINE].decode("utf-8", "replace"))

    def _mention(self, line: ImportedLine, written: datetime) -> Mention:
        author = ImportedAuthor(handle=line.author) if isinstance(line.author, str) else line.author or ImportedAuthor()
        private = line.visibility is Visibility.PRIVATE
        created = line.created_at or written
        return Mention(
            account=self._account,
            network=self._network,
            kind=MentionKind.MESSAGE if private else MentionKind.COMMENT if line.parent_id else MentionKind.POST,
            visibility=line.visibility,
            direction=Direction.INBOUND,
            remote_id=line.id,
            conversation_id=line.conversation_id or line.parent_id or line.id,
            parent_id=line.parent_id,
            author=Author(
                remote_id=author.id or author.handle or "",
                handle=author.handle,
                name=author.name,
                followers=author.followers,
            ),
            text=line.text,
            created_at=created.astimezone(UTC) if created.tzinfo else created.replace(tzinfo=UTC),
            permalink=line.permalink,
            stream="import",
        )


def _key(path: Path, account: str) -> str:
    """Name the file by its account, size and first mebibyte: a file that was moved is still the same import."""
    with path.open("rb") as file:
        head = file.read(1 << 20)
    return hashlib.sha256(f"{account}\n{path.stat().st_size}\n".encode() + head).hexdigest()


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _skip(file: BinaryIO, start: int) -> int:
    """Read past what is done and return how many lines that was, so that errors name the right line."""
    lines = 0
    while file.tell() < start and file.readline():
        lines += 1
    return lines


def _batches(file: BinaryIO) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    while line := file.readline():
        batch.append(line)
        if len(batch) == BATCH_LINES:
            yield batch
            batch = []
    if batch:
        yield batch
