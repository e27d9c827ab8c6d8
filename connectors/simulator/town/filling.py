"""Plays the town's last four days in a moment, so that a demo begins in a world that has a past."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from connectors.simulator.identities import SimulatedBrand
from connectors.simulator.town.daytime import DAYS, old_moment, recent_moment
from connectors.simulator.town.script import Network, Scene, Script
from connectors.simulator.town.stages import Stage
from connectors.simulator.town.talks import BRAND_BY_KEY, Casting, Talk, Turn

QUIET = timedelta(minutes=1)  # nothing is said in the last minute: searches lag behind
ANSWERED_LONG_AGO = 0.82  # of talks in which the brand answers
FORGOTTEN_LONG_AGO = 0.7  # of talks in which it does not


@dataclass(frozen=True, slots=True)
class Published:
    """A brand's own post."""

    at: datetime
    network: Network
    brand: SimulatedBrand
    language: str
    key: str
    text: str


@dataclass(slots=True)
class Wall:
    """The brands' posts by network, brand, language and key, in the order they appeared."""

    posts: dict[tuple[Network, str], list[tuple[Published, str]]] = field(default_factory=dict)

    def hang(self, post: Published, post_id: str) -> None:
        """Remember a post that was made."""
        self.posts.setdefault((post.network, post.brand.key), []).append((post, post_id))

    def place(self, talk: Talk, at: datetime, chance: Random) -> str | None:
        """Choose the brand's post under which a talk begins at `at`; None for a post of the person's own."""
        if talk.scene.wall or (talk.network == "x" and talk.scene.under is None):
            return None
        fitting = self._fitting(talk, at)
        return chance.choice(fitting) if fitting else None

    def _fitting(self, talk: Talk, at: datetime) -> list[str]:
        """List posts made by then: the scene's own, else those in the person's language, else all."""
        key, there = talk.scene.under, self.posts.get((talk.network, talk.brand.key), [])
        there = [(post, post_id) for post, post_id in there if post.at <= at]
        if key is not None:
            return [post_id for post, post_id in there if post.key == key]
        understood = [post_id for post, post_id in there if post.language == talk.person.language]
        return understood or [post_id for _, post_id in there]


class Filling:
    """Plans and plays the past; the same chance and the same `now` give the same town."""

    def __init__(self, casting: Casting, stages: Mapping[Network, Stage], now: datetime) -> None:
        self._casting = casting
        self._stages = stages
        self._now = now
        self._used: Counter[Network] = Counter()
        self.wall = Wall()

    def play(self, scripts: Sequence[Script]) -> None:
        """Let everything happen in the order of time."""
        posts = [post for script in scripts for post in self._posts(script)]
        appeared = {(post.network, post.brand.key, post.key): post.at for post in posts}
        turns = [turn for script in scripts for scene in script.scenes for turn in self._turns(script, scene, appeared)]
        for post in sorted(posts, key=lambda post: post.at):
            post_id = self._stages[post.network].publish(post.brand, post.text, post.at)
            self.wall.hang(post, post_id)
        for turn in sorted(turns, key=lambda turn: turn.at):
            if turn.begins:
                turn.talk.under = self.wall.place(turn.talk, turn.at, self._casting.chance)
            turn.play(self._stages[turn.talk.network])

    def _posts(self, script: Script) -> Iterator[Published]:
        """Spread the brand's posts: the first before anybody writes, the last half a day ago."""
        brand, count = BRAND_BY_KEY[script.brand], len(script.posts)
        for place, post in enumerate(script.posts):
            back = DAYS + timedelta(hours=2) - place * (DAYS - timedelta(hours=12)) / count
            for network in post.networks:
                at = self._now - back + timedelta(minutes=self._casting.chance.uniform(0, 60))
                yield Published(at, network, brand, script.language, post.key, post.text)

    def _turns(
        self, script: Script, scene: Scene, appeared: Mapping[tuple[Network, str, str], datetime]
    ) -> Iterator[Turn]:
        for _ in range(0 if scene.age == "live" else scene.times):
            talk = self._casting.talk(script, scene, self._network(scene))
            since = appeared.get((talk.network, script.brand, scene.under or ""))
            long_ago = self._long_ago(scene)
            start = self._start(since) if long_ago else recent_moment(self._casting.chance, self._now)
            turns = self._casting.turns(script, talk, start, self._now - QUIET)
            yield from turns if long_ago else self._unanswered(turns)

    def _network(self, scene: Scene) -> Network:
        """Choose the network that has had the least so far."""
        chosen = min(scene.networks, key=lambda network: (self._used[network], self._casting.chance.random()))
        self._used[chosen] += 1
        return chosen

    def _long_ago(self, scene: Scene) -> bool:
        share = ANSWERED_LONG_AGO if scene.answered else FORGOTTEN_LONG_AGO
        return scene.age == "old" or (scene.age == "any" and self._casting.chance.random() < share)

    def _start(self, since: datetime | None) -> datetime:
        return old_moment(self._casting.chance, self._now, since=since)

    @staticmethod
    def _unanswered(turns: Sequence[Turn]) -> Iterator[Turn]:
        """Give what is said before the brand opens its mouth."""
        for turn in turns:
            if turn.line.by_brand:
                return
            yield turn
