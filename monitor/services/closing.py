"""Bring a case ahead before the network's window for a private answer closes: afterwards only the public is left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from config.settings import PrioritySettings
from monitor.domain.cases import Case
from monitor.domain.errors import Conflict
from monitor.domain.mentions import MentionKind
from monitor.domain.moves import NetworkRules
from monitor.domain.ranking import closing
from monitor.ports import Now, Store, Transaction
from monitor.services.rhythm import Rhythm

EVERY = timedelta(minutes=1)
_MOST = 500
"""Cases of one page and transaction."""


class Closing:
    """Looks once a minute, however often it is asked; each case is brought ahead once."""

    def __init__(self, store: Store, rules: Mapping[str, NetworkRules], *, policy: PrioritySettings, now: Now) -> None:
        self._store = store
        self._rules = rules
        self._policy = policy
        self._now = now
        self._rhythm = Rhythm(EVERY)

    async def sweep(self) -> int:
        """Rank again the open cases whose window is about to close, and return how many."""
        if not self._rhythm.beats(self._now()):
            return 0
        near = timedelta(hours=self._policy.closing_hours)
        return sum([await self._bring(kind, window, near, network) for network, kind, window in self._windows()])

    def _windows(self) -> Iterator[tuple[str, MentionKind, timedelta]]:
        for network, rules in self._rules.items():
            if rules.message_window:
                yield network, MentionKind.MESSAGE, rules.message_window
            if rules.private_reply_window:
                yield network, MentionKind.COMMENT, rules.private_reply_window

    async def _bring(self, kind: MentionKind, window: timedelta, near: timedelta, network: str) -> int:
        """Page by page: those brought ahead before stay among them until their window is over."""
        opened, brought = self._now() - window, 0
        after = (opened, 0)
        while True:
            async with self._store.read() as tx:
                found = await tx.cases.waiting_since(network, kind, after=after, before=opened + near, limit=_MOST)
            brought += await self._bring_some(found, window)
            if len(found) < _MOST:
                return brought
            after = (found[-1].last_inbound_at, found[-1].id)

    async def _bring_some(self, found: Sequence[Case], window: timedelta) -> int:
        fresh = [case for case in found if all(reason.code != "closing_window" for reason in case.priority.reasons)]
        if not fresh:
            return 0
        async with self._store.write() as tx:
            return sum([await self._bring_one(tx, case, window) for case in fresh])

    async def _bring_one(self, tx: Transaction, case: Case, window: timedelta) -> int:
        priority = closing(case.priority, case.last_inbound_at + window, self._policy)
        try:
            await tx.cases.save(replace(case, priority=priority))
        except Conflict:  # it changed since it was read: the next look sees how it stands
            return 0
        await tx.events.append("case.changed", now=self._now(), case_id=case.id, data={"why": "window closes"})
        return 1
