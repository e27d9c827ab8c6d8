"""X as a customer uses it: posts that name the brand, threads under them, direct messages."""

from itertools import groupby

from connectors.simulator.identities import SimulatedBrand
from connectors.simulator.street.people import StreetPerson
from connectors.simulator.street.shapes import Json, Wish, Writer, entry, iso
from connectors.simulator.x.model import Post, User
from connectors.simulator.x.posts import EDIT_TIME
from connectors.simulator.x.state import XState

WAYS = ("name", "plain")
SHOWN = 40


class OnX:
    """The customer's side of the simulated X; see `Side`."""

    def __init__(self, state: XState) -> None:
        self._state = state

    def user(self, person: StreetPerson) -> User:
        """Find the person's account, and open it when they come for the first time: open to messages."""
        known = self._state.people.by_handle(person.handle)
        return known or self._state.people.add(person.handle, name=person.name, accepts_dms=True)

    def public(self, wish: Wish) -> list[Json]:
        """List conversations about the brand, the last touched first."""
        me = self.user(wish.person)
        posts = sorted(self._state.posts.live(), key=lambda post: (int(post.conversation_id), int(post.id)))
        threads = [list(group) for _, group in groupby(posts, key=lambda post: post.conversation_id)]
        mine = [thread for thread in threads if self._belongs(thread, wish, me)]
        mine.sort(key=lambda thread: int(thread[-1].id), reverse=True)
        return [self._thread(thread, wish.brand, me) for thread in mine[:SHOWN]]

    def _belongs(self, thread: list[Post], wish: Wish, me: User) -> bool:
        if not wish.everyone and all(post.author_id != me.id for post in thread):
            return False
        return any(self._concerns(post, wish.brand) for post in thread)

    def _concerns(self, post: Post, brand: SimulatedBrand) -> bool:
        """Tell whether the brand wrote it or is named in it, or was before an edit."""
        versions = [self._state.posts.get(version) for version in post.history]
        texts = [version.text.lower() for version in versions if version]
        names = (brand.x_handle, brand.name.lower())
        return post.author_id == brand.x_user_id or any(name in text for name in names for text in texts)

    def _thread(self, thread: list[Post], brand: SimulatedBrand, me: User) -> Json:
        root, *replies = [self._entry(post, brand, me) for post in thread]
        return {**root, "replies": replies, "others": 0}

    def _entry(self, post: Post, brand: SimulatedBrand, me: User) -> Json:
        author = self._state.user(post.author_id)
        role = "me" if author.id == me.id else "brand" if author.id == brand.x_user_id else "other"
        young = self._state.clock.now() - post.created_at < EDIT_TIME
        return entry(
            post.id,
            Writer(author.name, f"@{author.username}", role),
            post.typed,
            post.created_at,
            edited=len(post.history) > 1,
            hidden=post.hidden,
            may_edit=young,
        )

    def private(self, wish: Wish) -> list[Json]:
        """List direct messages with the brand."""
        me = self.user(wish.person)
        return [
            {
                "id": message.id,
                "role": "me" if message.sender_id == me.id else "brand",
                "text": message.text,
                "created": iso(message.created_at),
                "edited": False,
                "gone": False,
                "about": None,
                "may_change": False,
            }
            for message in self._state.dms_between(me.id, wish.brand.x_user_id)
        ]

    def accepts_messages(self, person: StreetPerson) -> bool:
        """Tell whether anybody may write to the person."""
        return self.user(person).accepts_dms

    def accept_messages(self, person: StreetPerson, *, accepts: bool) -> None:
        """Open or close the person to messages of anybody."""
        self.user(person).accepts_dms = accepts

    def post(self, wish: Wish, text: str, how: str) -> str:
        """Post; with `name` the brand's handle is put in front when it does not stand in the text."""
        handle = f"@{wish.brand.x_handle}"
        named = text if how == "plain" or handle in text.lower() else f"{handle} {text}"
        return self._state.post(self.user(wish.person).id, named)

    def reply(self, wish: Wish, to: str, text: str) -> str:
        """Answer a post."""
        return self._state.post(self.user(wish.person).id, text, in_reply_to=to)

    def edit(self, person: StreetPerson, thing_id: str, text: str) -> None:
        """Publish a new version of one's own post; X gives thirty minutes for it."""
        self._own(person, thing_id)
        self._state.edit(thing_id, text)

    def delete(self, person: StreetPerson, thing_id: str) -> None:
        """Delete one's own post."""
        self._own(person, thing_id)
        self._state.delete(thing_id)

    def message(self, wish: Wish, text: str) -> str:
        """Send a direct message to the brand."""
        return self._state.send_dm(self.user(wish.person).id, wish.brand.x_user_id, text)

    def _own(self, person: StreetPerson, post_id: str) -> None:
        post = self._state.posts.get(post_id)
        if post is None:
            raise LookupError("that post is gone")
        if post.author_id != self.user(person).id:
            raise PermissionError("that post is somebody else's")
