"""All that the simulated X knows, and the customer's side of it: what a person does in the app."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from aiohttp import web

from connectors.simulator.clock import SimulatedClock
from connectors.simulator.identities import BRANDS, SimulatedBrand
from connectors.simulator.x.messages import Messages
from connectors.simulator.x.model import DirectMessage, Post, User
from connectors.simulator.x.people import People
from connectors.simulator.x.posts import Posts, Writing
from connectors.simulator.x.snowflake import Snowflakes

Change = dict[str, str | None]


class XState:
    """People, posts and messages, with one clock.

    `on_change` holds functions called after each change with a flat event: `network` ("x"), `kind` (post, edit,
    delete, hide, unhide, dm), `id`, and of whom: `author_id`; for a dm `recipient_id` too.
    """

    def __init__(
        self, clock: SimulatedClock, *, index_seconds: float = 0.0, brands: Iterable[SimulatedBrand] = BRANDS
    ) -> None:
        self.clock = clock
        self.index_after = timedelta(seconds=index_seconds)
        ids = Snowflakes()
        self.people = People(clock.now() - timedelta(days=365), brands)
        self.posts = Posts(self.people, ids)
        self.messages = Messages(ids)
        self.on_change: list[Callable[[Change], None]] = []
        self._media = 0

    def tell(self, kind: str, thing_id: str, author_id: str, recipient_id: str | None = None) -> None:
        """Call everyone who wants to know of changes."""
        change: Change = {"network": "x", "kind": kind, "id": thing_id, "author_id": author_id}
        if recipient_id is not None:
            change["recipient_id"] = recipient_id
        for listener in self.on_change:
            listener(change)

    def user(self, user_id: str) -> User:
        """Find an account. Raises LookupError when there is none."""
        found = self.people.get(user_id)
        if found is None:
            raise LookupError("that user does not exist")
        return found

    def write(
        self, user_id: str, writing: Writing, *, at: datetime | None = None, index_after: float | None = None
    ) -> Post:
        """Publish; `index_after` seconds later timelines and search show it. Raises LookupError."""
        moment = at or self.clock.now()
        delay = self.index_after if index_after is None else timedelta(seconds=index_after)
        post = self.posts.write(self.user(user_id), writing, moment, moment + delay)
        self.tell("post", post.id, user_id)
        return post

    def post(
        self,
        user_id: str,
        text: str,
        *,
        in_reply_to: str | None = None,
        quotes: str | None = None,
        at: datetime | None = None,
        index_after: float | None = None,
    ) -> str:
        """Publish as a person in the app does, and give the id. Raises LookupError."""
        writing = Writing(text, in_reply_to=in_reply_to, quotes=quotes)
        return self.write(user_id, writing, at=at, index_after=index_after).id

    def repost(self, user_id: str, post_id: str, *, at: datetime | None = None) -> str:
        """Pass a post on. Raises LookupError."""
        original = self.posts.get(post_id)
        if original is None:
            raise LookupError("that post does not exist")
        post = self.posts.repost(self.user(user_id), original, at or self.clock.now())
        self.tell("post", post.id, user_id)
        return post.id

    def edit(self, post_id: str, text: str) -> str:
        """Publish a new version and give its new id. Raises LookupError, or ValueError when too late."""
        post = self.posts.edit(post_id, text, self.clock.now())
        self.tell("edit", post.id, post.author_id)
        return post.id

    def delete(self, post_id: str) -> None:
        """Take a post away. Raises LookupError."""
        post = self.posts.get(post_id)
        self.posts.delete(post_id)
        self.tell("delete", post_id, post.author_id if post else "")

    def new_media(self) -> str:
        """Give the key of a new picture."""
        self._media += 1
        return f"3_{1_700_000_000_000_000_000 + self._media}"

    def send_dm(
        self,
        from_id: str,
        to_id: str,
        text: str,
        *,
        at: datetime | None = None,
        media: tuple[str, ...] = (),
        encrypted: bool = False,
    ) -> str:
        """Deliver a direct message and give its id. Raises LookupError.

        Nothing is refused here: people message whom they like in the app; the API's rules stand in `rules`.
        """
        self.user(from_id), self.user(to_id)
        moment = at or self.clock.now()
        message = self.messages.send(from_id, to_id, text, moment, media=media, encrypted=encrypted)
        self.tell("dm", message.id, from_id, to_id)
        return message.id

    def dms_between(self, one: str, other: str) -> list[DirectMessage]:
        """List what two users wrote to each other, oldest first."""
        return self.messages.between(one, other)

    def replies_to(self, post_id: str) -> list[Post]:
        """List the replies to a post or to any version of it, oldest first."""
        post = self.posts.get(post_id)
        versions = set(post.history) if post else {post_id}
        found = [post for post in self.posts.live() if post.in_reply_to in versions]
        return found[::-1]


X_STATE = web.AppKey("X_STATE", XState)
