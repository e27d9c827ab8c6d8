"""A small house of real use cases on a real database, with fake networks."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from config.settings import ApprovalSettings, PrioritySettings, PromiseSettings
from monitor.domain.cases import CaseState
from monitor.domain.streams import StreamRef
from monitor.ports import Compose
from monitor.services.act import Act
from monitor.services.approve import Approve, Wanted
from monitor.services.automatic import Automatic
from monitor.services.close import Close
from monitor.services.correct import Correct
from monitor.services.deliver import Deliver, Post
from monitor.services.keep_word import KeepWord
from monitor.services.poll import Poll, Polled
from monitor.services.propose import Propose
from monitor.services.sign_off import Deputise, SignOff
from monitor.services.situations import Situations
from monitor.services.triage import Triage
from monitor.store import SqlStore
from responders.moves import plan_moves
from responders.promises import find_promises
from tests.support.fakes import (
    ACCOUNTS,
    BRANDS,
    RULES,
    FakePublisher,
    FakeSource,
    FakeTime,
    assess,
    compose,
    guard,
    page,
    prioritise,
)

PLAYBOOKS = {"test": "agent", "grave": "lead", "gravest": "two"}


def find(text, language, now):
    return find_promises(text, language, now=now)


@dataclass
class Town:
    """Everything a test of use cases touches."""

    store: SqlStore
    now: FakeTime = field(default_factory=FakeTime)
    sources: dict[str, FakeSource] = field(default_factory=lambda: {name: FakeSource() for name in ACCOUNTS})
    publisher: FakePublisher = field(default_factory=FakePublisher)
    approval: ApprovalSettings = field(default_factory=ApprovalSettings)
    compose: Compose = compose

    def __post_init__(self) -> None:
        rules = {"plan": plan_moves, "guard": guard, "now": self.now}
        situations = Situations(ACCOUNTS, BRANDS, RULES)
        polled = {name: Polled(source, 60) for name, source in self.sources.items()}
        self.poll = Poll(self.store, polled, now=self.now, owner="me", lease=timedelta(seconds=60))
        self.triage = Triage(
            self.store, assess=assess, prioritise=prioritise, accounts=ACCOUNTS, brands=BRANDS, now=self.now
        )
        self.situations = situations
        self.sign_off = SignOff(self.approval, PLAYBOOKS, now=self.now)
        undo = timedelta(seconds=10)
        self.approve = Approve(self.store, situations, undo=undo, sign_off=self.sign_off, **rules)
        self.act = Act(self.store, situations, plan=plan_moves, now=self.now, undo=undo)
        self.automatic = Automatic(
            self.store, situations, self.approve, self.sign_off, plan=plan_moves, policy=self.approval, now=self.now
        )
        self.deputise = Deputise(self.store, self.approval, now=self.now)
        self.word = KeepWord(self.store, find=find, policy=PromiseSettings(), ranking=PrioritySettings(), now=self.now)
        self.propose = Propose(self.store, situations, compose=self.compose, then=self.automatic.consider, **rules)
        self.close = Close(self.store, now=self.now)
        self.correct = Correct(self.store, policy=PrioritySettings(), now=self.now)
        posts = {name: Post(self.publisher, account) for name, account in ACCOUNTS.items()}
        self.deliver = Deliver(
            self.store,
            situations,
            posts,
            owner="me",
            lease=timedelta(seconds=60),
            max_attempts=3,
            word=self.word,
            **rules,
        )

    async def ready(self) -> "Town":
        refs = [StreamRef(name, "comments") for name in ACCOUNTS]
        async with self.store.write() as tx:
            await tx.streams.ensure(refs, now=self.now())
        return self

    async def hear(self, *mentions) -> None:
        """Let the network bring these, and work until drafts stand."""
        self.sources["page"].answers.append(page(*mentions))
        async with self.store.write() as tx:
            await tx.streams.poll_now("page")
        await self.poll_due()
        await self.think()

    async def poll_due(self) -> int:
        """Poll what is due, as the clock does, and return how many mentions changed."""
        return sum(await asyncio.gather(*(self.poll.one(lease) for lease in await self.poll.claim())))

    async def think(self) -> None:
        while await self.triage.sweep():
            pass
        while await self.propose.sweep():
            pass

    async def approve_all(self, *, actor: str = "ana", **texts: str):
        """Approve every open draft of the first case; `public=` or `private=` changes its text."""
        drafts = [draft for draft in await self.drafts() if draft.state in {"proposed", "submitted"}]
        wanted = [Wanted(d.id, d.version, texts.get(d.visibility.value, d.text)) for d in drafts]
        return await self.approve.texts(await self.id(), wanted, actor=actor)

    async def send(self) -> None:
        """Let the undo window pass and deliver until nothing is due."""
        self.now.forward(seconds=11)
        while await self.deliver_due():
            pass

    async def deliver_due(self) -> int:
        """Send what is due, as the clock does, and return how many calls that were."""
        return sum(await asyncio.gather(*(self.deliver.send(entry) for entry in await self.deliver.claim())))

    async def case(self, nth: int = 1):
        """The nth case that was opened; databases choose their own ids."""
        async with self.store.read() as tx:
            rows = await tx.cases.inbox(states=list(CaseState))
        cases = sorted((row.case for row in rows), key=lambda case: case.id)
        return cases[nth - 1] if nth <= len(cases) else None

    async def id(self) -> int:
        return (await self.case()).id

    async def drafts(self):
        async with self.store.read() as tx:
            return await tx.drafts.of_case(await self.id())

    async def entries(self):
        async with self.store.read() as tx:
            return await tx.outbox.of_case(await self.id())

    async def texts(self):
        async with self.store.read() as tx:
            return [stored.mention.text for stored in await tx.mentions.of_case(await self.id())]

    async def streams(self):
        async with self.store.read() as tx:
            return {status.ref.account: status for status in await tx.streams.statuses()}
