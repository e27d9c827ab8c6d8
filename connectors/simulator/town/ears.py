"""Hears in the networks' changes when a brand answered somebody of the town."""

from connectors.simulator.clock import SimulatedClock
from connectors.simulator.graph.state import GraphState
from connectors.simulator.graph.store import Event
from connectors.simulator.identities import BRANDS
from connectors.simulator.town.living import Life
from connectors.simulator.town.talks import BRAND_BY_KEY
from connectors.simulator.x.state import Change, XState

_BY_X_ID = {brand.x_user_id: brand for brand in BRANDS}


class Ears:
    """Listens from its making on; what happened before was heard by nobody."""

    def __init__(self, life: Life, x: XState, graph: GraphState, clock: SimulatedClock) -> None:
        self._life, self._x, self._clock = life, x, clock
        x.on_change.append(self.hear_x)
        graph.on_change.append(self.hear_meta)

    def hear_x(self, change: Change) -> None:
        """Take a brand's reply or direct message."""
        brand = _BY_X_ID.get(change["author_id"] or "")
        if brand is None:
            return
        if change["kind"] == "dm":
            self._tell_x(brand.key, change["recipient_id"], None)
        elif change["kind"] == "post":
            post = self._x.posts.get(change["id"] or "")
            if post and post.in_reply_to_user_id:
                self._tell_x(brand.key, post.in_reply_to_user_id, post.id)

    def _tell_x(self, brand: str, user_id: str | None, above: str | None) -> None:
        user = self._x.people.get(user_id or "")
        if user:
            self._life.hear("x", BRAND_BY_KEY[brand], user.username, self._clock.now(), above=above)

    def hear_meta(self, event: Event) -> None:
        """Take an account's comment below somebody's, or its message."""
        brand, now = BRAND_BY_KEY.get(event["account"].key), self._clock.now()
        if brand is None or event["verb"] != "add":
            return
        if event["kind"] == "message" and event["message"].from_account:
            thread = event["message"].thread
            self._life.hear(thread.network, brand, thread.person.key, now, above=None)
        elif event["kind"] == "comment" and event["comment"].author is None:
            comment = event["comment"]
            asked = comment.parent.author if comment.parent else comment.post.author
            if asked is not None:
                self._life.hear(comment.post.network, brand, asked, now, above=comment.shown_id)
