"""Customers of all brands through a day: they write, answer, edit, delete, and sometimes the brand answers in its app.

Every text ends with a word of its own, by which the text is known again wherever it turns up.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from zoneinfo import ZoneInfo

from connectors.simulator.graph.state import GraphState
from connectors.simulator.identities import SimulatedBrand
from connectors.simulator.town.script import shipped_scripts
from connectors.simulator.x.state import XState
from tests.soak.scale import NETWORKS

TOWN = ZoneInfo("Europe/Vilnius")
RHYTHM = (4, 2, 1, 1, 1, 3, 8, 22, 55, 65, 65, 60, 65, 60, 55, 55, 60, 75, 85, 95, 100, 80, 45, 15)
WORD = re.compile(r"~[a-z]{7}")
PEOPLE = 30
MOST_IN_A_THREAD = 14  # Meta tells of the newest 20 messages only, and ours count too
ACTS = (("writes", 45), ("messages", 25), ("replies", 14), ("edits", 6), ("deletes", 4), ("changes", 3), ("in app", 3))


def words() -> Iterator[str]:
    """Words that nobody else says."""
    number = 0
    while True:
        number += 1
        letters, rest = "", number
        for _ in range(7):
            rest, letter = divmod(rest, 26)
            letters = chr(ord("a") + letter) + letters
        yield f"~{letters}"


def openings(language: str) -> tuple[str, ...]:
    """What the simulator's town says in public, in one language."""
    return tuple(
        line.text
        for script in shipped_scripts()
        if script.language == language
        for scene in script.scenes
        for line in scene.lines
        if line.mark in (">", ">>") and "{" not in line.text and "@" not in line.text
    )


@dataclass
class Brand:
    """One brand with what was written to it."""

    identity: SimulatedBrand
    posts: dict[str, list[str]] = field(default_factory=dict)
    public: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in NETWORKS})
    private: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def account_id(self, network: str) -> str:
        return self.identity.page_id if network == "facebook" else self.identity.instagram_id


