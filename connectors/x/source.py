"""Reads one handle's streams: mentions, direct messages, saved searches, and what was posted under it elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.settings import AccountSettings
from connectors._http import Answer
from connectors.x.answers import Payload, StaleToken, next_token, pause, read
from connectors.x.authors import Authors
from connectors.x.client import XClient
from connectors.x.cursor import Cursor, Run, begin, restarted, turned
from connectors.x.normalise import Ours, items, reaches, read_messages, read_posts
from connectors.x.questions import Question, questions
from connectors.x.reach import cut_off, out_of_reach
from connectors.x.rules import POLL_SECONDS
from connectors.x.settings import XAccount, XNetwork
from connectors.x.shapes import User
from monitor.domain.errors import Misconfigured
from monitor.domain.streams import Page, Record, Seen


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as it came, and where the stream stood before it."""

    cursor: Cursor
    run: Run
    question: Question
    payload: Payload
    answer: Answer


class XSource:
    """Implements the port Source. One instance serves all streams of an account, also at the same time."""

    def __init__(self, client: XClient, account: AccountSettings, options: XAccount, network: XNetwork) -> None:
        self._client = client
        self._account = account
        self._overlap = timedelta(minutes=network.overlap_minutes)
        self._backfill = timedelta(hours=account.backfill_hours)
        self._usual = timedelta(seconds=account.poll_seconds or POLL_SECONDS)
        self._expands = network.fields == "post"  # then authors come along, expanded and paid for
        self._authors = Authors(client)
        self._questions = questions(account, options, network, signs=client.signs)

    @property
    def streams(self) -> Sequence[str]:
        """Names of the streams this account has."""
        return tuple(self._questions)

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Page:
        """Fetch one page.

        Raises RateLimited, Retryable, AuthExpired, PermissionMissing, BadPayload; Misconfigured for an unknown stream.
        """
        question = self._questions.get(stream)
        if question is None:
            raise Misconfigured(f"accounts.{self._account.name}: X has no stream {stream!r} for this account")
        reading = await self._read(question, Cursor.read(cursor, question.asked), now)
        records = await self._records(reading, now)
        return self._page(reading, records, now)

    async def _read(self, question: Question, cursor: Cursor, now: datetime) -> Reading:
        run = cursor.run or begin(cursor, now=now, overlap=self._overlap, backfill=self._backfill, reach=question.reach)
        answer = await question.ask(self._client, run)
        try:
            payload = read(answer, now=now, paging=bool(run.token))
        except StaleToken:
            run = restarted(run, now=now)
            answer = await question.ask(self._client, run)
            payload = read(answer, now=now)
        return Reading(cursor, run, question, payload, answer)

    async def _records(self, reading: Reading, now: datetime) -> list[Record]:
        records = self._normalised(reading, {}, now)
        if self._expands:
            return records
        writers = {record.mention.author.remote_id for record in records if isinstance(record, Seen)}
        known = await self._authors.of(writers - {self._account.remote_id}, now=now)
        return self._normalised(reading, known, now)

    def _normalised(self, reading: Reading, known: Mapping[str, User], now: datetime) -> list[Record]:
        name, me, handle = self._account.name, self._account.remote_id, self._account.handle
        ours = Ours(name, me, handle, reading.question.stream)
        known = {**known, me: User(id=me, username=handle or None)}
        if not reading.question.private:
            return read_posts(reading.payload, ours, known=known, now=now)
        # dm_events has no lower bound: what lies behind the run's start was read before, or is not wanted
        since = reading.run.since
        records = read_messages(reading.payload, ours, known=known)
        return [record for record in records if not (isinstance(record, Seen) and record.mention.created_at < since)]

    def _page(self, reading: Reading, records: list[Record], now: datetime) -> Page:
        run, found, most = reading.run, len(items(reading.payload)), reading.question.most
        gaps = out_of_reach(reading.cursor, run, backfill=self._backfill, reach=reading.question.reach)
        token = next_token(reading.payload)
        if token and not (reading.question.private and reaches(reading.payload, run.since)):
            following = turned(run, token, found)
            cursor, up_to, more = reading.cursor.with_run(following), reading.cursor.up_to, following is not None
        else:
            cursor = reading.cursor.promoted(run)
            cut = most is not None and run.found + found >= most
            gaps += cut_off(run, records, most=most) if most is not None and cut else ()
            # a run that was held up is followed by another at once: it knows nothing of what came since it began
            up_to, more = None if cut else cursor.up_to, now - run.started > self._usual
        more = more and reading.answer.headers.get("x-rate-limit-remaining") != "0"
        wish = self._wish(reading, now)
        return Page(tuple(records), cursor.text(), more=more, up_to=up_to, next_poll_after=wish, gaps=gaps)

    def _wish(self, reading: Reading, now: datetime) -> float | None:
        """Ask for a longer pause than usual where the rate window would not last otherwise."""
        alone = pause(reading.answer, now=now)
        wait = None if alone is None else alone * reading.question.sharing
        return wait if wait is not None and wait > self._usual.total_seconds() else None
