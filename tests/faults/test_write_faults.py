"""Every write on every network under every fault: exactly one effect in the end, and the outbox says so.

The real connectors and the real delivery against the simulator, over HTTP. A kill -9 is played as what it leaves
behind: an entry that was leased and never settled, before or after its call (tests/faults/test_kill.py kills the
process itself at these points).
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from config.settings import BrandSettings
from connectors.simulator.faults import FAULTS, Fault, FaultKind
from monitor.domain.dispatch import act_of, entry_of, target_of
from monitor.domain.drafts import Draft
from monitor.domain.mentions import StoredMention
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState, Receipt, RemoteCall
from monitor.services.deliver import Deliver, Post
from monitor.services.situations import Situations
from responders.moves import plan_moves
from tests.support.fakes import guard
from tests.support.world import BRAND, NETWORKS, PLUGINS, World, world

LEASE = timedelta(seconds=120)
ATTEMPTS = 5
STALLED = 0.4
"""Seconds for which an answer stays away; the call is given up as soon as its effect stands."""
ENDED = (OutboxState.DELIVERED, OutboxState.REFUSED, OutboxState.CANCELLED)
FAULTS_OF_A_WRITE = ("drop_before", "drop_after", "server_error_html", "server_error_after", "stall_after")
ARRIVES = {"drop_after", "server_error_after", "stall_after", "killed after the call"}
KILLS = ("killed before the call", "killed after the call")
ON_X = (
    MoveKind.PUBLIC_REPLY,
    MoveKind.INVITE,
    MoveKind.MESSAGE,
    MoveKind.HIDE,
    MoveKind.UNHIDE,
    MoveKind.DELETE_OWN,
)
WRITES = {
    "x": ON_X,
    "facebook": tuple(MoveKind),
    "instagram": tuple(move for move in MoveKind if move is not MoveKind.BLOCK),
}


@dataclass
class Scene:
    """One customer, one text, one write."""

    world: World
    network: str
    move: MoveKind
    nth: int

    @property
    def who(self) -> str:
        return f"klientas{self.nth}"

    @property
    def text(self) -> str:
        return f"Atsiprašome, jau ieškome {self.nth} & parašysime." if self.move.carries_text else ""

    @property
    def repeatable(self) -> bool:
        """Whether it goes out as PUT or DELETE, which aiohttp sends again on a new connection when one was dropped."""
        hiding = self.move in {MoveKind.HIDE, MoveKind.UNHIDE}
        return self.move.removes or (hiding and self.network == "x")

    def play(self) -> str:
        """Let happen what the move is about; gives the remote id of what it is about."""
        return self._on_x() if self.network == "x" else self._on_graph()

    def _on_x(self) -> str:
        x, me = self.world.x, BRAND.x_user_id
        who = x.people.known_or_new(self.who).id
        if self.move is MoveKind.MESSAGE:
            return x.send_dm(who, me, f"labas {self.nth}")
        if self.move in {MoveKind.HIDE, MoveKind.UNHIDE}:
            ours = x.post(me, f"naujiena {self.nth}")
            return x.post(who, f"@{BRAND.x_handle} blogai {self.nth}", in_reply_to=ours)
        theirs = x.post(who, f"@{BRAND.x_handle} kur siunta {self.nth}?")
        return x.post(me, f"ne tas tekstas {self.nth}", in_reply_to=theirs) if self._own else theirs

    def _on_graph(self) -> str:
        graph, account = self.world.graph, self._account
        graph.person(self.who, f"Klientas {self.nth}", self.who)
        if self.move is MoveKind.MESSAGE:
            return graph.message(self.who, account, f"labas {self.nth}", self._platform)
        post = graph.publish(account, f"naujiena {self.nth}")
        theirs = graph.comment(post, self.who, f"kur siunta {self.nth}?")
        return graph.account_comment(post, f"ne tas {self.nth}", parent=theirs) if self._own else theirs

    def prepare(self, remote_id: str) -> None:
        """What can be shown again was hidden before."""
        if self.move is MoveKind.UNHIDE and self.network == "x":
            self._x_post(remote_id).hidden = True
        elif self.move is MoveKind.UNHIDE:
            self.world.graph.hide_comment(remote_id, hidden=True)

    def effects(self, remote_id: str) -> list[str]:
        """What stands on the network because of the write: ids of our texts, or "" for an act that is done."""
        match self.move:
            case MoveKind.PUBLIC_REPLY | MoveKind.INVITE:
                return [id_ for id_, text in self._public() if text == self.text]
            case MoveKind.PRIVATE_REPLY | MoveKind.MESSAGE:
                return [id_ for id_, text in self._private() if text == self.text]
            case MoveKind.BLOCK:
                return [""] if self.who in self.world.graph.account(self._account).blocked_people else []
        stands = self._stands(remote_id)
        if self.move in {MoveKind.DELETE, MoveKind.DELETE_OWN}:
            return [] if stands else [""]
        return [""] if stands.hidden is (self.move is MoveKind.HIDE) else []

    def _public(self) -> list[tuple[str, str]]:
        if self.network == "x":
            return [(post.id, post.typed) for post in self.world.x.posts.live() if post.author_id == BRAND.x_user_id]
        comments = self.world.graph.comments.values()
        return [(each.shown_id, each.text) for each in comments if each.author is None and not each.deleted]

    def _private(self) -> list[tuple[str, str]]:
        if self.network == "x":
            who = self.world.x.people.known_or_new(self.who).id
            talk = self.world.x.dms_between(BRAND.x_user_id, who)
            return [(each.id, each.text) for each in talk if each.sender_id == BRAND.x_user_id]
        talk = self.world.graph.conversation(self._account, self.who, self._platform)
        return [(each.id, each.text) for each in talk if each.from_account]

    def _stands(self, remote_id: str) -> Any:
        return self._x_post(remote_id) if self.network == "x" else self.world.graph.find_comment(remote_id)

    def _x_post(self, remote_id: str) -> Any:
        return self.world.x.posts.get(remote_id)

    @property
    def _own(self) -> bool:
        return self.move is MoveKind.DELETE_OWN

    @property
    def _account(self) -> str:
        return BRAND.page_id if self.network == "facebook" else BRAND.instagram_id

    @property
    def _platform(self) -> Any:
        return "messenger" if self.network == "facebook" else "instagram"


@dataclass(frozen=True)
class Impatient:
    """A publisher whose call is given up for too slow just when its effect stands and before its answer comes."""

    publisher: Any
    stands: Callable[[], object]

    async def publish(self, call: RemoteCall, *, now: datetime) -> Receipt:
        call_made = asyncio.create_task(self.publisher.publish(call, now=now))
        while not self.stands():  # noqa: ASYNC110 - it looks at the network, which tells nobody
            await asyncio.sleep(0.002)
        call_made.cancel()
        raise TimeoutError


@dataclass
class Office:
    """The delivery over one world; `hasty` gives it up on an account's calls once something stands."""

    world: World
    deliver: Deliver
    hasty: Callable[[str, Callable[[], object]], Deliver]

    async def stored(self, account: str, remote_id: str) -> StoredMention:
        async with self.world.store.read() as tx:
            found = await tx.mentions.by_remote_id(account, remote_id)
        assert found is not None
        assert found.case_id is not None
        return found

    async def read(self, network: str) -> None:
        """Poll the network's account until everything is here and understood."""
        self.world.pass_time(minutes=2)
        while leases := await self.world.poll.claim():
            for lease in leases:
                if lease.ref.account == network:
                    await self.world.poll.one(lease)
        await self.world.think()

    async def queue(self, scene: Scene, remote_id: str) -> int:
        """Put the write into the outbox, as approval or an act does."""
        found = await self.stored(scene.network, remote_id)
        now = self.world.clock.now()
        if scene.move.carries_text:
            words = Draft(case_id=found.case_id, mention_id=found.id, move=scene.move, text=scene.text,
                          language="lt", playbook="")  # fmt: skip
            entry = entry_of(words, target_of(scene.move, found, [found]), human_agent=False, not_before=now)
            call = replace(entry.call, key=f"write-{scene.nth}")
            entry = replace(entry, draft_id=None, call=call)
        else:
            entry = act_of(found.case_id, found, scene.move, nth=1, not_before=now)
        async with self.world.store.write() as tx:
            return (await tx.outbox.add(entry)).id

    async def suffer(self, scene: Scene, trouble: str, remote_id: str) -> None:
        """Make the first attempt under the trouble."""
        if trouble in KILLS:
            now = self.world.clock.now()
            async with self.world.store.write() as tx:  # as the process did that was then killed
                [entry] = await tx.outbox.claim_due(now=now, owner="killed", lease=LEASE, limit=20)
            if trouble == KILLS[1]:
                publisher = self.world.connectors[scene.network].publisher
                await publisher.publish(entry.call, now=self.world.clock.now())
            self.world.pass_time(seconds=LEASE.total_seconds())
            return
        kind = FaultKind(trouble)
        for method in ("POST", "PUT", "DELETE"):
            self.world.app[FAULTS].add(Fault(kind, network=scene.network, method=method, delay=STALLED * _stalls(kind)))
        hasty = self.hasty(scene.network, lambda: scene.effects(remote_id))
        deliver = hasty if _stalls(kind) else self.deliver
        for entry in await deliver.claim():
            await deliver.send(entry)
        self.world.app[FAULTS].clear()

    async def settled(self, entry_id: int) -> OutboxEntry:
        """Deliver, reconcile and wait until the entry has an end."""
        for _ in range(20):
            await self.deliver.reconcile()
            for entry in await self.deliver.claim():
                await self.deliver.send(entry)
            async with self.world.store.read() as tx:
                found = await tx.outbox.get(entry_id)
            assert found is not None
            if found.state in ENDED:
                return found
            self.world.pass_time(seconds=40)
        raise AssertionError(f"still {found.state}: {found.reason}")


