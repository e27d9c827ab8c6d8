"""A day on three networks as a Hypothesis state machine: people live, everything on the way goes wrong, we look.

At its end the store must equal what the networks hold.
"""

import asyncio
import re
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from sqlalchemy import select

from connectors.simulator.faults import FaultKind
from connectors.simulator.graph.records import PostKind
from connectors.simulator.graph.webhooks import envelope, escaped
from monitor.domain.mentions import Direction
from monitor.store.schema import mention_raws, mentions
from tests.support.databases import copied
from tests.support.world import BRAND, NETWORKS, Letter, World, world

PEOPLE = ("rugile", "jonas", "zofia")
MOST_IN_A_THREAD = 18  # Meta tells of the newest 20 messages only
READ_FAULTS = (
    FaultKind.RATE_LIMITED,
    FaultKind.SERVER_ERROR_HTML,
    FaultKind.DROP_BEFORE,
    FaultKind.DROP_AFTER,
    FaultKind.MALFORMED,
    FaultKind.UNKNOWN_FIELD,
    FaultKind.USAGE_FULL,
    FaultKind.EXPIRED_TOKEN,
)
ACTS = (
    "writes",
    "writes",
    "visits",
    "replies",
    "messages",
    "edits",
    "edits",
    "deletes",
    "changes",
    "hides",
    "takes back",
)
ILLS = ("fault", "fault", "lost page", "doubled page", "slow page")
DEALINGS = ("once", "once", "again", "lost", "together")
NETWORK = st.sampled_from(NETWORKS)
PERSON = st.sampled_from(PEOPLE)
WHICH = st.integers(0, 99)
ACT = st.tuples(st.sampled_from(ACTS), NETWORK, PERSON, WHICH, st.booleans())
PAUSES = (1, 30, 61, 61, 301, 1200)
TOKEN = re.compile(r"nr\d+\.\d+")


