"""Deliver the outbox: one remote call per entry, its outcome written down, unknown outcomes looked up first."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from config.settings import AccountSettings
from monitor.domain import joining
from monitor.domain.courtesies import is_courtesy
from monitor.domain.dispatch import Outcome, continued, look_again, looked_up, outcome_of, repeated
from monitor.domain.drafts import text_hash
from monitor.domain.errors import Conflict, OutcomeUnknown, Rejected
from monitor.domain.outbox import OutboxEntry, OutboxState, Receipt, RemoteCall, following
from monitor.ports import Guard, Now, PlanMoves, Publisher, Store, Toll, Transaction, tolled
from monitor.services.approve import reopen_draft
from monitor.services.effects import keep_effect
from monitor.services.health import Health
from monitor.services.keep_word import KeepWord
from monitor.services.one_answer import still_asked_for
from monitor.services.pace import Held, Pacing, refused
from monitor.services.situations import Situations

log = structlog.get_logger("deliver")
NO_ACCOUNT = "the account is no longer in the settings"
_OF_THE_LEASE = 0.8
"""How much of a lease a call and what comes before it may take: the rest is for writing down what came of it."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where an account's replies go, and who the account is on its network."""

    publisher: Publisher
    account: AccountSettings


class Deliver:
    """Sends what is due and settles what came of it."""

    def __init__(  # noqa: PLR0913 - the rules it applies are its point
        self,
        store: Store,
        situations: Situations,
        posts: Mapping[str, Post],
        *,
        plan: PlanMoves,
        guard: Guard,
        now: Now,
        owner: str,
        lease: timedelta,
        max_attempts: int,
        pacing: Pacing | None = None,
        word: KeepWord | None = None,
    ) -> None:
        self._store = store
        self._situations = situations
        self._posts = posts
        self._plan = plan
        self._guard = guard
        self._now = now
        self._owner = owner
        self._lease = lease
        self._max_attempts = max_attempts
        self._pacing = pacing or Pacing({})
        self._word = word
        self._health = Health(store, now=now)
        self._taken: dict[int, datetime] = {}

    async def claim(self, *, limit: int = 20) -> list[OutboxEntry]:
        """Lease what is due, one entry an account; each is then sent by itself, so that no network holds up another."""
        now = self._now()
        async with self._store.write() as tx:
            taken = await tx.outbox.claim_due(now=now, owner=self._owner, lease=self._lease, limit=limit)
        self._taken |= {entry.id: now for entry in taken}
        return taken

    async def reconcile(self) -> int:
        """Settle every entry whose outcome is unknown, mostly by a look on the network, and return how many were.

        Not what this process is still sending, on a machine that was asleep or too slow: its call may yet arrive.
        """
        async with self._store.write() as tx:
            lapsed = await tx.outbox.lapsed(now=self._now())
        unknown = [entry for entry in lapsed if entry.id not in self._taken]
        return sum(await asyncio.gather(*(self._clear_up(entry) for entry in unknown)))

    async def _clear_up(self, entry: OutboxEntry) -> int:
        """Settle one; what breaks on it holds up no other, and it is found again."""
        try:
            return await self._cleared_up(entry)
        except Exception as error:  # noqa: BLE001 - as the docstring says
            log.warning("outbox.not_cleared_up", entry=entry.id, error=type(error).__name__)
            return 0

    async def send(self, entry: OutboxEntry) -> int:
        """Make the one call of a leased entry and write down what came of it."""
        toll = Toll()
        try:
            call = await self._may_still_go(entry)
            patience = self._patience(entry)
            with tolled(toll):
                publishing = self._posts[entry.account].publisher.publish(call, now=self._now())
                receipt = await asyncio.wait_for(publishing, timeout=patience)
        except Exception as error:  # noqa: BLE001 - whatever happened, the entry must say so
            refused(toll, _sending(entry), error, self._now())
            await self._failed(entry, error)
        else:
            await self._settle(entry, Outcome(OutboxState.DELIVERED), receipt)
            await self._health.worked(entry.account, sent=True)
        finally:
            self._taken.pop(entry.id, None)
            await self._learn(entry, _sending(entry), toll)
        return 1

    def _patience(self, entry: OutboxEntry) -> float:
        """Seconds the call may take, for the lease must outlive it. Raises Held when too few are left to begin."""
        waited = (self._now() - self._taken.get(entry.id, self._now())).total_seconds()
        left = self._lease.total_seconds() * _OF_THE_LEASE - max(0.0, waited)
        if left <= 0:
            raise Held("the call could not begin within its lease", until=self._now() + timedelta(seconds=1))
        return left

    async def _may_still_go(self, entry: OutboxEntry) -> RemoteCall:
        """Check once more at the moment of sending: approved words, still asked for, the network's windows, the gate.

        Gives the call to make. Raises Rejected.
        """
        if text_hash(entry.call.text) != entry.text_hash:
            raise Rejected("the text is not the one that was approved", rule="not_approved")
        if entry.account not in self._posts:
            raise Rejected(NO_ACCOUNT, rule="no_account")
        async with self._store.read() as tx:
            await self._pacing.admit_call(tx, entry.account, _sending(entry), self._now())
            target = await tx.mentions.by_remote_id(entry.account, entry.call.mention_id)
            if target is None or target.deleted_at:
                raise Rejected("the customer deleted what this answers", rule="deleted")
            file = await self._situations.open(tx, entry.case_id, about=target.id, without=entry.id)
            await still_asked_for(tx, entry, file, self._now())
            call = await _call(tx, entry)
        move = next((m for m in self._plan(file.situation, now=self._now()) if m.kind is entry.call.move), None)
        if move is None or not move.allowed:
            raise Rejected(move.why if move else "this network has no such move", rule="move_closed")
        if move.human_agent and not entry.call.human_agent:
            raise Rejected("only a person's own words may go out now", rule="human_agent_only")
        findings = file.findings(self._guard, entry.call.text, entry.call.move.visibility)
        if findings:
            raise Rejected("the privacy gate stopped it at the moment of sending", rule="privacy_gate")
        return call

    async def _cleared_up(self, entry: OutboxEntry) -> int:
        again = repeated(entry, now=self._now(), max_attempts=self._max_attempts)
        if again is None:
            return await self._look_up(entry)
        await self._settle(entry, again)
        return 1

    async def _look_up(self, entry: OutboxEntry) -> int:
        if entry.account not in self._posts:
            await self._settle(entry, Outcome(OutboxState.REFUSED, f"unknown for good: {NO_ACCOUNT}"))
            return 1
        now, toll, looking = self._now(), Toll(), f"look_up:{entry.call.move.value}"
        try:
            async with self._store.read() as tx:
                await self._pacing.admit_call(tx, entry.account, looking, now)
                call = await _call(tx, entry)
            with tolled(toll):
                receipt = await self._posts[entry.account].publisher.look_up(call, now=now)
        except OutcomeUnknown as error:  # the network never tells, and doing it again was in vain
            await self._settle(entry, Outcome(OutboxState.REFUSED, f"perhaps done: {error}"))
            return 1
        except Exception as error:  # noqa: BLE001 - cannot tell now: look again later, never send
            log.warning("outbox.look_up_failed", entry=entry.id, error=type(error).__name__)
            async with self._store.write() as tx:
                await tx.outbox.hold(entry, not_before=look_again(error, now=now))
            refused(toll, looking, error, now)
            return 0
        finally:
            await self._learn(entry, looking, toll)
        await self._settle(entry, looked_up(entry, found=receipt is not None, max_attempts=self._max_attempts), receipt)
        return 1

    async def _learn(self, entry: OutboxEntry, purpose: str, toll: Toll) -> None:
        """Keep what the answers told, whatever becomes of the entry: a call that was made has been paid for."""
        if toll.rates or toll.charges:
            async with self._store.write() as tx:
                await self._pacing.learn(tx, entry.account, purpose, toll, self._now())

    async def _failed(self, entry: OutboxEntry, error: Exception) -> None:
        outcome = outcome_of(error, entry, now=self._now(), max_attempts=self._max_attempts)
        log.warning(
            "outbox.failed", entry=entry.id, account=entry.account, to=outcome.to.value, error=type(error).__name__
        )
        await self._settle(entry, outcome)
        await self._health.failed(entry.account, error)

    async def _settle(self, entry: OutboxEntry, outcome: Outcome, receipt: Receipt | None = None) -> None:
        try:
            async with self._store.write() as tx:
                await self._move(tx, entry, outcome, receipt)
                if receipt:
                    account, now = self._posts[entry.account].account, self._now()
                    begun = self._taken.get(entry.id) or entry.call.attempted_at or now
                    await keep_effect(tx, entry, receipt, account, begun=begun, now=now)
                    await self._pacing.answered(tx, entry.account, self._now())
                    await self._answer_case(tx, entry)
                    if self._word and entry.call.move.carries_text:
                        await self._word.delivered(tx, entry)
        except Conflict:
            log.info("outbox.moved_by_other", entry=entry.id)

    async def _move(self, tx: Transaction, entry: OutboxEntry, outcome: Outcome, receipt: Receipt | None) -> None:
        now, to = self._now(), outcome.to
        await tx.outbox.settle(
            entry,
            to,
            now=now,
            reason=outcome.reason,
            remote_id=receipt.remote_id if receipt else None,
            not_before=outcome.not_before,
            attempted=outcome.attempted,
        )
        if to in {OutboxState.REFUSED, OutboxState.CANCELLED}:
            for other in following(entry, await tx.outbox.of_case(entry.case_id)):
                await reopen_draft(tx, other, now=now)
        data = {"entry": entry.id, "move": entry.call.move.value}
        await tx.events.append(f"outbox.{to.value}", now=now, case_id=entry.case_id, data=data)

    async def _answer_case(self, tx: Transaction, entry: OutboxEntry) -> None:
        """The case is answered when the last of its approved texts has arrived, unless the customer wrote meanwhile."""
        ended = {OutboxState.DELIVERED, OutboxState.REFUSED, OutboxState.CANCELLED}
        texts = [other for other in await tx.outbox.of_case(entry.case_id) if other.call.move.carries_text]
        if any(other.state not in ended for other in texts):
            return
        case = await tx.cases.get(entry.case_id)
        draft = await tx.drafts.get(entry.draft_id) if entry.draft_id else None
        if draft and (is_courtesy(draft) or (case and case.last_inbound_id != draft.mention_id)):
            return
        if case and entry.call.move.carries_text:
            after = joining.answered(case, self._now())
            if after is not case:
                await tx.cases.save(after)
                await tx.events.append("case.changed", now=self._now(), case_id=case.id, data={"why": "answered"})


async def _call(tx: Transaction, entry: OutboxEntry) -> RemoteCall:
    """The call as it is made: a part of a thread answers the part before it."""
    return continued(entry.call, await tx.outbox.get(entry.after_id) if entry.after_id else None)


def _sending(entry: OutboxEntry) -> str:
    return f"send:{entry.call.move.value}"
