"""Bring a case ahead before the network's window for a private answer closes: afterwards only the public is left."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from config.settings import PrioritySettings
from monitor.domain.mentions import MentionKind
from monitor.domain.moves import NetworkRules
from monitor.domain.ranking import closing
from monitor.ports import Now, Store

EVERY = timedelta(minutes=1)
_MOST = 500


class Closing:
    """Looks once a minute, however often it is asked; each case is brought ahead once."""

    def __init__(self, store: Store, rules: Mapping[str, NetworkRules], *, policy: PrioritySettings, now: Now) -> None:
        self._store = store
        self._rules = rules
        self._policy = policy
        self._now = now
        self._next: datetime | None = None

    async def sweep(self) -> int:
        """Rank again the open cases whose window is about to close, and return how many."""
        now = self._now()
        if self._next and now < self._next:
            return 0
        self._next = now + EVERY
        near = timedelta(hours=self._policy.closing_hours)
        return sum([await self._bring(kind, window, near, network) for network, kind, window in self._windows()])

    def _windows(self) -> Iterator[tuple[str, MentionKind, timedelta]]:
        for network, rules in self._rules.items():
            if rules.message_window:
                yield network, MentionKind.MESSAGE, rules.message_window
            if rules.private_reply_window:
                yield network, MentionKind.COMMENT, rules.private_reply_window

    async def _bring(self, kind: MentionKind, window: timedelta, near: timedelta, network: str) -> int:
        now = self._now()
        async with self._store.write() as tx:
            found = await tx.cases.waiting_since(
                network, kind, after=now - window, before=now - window + near, limit=_MOST
            )
            fresh = [case for case in found if all(reason.code != "closing_window" for reason in case.priority.reasons)]
            for case in fresh:
                priority = closing(case.priority, case.last_inbound_at + window, self._policy)
                await tx.cases.save(replace(case, priority=priority))
                data = {"why": "window closes"}
                await tx.events.append("case.changed", now=now, case_id=case.id, data=data)
        return len(fresh)