class Day(RuleBasedStateMachine):
    """A day of customers, of ours, and of bad luck."""

    template: Path
    folder: Path
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.world: World = self.run(self._open())
        self.texts: dict[str, int] = {}
        self.public: dict[str, list[str]] = {name: [] for name in NETWORKS}
        self.private: dict[tuple[str, str], list[str]] = {}

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _open(self) -> World:
        store = await self.stack.enter_async_context(copied(self.template, self.folder / f"{next(self.numbers)}.db"))
        return await self.stack.enter_async_context(world(store))

    def teardown(self) -> None:
        try:
            self.run(self._compare())
        finally:
            self.close()

    def close(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()

    # what happens, several things at a time so that they meet

    @rule(acts=st.lists(ACT, min_size=2, max_size=9))
    def lives(self, acts: list[tuple[str, str, str, int, bool]]) -> None:
        """Customers and ours do something."""
        for act, network, person, which, yes in acts:
            self.act(act, network, person, which, yes)

    def act(self, act: str, network: str, person: str, which: int, yes: bool) -> None:
        graph = "facebook" if yes else "instagram"
        match act:
            case "writes":
                self.writes(network, person, which, 120 if yes else 0)
            case "visits":
                self.visits(person) if yes else self.names_us_elsewhere(person)
            case "replies":
                self.replies(network, person, which) if yes else self.answers_in_the_app(network, which)
            case "messages":
                self.messages(network, person, yes)
            case "edits":
                self.edits(which, "x" if yes else "facebook")
            case "deletes":
                self.deletes(which, network)
            case "changes":
                self.changes_a_message(graph, person, which, which % 2 == 0)
            case "takes back":
                self.takes_a_visit_back(which)
            case "hides":
                self.is_hidden(which, graph, which % 3 > 0)

    @rule(ills=st.lists(st.tuples(st.sampled_from(ILLS), NETWORK, WHICH), min_size=1, max_size=4))
    def goes_wrong(self, ills: list[tuple[str, str, int]]) -> None:
        for ill, network, which in ills:
            match ill:
                case "fault":
                    self.fails(READ_FAULTS[which % len(READ_FAULTS)], network, 1 + which % 3)
                case "lost page":
                    self.loses_a_page(network)
                case "doubled page":
                    self.brings_a_page_twice(network)
                case "slow page":
                    self.is_overtaken(network, which)

    @precondition(lambda self: self.world.mail)
    @rule(dealings=st.lists(st.tuples(st.sampled_from(DEALINGS), WHICH), min_size=1, max_size=6))
    def deals_with_mail(self, dealings: list[tuple[str, int]]) -> None:
        for dealing, which in dealings:
            if not self.world.mail:
                return
            match dealing:
                case "once" | "again":
                    self.brings_mail(which, dealing == "again")
                case "lost":
                    self.loses_mail(which)
                case "together":
                    self.brings_mail_in_one_envelope()

    # what people write

    @initialize()
    def begin(self) -> None:
        ids = (BRAND.page_id, BRAND.instagram_id)
        self.posts = {
            name: [self.world.graph.publish(id_, "nauja")] for name, id_ in zip(NETWORKS[1:], ids, strict=True)
        }
        self.customers = {name: self.world.x.people.known_or_new(f"{name}_k").id for name in PEOPLE}
        for name in PEOPLE:
            self.world.graph.person(name)

    def text(self, key: str | None = None) -> str:
        """A text nobody wrote before."""
        return f"@{BRAND.x_handle} kur siunta nr{next(self.numbers)}.{len(self.texts)}"

    def writes(self, network: str, person: str, which: int, late: int) -> None:
        if network == "x":
            made = self.world.x.post(self.customers[person], self.text(), index_after=late)
        else:
            post = self.posts[network][which % len(self.posts[network])]
            made = self.world.graph.comment(post, person, self.text())
        self.public[network].append(made)

    def visits(self, person: str) -> None:
        self.posts["facebook"].append(self.world.graph.visitor_post(BRAND.page_id, person, self.text()))

    def names_us_elsewhere(self, person: str) -> None:
        """Instagram tells of an @mention by webhook only, and of its words only when asked."""
        told = len(self.world.mail)
        self.world.graph.mention(BRAND.instagram_id, person, f"{self.text()} @{BRAND.instagram_username}")
        for letter in self.world.mail[told:]:
            letter.sure = True

    def replies(self, network: str, person: str, which: int) -> None:
        if above := self.living(network, which):
            self.public[network].append(self.answer(network, above, person))

    def answers_in_the_app(self, network: str, which: int) -> None:
        if above := self.living(network, which):
            self.public[network].append(self.answer(network, above, None))

    def answer(self, network: str, above: str, person: str | None) -> str:
        if network == "x":
            author = self.customers[person] if person else BRAND.x_user_id
            return self.world.x.post(author, self.text(), in_reply_to=above)
        post = self.world.graph.find_comment(above).post.id
        if person:
            return self.world.graph.comment(post, person, self.text(), parent=above)
        return self.world.graph.account_comment(post, self.text(), parent=above)

    def messages(self, network: str, person: str, ours: bool) -> None:
        thread = self.private.setdefault((network, person), [])
        if len(thread) >= MOST_IN_A_THREAD:
            return
        if network == "x":
            sides = (BRAND.x_user_id, self.customers[person])
            thread.append(self.world.x.send_dm(*(sides if ours else sides[::-1]), self.text()))
            return
        account, platform = (BRAND.page_id, "messenger") if network == "facebook" else (BRAND.instagram_id, "instagram")
        if ours:
            thread.append(self.world.graph.account_message(account, person, self.text(), platform))
        else:
            thread.append(self.world.graph.message(person, account, self.text(), platform))

    # what they do to it

    def living(self, network: str, which: int) -> str | None:
        find = self.world.x.posts.get if network == "x" else self.world.graph.find_comment
        there = [key for key in self.public[network] if find(key)]
        return there[which % len(there)] if there else None

    def edits(self, which: int, network: str) -> None:
        key = self.living(network, which)
        if key and network == "facebook":
            self.world.graph.edit_comment(key, self.text())
        elif key:
            newest = self.world.x.posts.get(self.world.x.posts.get(key).history[-1])
            first = self.world.x.posts.get(key)
            young = (self.world.clock.now() - first.created_at).total_seconds() < 1800
            if young and len(first.history) < 6:
                self.world.x.edit(newest.id, self.text())

    def deletes(self, which: int, network: str) -> None:
        key = self.living(network, which)
        if key and network == "x":
            self.world.x.delete(key)
        elif key:
            self.world.graph.delete_comment(key)

    def changes_a_message(self, network: str, person: str, which: int, taken_back: bool) -> None:
        """Polls show new words of any message, and that one is missing where they have shown it before."""
        thread = self.private.get((network, person), [])
        there = [key for key in thread if not self.world.graph.messages[key].deleted]
        if not there:
            return
        message, told = there[which % len(there)], len(self.world.mail)
        if taken_back:
            self.world.graph.unsend(message)
        elif self.world.graph.messages[message].edits < 5 and not self.world.graph.messages[message].from_account:
            self.world.graph.edit_message(message, self.text())
        for letter in self.world.mail[told:]:
            letter.sure = taken_back  # it may be gone before any poll saw it

    def takes_a_visit_back(self, which: int) -> None:
        """With everything beneath it."""
        visits = self.posts["facebook"][1:]
        if visits:
            post = visits[which % len(visits)]
            self.posts["facebook"].remove(post)
            self.world.graph.delete_post(post)

    def is_hidden(self, which: int, network: str, hidden: bool) -> None:
        if key := self.living(network, which):
            self.world.graph.hide_comment(key, hidden=hidden)

    # what goes wrong, and what goes on

    def fails(self, kind: FaultKind, network: str, times: int) -> None:
        self.world.fail(kind, network, times)

    def loses_a_page(self, network: str) -> None:
        self.world.sources[network].lose = 1

    def brings_a_page_twice(self, network: str) -> None:
        self.world.sources[network].twice = 1

    def is_overtaken(self, network: str, which: int) -> None:
        """A webhook comes in while a page that was fetched before is still on its way."""

        async def overtake() -> None:
            if self.world.mail:
                letter = self.world.mail.pop(which % len(self.world.mail))
                await self.world.receive.keep(letter.route, letter.body)
                await self.world.receive.sweep()

        self.world.sources[network].meanwhile.append(overtake)

    def brings_mail(self, which: int, again: bool) -> None:
        """Any of the webhooks on their way, and perhaps once more later."""
        place = which % len(self.world.mail)
        letter = self.world.mail[place] if again else self.world.mail.pop(place)
        self.run(self.world.deliver(letter))

    def loses_mail(self, which: int) -> None:
        place = which % len(self.world.mail)
        if not self.world.mail[place].sure:
            self.world.mail.pop(place)

    def brings_mail_in_one_envelope(self) -> None:
        for subject in ("page", "instagram"):
            batch = [letter for letter in self.world.mail if letter.part and letter.part.subject == subject]
            if batch:
                self.world.mail = [letter for letter in self.world.mail if letter not in batch]
                parts = [letter.part for letter in batch if letter.part]
                self.run(self.world.deliver(Letter("meta", escaped(envelope(parts)))))

    @rule(seconds=st.sampled_from(PAUSES))
    def looks(self, seconds: int) -> None:
        self.world.pass_time(seconds=seconds)
        self.run(self.world.look())

    @rule(hours=st.sampled_from((1, 5, 30)))
    def is_switched_off(self, hours: int) -> None:
        self.world.pass_time(hours=hours)
        self.run(self.world.start())

    @rule()
    def looks_again(self) -> None:
        self.run(self.world.recheck.sweep())

    # what must hold

    async def _compare(self) -> None:
        await self.world.settle()
        stored = await self._stored()
        assert stored == self._truth()
        async with self.world.store.read() as tx:
            assert await tx.mentions.quarantined() == 0
            assert await tx.mentions.unassessed(limit=1) == []
            ledgers = await tx.ledger.all()
        lacking = {(each.ref, gap.cause) for each in ledgers for gap in each.open if not gap.lasting}
        assert not lacking

    async def _stored(self) -> dict[tuple[str, str], tuple[str, Direction, bool]]:
        async with self.world.store._readers.begin() as connection:
            rows = (await connection.execute(select(mentions))).all()
            raws = set(await connection.scalars(select(mention_raws.c.mention_id)))
        erased = [row for row in rows if row.deleted_at]
        assert all(row.text == "" and row.attachments == [] and row.id not in raws for row in erased)
        return {
            (row.account, row.remote_id): (token(row.text), Direction(row.direction), row.hidden)
            for row in rows
            if not row.deleted_at
        }

    def _truth(self) -> dict[tuple[str, str], tuple[str, Direction, bool]]:
        found: dict[tuple[str, str], tuple[str, Direction, bool]] = {}
        for post in self.world.x.posts.live():
            found["x", post.history[0]] = (token(post.text), side(post.author_id == BRAND.x_user_id), False)
        for message in self.world.x.messages.of(BRAND.x_user_id):
            found["x", message.id] = (token(message.text), side(message.sender_id == BRAND.x_user_id), False)
        for comment in self.world.graph.comments.values():
            if not comment.deleted:
                key = comment.post.network, comment.shown_id
                found[key] = (token(comment.text), side(comment.author is None), comment.hidden)
        for message in self.world.graph.messages.values():
            if message.deleted:
                continue
            key = "facebook" if message.thread.platform == "messenger" else "instagram", message.id
            found[key] = (token(message.text), side(message.from_account), False)
        for post in self.world.graph.posts.values():
            if post.kind in (PostKind.VISITOR, PostKind.MENTIONED):
                found[post.network, post.id] = (token(post.text), Direction.INBOUND, False)
        return found


def token(text: str) -> str:
    """What makes a text one of its kind; networks put handles before it."""
    found = TOKEN.search(text)
    return found.group() if found else f"no text of ours: {text!r}"


def side(ours: bool) -> Direction:
    return Direction.OUTBOUND if ours else Direction.INBOUND