def _stalls(kind: FaultKind) -> bool:
    return kind is FaultKind.STALL_AFTER


@asynccontextmanager
async def office(store: Any) -> AsyncIterator[Office]:
    async with world(store) as made:
        rules = {name: plugin.rules for name, plugin in PLUGINS.items()}
        brands = {BRAND.name: BrandSettings(name=BRAND.name)}
        situations = Situations(made.accounts, brands, rules)
        posts = {name: Post(each.publisher, made.accounts[name]) for name, each in made.connectors.items()}
        common = {"plan": plan_moves, "guard": guard, "now": made.clock.now, "owner": "me", "max_attempts": ATTEMPTS}

        def hasty(account: str, stands: Callable[[], object]) -> Deliver:
            post = replace(posts[account], publisher=Impatient(posts[account].publisher, stands))
            return Deliver(store, situations, {account: post}, lease=LEASE, **common)

        yield Office(made, Deliver(store, situations, posts, lease=LEASE, **common), hasty)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("trouble", [*FAULTS_OF_A_WRITE, *KILLS])
async def test_a_write_has_one_effect_and_the_outbox_says_so(sqlite_store, network, trouble):
    async with office(sqlite_store) as desk:
        scenes = [Scene(desk.world, network, move, nth) for nth, move in enumerate(WRITES[network])]
        about = [scene.play() for scene in scenes]
        for scene, remote_id in zip(scenes, about, strict=True):
            scene.prepare(remote_id)
        await desk.read(network)
        if network == "x":  # X does not tell what is hidden; Aside remembers having hidden it
            async with desk.world.store.write() as tx:
                for scene, remote_id in zip(scenes, about, strict=True):
                    if scene.move is MoveKind.UNHIDE:
                        await tx.mentions.mark_hidden("x", remote_id, hidden=True)
        for scene, remote_id in zip(scenes, about, strict=True):
            this = f"{scene.move} under {trouble}"
            entry_id = await desk.queue(scene, remote_id)
            await desk.suffer(scene, trouble, remote_id)
            repeated = trouble == "drop_before" and scene.repeatable  # by the HTTP client itself, at once
            arrived = trouble in ARRIVES or repeated
            assert (this, len(scene.effects(remote_id))) == (this, int(arrived))
            entry = await desk.settled(entry_id)
            assert (this, entry.state, entry.reason) == (this, OutboxState.DELIVERED, "")
            assert (this, scene.effects(remote_id)) == (this, [entry.remote_id or ""])


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("lost", [2, ATTEMPTS])
async def test_a_hide_whose_answers_get_lost_is_done_again_and_hidden_once(sqlite_store, network, lost):
    """A hide repeated is a hide done once. Where every answer is lost Meta can be asked; of X a person must look."""
    async with office(sqlite_store) as desk:
        scene = Scene(desk.world, network, MoveKind.HIDE, 0)
        remote_id = scene.play()
        await desk.read(network)
        entry_id = await desk.queue(scene, remote_id)
        method = "PUT" if network == "x" else "POST"
        desk.world.app[FAULTS].add(Fault(FaultKind.SERVER_ERROR_AFTER, network=network, method=method, times=lost))
        entry = await desk.settled(entry_id)
        assert scene.effects(remote_id) == [""]
        untold = network == "x" and lost == ATTEMPTS
        assert entry.state is (OutboxState.REFUSED if untold else OutboxState.DELIVERED)
        assert entry.reason.startswith("perhaps done: X tells nowhere" if untold else "")
        assert entry.attempts == min(lost + 1, ATTEMPTS)