class Townsfolk:
    """Acts on the simulated networks as people do in their apps."""

    def __init__(self, x: XState, graph: GraphState, brands: tuple[SimulatedBrand, ...], seed: int) -> None:
        self.x, self.graph = x, graph
        self.chance = Random(seed)  # noqa: S311 - chance of a rehearsal, not of a key
        self.words = words()
        self.said = {language: openings(language) for language in ("lt", "pl", "en")}
        self.brands = [self._settled(brand) for brand in brands]
        self.native: set[str] = set()
        self.acts = 0

    def _settled(self, identity: SimulatedBrand) -> Brand:
        brand = Brand(identity)
        for network in NETWORKS[1:]:
            account = brand.account_id(network)
            self.graph.account(account).subscribed_fields |= {"feed", "mention", "messages", "message_echoes"}
            self.graph.account(account).subscribed_fields |= {"message_edits", "standby"}
            brand.posts[network] = [self.graph.publish(account, f"Naujiena {number}") for number in range(3)]
        return brand

    def live(self, seconds: float, texts: float) -> None:
        """Let so much time's worth of things happen, at this hour's rate."""
        share = RHYTHM[self.x.clock.now().astimezone(TOWN).hour] * 24 / sum(RHYTHM)
        expected = len(self.brands) * len(NETWORKS) * texts * share * seconds / 86_400
        for _ in range(self._poisson(expected)):
            self.act(self.chance.choice(self.brands), self.chance.choice(NETWORKS))

    def _poisson(self, expected: float) -> int:
        limit, product, count = math.exp(-min(expected, 500)), self.chance.random(), 0
        while product > limit:
            product, count = product * self.chance.random(), count + 1
        return count

    def act(self, brand: Brand, network: str) -> None:
        """One of them does one thing."""
        self.acts += 1
        names, weights = zip(*ACTS, strict=True)
        match self.chance.choices(names, weights)[0]:
            case "writes":
                self.writes(brand, network)
            case "messages":
                self.messages(brand, network)
            case "replies":
                self.replies(brand, network)
            case "edits":
                self.edits(brand, network)
            case "deletes":
                self.deletes(brand, network)
            case "changes":
                self.changes_a_message(brand, network)
            case "in app":
                self.answers_in_the_app(brand, network)

    def text(self, brand: Brand, network: str) -> str:
        language = brand.identity.language if self.chance.random() < 0.8 else self.chance.choice(list(self.said))
        said = re.sub(r"\[([^\[\]]*)\]", lambda found: self.chance.choice(found[1].split("|")), self._choose(language))
        named = f"@{brand.identity.x_handle} " if network == "x" else ""
        return f"{named}{said[:200]} {next(self.words)}"

    def _choose(self, language: str) -> str:
        return self.chance.choice(self.said[language])

    def person(self, brand: Brand) -> str:
        return f"{brand.identity.key}k{self.chance.randrange(PEOPLE)}"[-15:]

    def writes(self, brand: Brand, network: str) -> None:
        text, person = self.text(brand, network), self.person(brand)
        if network == "x":
            writer = self.x.people.known_or_new(person)
            late = self.chance.choice((0, 0, 0, 20, 120))
            brand.public["x"].append(self.x.post(writer.id, text, index_after=late))
        elif self.chance.random() < 0.85:
            brand.public[network].append(self.graph.comment(self.chance.choice(brand.posts[network]), person, text))
        elif network == "facebook":
            brand.posts[network].append(self.graph.visitor_post(brand.identity.page_id, person, text))
        else:
            self.graph.mention(brand.identity.instagram_id, person, f"{text} @{brand.identity.instagram_username}")

    def messages(self, brand: Brand, network: str) -> None:
        person = self.person(brand)
        thread = brand.private.setdefault((network, person), [])
        if len(thread) >= MOST_IN_A_THREAD:
            return
        text = self.text(brand, network)
        if network == "x":
            thread.append(self.x.send_dm(self.x.people.known_or_new(person).id, brand.identity.x_user_id, text))
        else:
            platform = "messenger" if network == "facebook" else "instagram"
            thread.append(self.graph.message(person, brand.account_id(network), text, platform))

    def replies(self, brand: Brand, network: str) -> None:
        """Answer anything below: a customer's words, or ours."""
        above = self.living(brand, network)
        if above is None:
            self.writes(brand, network)
            return
        text, person = self.text(brand, network), self.person(brand)
        if network == "x":
            made = self.x.post(self.x.people.known_or_new(person).id, text, in_reply_to=above)
        else:
            made = self.graph.comment(self.graph.find_comment(above).post.id, person, text, parent=above)
        brand.public[network].append(made)

    def answers_in_the_app(self, brand: Brand, network: str) -> None:
        above = self.living(brand, network)
        if above is None:
            return
        text = f"Atsakome programėlėje {next(self.words)}"
        if network == "x":
            made = self.x.post(brand.identity.x_user_id, text, in_reply_to=above)
        else:
            made = self.graph.account_comment(self.graph.find_comment(above).post.id, text, parent=above)
        self.native.add(made)

    def living(self, brand: Brand, network: str) -> str | None:
        """Something public of the last hours that is still there."""
        find = self.x.posts.get if network == "x" else self.graph.find_comment
        there = [key for key in brand.public[network][-12:] if find(key)]
        return self.chance.choice(there) if there else None

    def edits(self, brand: Brand, network: str) -> None:
        key = self.living(brand, network)
        if key is None or network == "instagram":
            return
        if network == "facebook":
            self.graph.edit_comment(key, self.text(brand, network))
            return
        first = self.x.posts.get(key)
        if (self.x.clock.now() - first.created_at).total_seconds() < 1800 and len(first.history) < 6:
            self.x.edit(first.history[-1], self.text(brand, network))

    def deletes(self, brand: Brand, network: str) -> None:
        key = self.living(brand, network)
        if key:
            (self.x.delete if network == "x" else self.graph.delete_comment)(key)

    def changes_a_message(self, brand: Brand, network: str) -> None:
        """Meta tells of it by webhook only."""
        mine = [key for (where, _), thread in brand.private.items() if where == network for key in thread]
        if network == "x" or not mine:
            return
        key = self.chance.choice(mine)
        message = self.graph.messages[key]
        if message.deleted:
            return
        if self.chance.random() < 0.4:
            self.graph.unsend(key)
        elif message.edits < 5:
            self.graph.edit_message(key, self.text(brand, network))
