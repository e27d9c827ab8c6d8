"""How the town acts on each network: people in the apps, brands in theirs, none of them through the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from connectors.simulator.graph.records import Network as MetaNetwork
from connectors.simulator.graph.records import Platform
from connectors.simulator.graph.state import GraphState
from connectors.simulator.identities import SimulatedBrand
from connectors.simulator.town.script import Network
from connectors.simulator.town.townspeople import Townsperson
from connectors.simulator.x.model import User
from connectors.simulator.x.state import XState


class Stage(Protocol):
    """One network. Times are the acts' own, in the past or now; ids are the network's."""

    def publish(self, brand: SimulatedBrand, text: str, at: datetime) -> str:
        """Let the brand post by itself."""

    def begin(self, brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, under: str | None) -> str:
        """Let a person write under a brand's post, or with None a post of their own about it."""

    def join(self, brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, above: str) -> str:
        """Let a person go on below something. Raises LookupError when that is gone."""

    def answer(self, brand: SimulatedBrand, text: str, at: datetime, above: str) -> str:
        """Let the brand answer in public. Raises LookupError when that is gone."""

    def message(self, brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, *, by_brand: bool) -> str:
        """Let one of the two write to the other in private."""

    def hide(self, above: str) -> None:
        """Let the brand hide something."""


class XStage:
    """The simulated X."""

    def __init__(self, state: XState) -> None:
        self._state = state

    def user(self, person: Townsperson) -> User:
        """Find the person's account, or open it."""
        known = self._state.people.by_handle(person.handle)
        return known or self._state.people.add(person.handle, name=person.name, accepts_dms=person.takes_messages)

    def publish(self, brand: SimulatedBrand, text: str, at: datetime) -> str:
        """Post as the brand."""
        return self._state.post(brand.x_user_id, text, at=at)

    def begin(self, brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, under: str | None) -> str:
        """Post; the handle goes in front unless the brand is named already."""
        named = brand.name.lower() in text.lower() or brand.x_handle in text.lower()
        return self._state.post(
            self.user(person).id, text if named or under else f"@{brand.x_handle} {text}", in_reply_to=under, at=at
        )

    def join(self, _brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, above: str) -> str:
        """Reply as a person."""
        return self._state.post(self.user(person).id, text, in_reply_to=above, at=at)

    def answer(self, brand: SimulatedBrand, text: str, at: datetime, above: str) -> str:
        """Reply as the brand."""
        return self._state.post(brand.x_user_id, text, in_reply_to=above, at=at)

    def message(self, brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, *, by_brand: bool) -> str:
        """Send a direct message."""
        one, other = self.user(person).id, brand.x_user_id
        return self._state.send_dm(*((other, one) if by_brand else (one, other)), text, at=at)

    def hide(self, above: str) -> None:
        """Hide a reply."""
        post = self._state.posts.get(above)
        if post:
            post.hidden = True
            self._state.tell("hide", post.id, post.author_id)


class GraphStage:
    """The simulated Facebook or Instagram."""

    def __init__(self, state: GraphState, network: MetaNetwork) -> None:
        self._state = state
        self._network: MetaNetwork = network
        self._platform: Platform = "instagram" if network == "instagram" else "messenger"

    def _own_id(self, brand: SimulatedBrand) -> str:
        return brand.instagram_id if self._network == "instagram" else brand.page_id

    def _key(self, person: Townsperson) -> str:
        return self._state.person(person.handle, person.name, person.handle).key

    def publish(self, brand: SimulatedBrand, text: str, at: datetime) -> str:
        """Post as the brand."""
        return self._state.publish(self._own_id(brand), text, at=at)

    def begin(self, brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, under: str | None) -> str:
        """Comment, or write on the Page; on Instagram name the brand in a caption."""
        key = self._key(person)
        if under is not None:
            return self._state.comment(under, key, text, at=at)
        if self._network == "facebook":
            return self._state.visitor_post(brand.page_id, key, text, at=at)
        return self._state.mention(brand.instagram_id, key, f"{text} @{brand.instagram_username}", at=at)

    def join(self, _brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, above: str) -> str:
        """Answer a comment, or comment under a visitor's post."""
        if above in self._state.posts:
            return self._state.comment(above, self._key(person), text, at=at)
        return self._state.comment(self._post_of(above), self._key(person), text, parent=above, at=at)

    def answer(self, _brand: SimulatedBrand, text: str, at: datetime, above: str) -> str:
        """Answer as the account."""
        if above in self._state.posts:
            return self._state.account_comment(above, text, at=at)
        return self._state.account_comment(self._post_of(above), text, parent=above, at=at)

    def _post_of(self, comment_id: str) -> str:
        comment = self._state.find_comment(comment_id)
        if comment is None:
            raise LookupError("that comment is gone")
        return comment.post.id

    def message(self, brand: SimulatedBrand, person: Townsperson, text: str, at: datetime, *, by_brand: bool) -> str:
        """Write a message."""
        key = self._key(person)
        if by_brand:
            return self._state.account_message(brand.page_id, key, text, self._platform, at=at)
        return self._state.message(key, brand.page_id, text, self._platform, at=at)

    def hide(self, above: str) -> None:
        """Hide a comment; a visitor's post cannot be."""
        if self._state.find_comment(above):
            self._state.hide_comment(above, hidden=True)


def stages_of(x: XState, graph: GraphState) -> Mapping[Network, Stage]:
    """Make the stages of all networks."""
    return {
        "x": XStage(x),
        "facebook": GraphStage(graph, "facebook"),
        "instagram": GraphStage(graph, "instagram"),
    }
