"""The posts of the simulated X: writing, replying, quoting, editing, deleting."""

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.simulator.x.model import Post, User
from connectors.simulator.x.people import People
from connectors.simulator.x.snowflake import Snowflakes
from connectors.simulator.x.tallies import Tallies
from connectors.simulator.x.text import guess_language, mentioned_handles

EDIT_TIME = timedelta(minutes=30)
MAX_EDITS = 5


@dataclass(frozen=True, slots=True)
class Writing:
    """What an author hands in. `unaddressed`: ids X shall not put before the reply as handles."""

    text: str
    in_reply_to: str | None = None
    quotes: str | None = None
    media: tuple[str, ...] = ()
    lang: str | None = None
    deep_link: str | None = None
    unaddressed: frozenset[str] = frozenset()


class Posts:
    """All posts, with what they refer to; `tallies` tells how often that happens and who wrote how many."""

    def __init__(self, people: People, ids: Snowflakes) -> None:
        self._people = people
        self._ids = ids
        self._posts: dict[str, Post] = {}
        self._order: list[int] = []
        self._naming: dict[str, list[int]] = {}
        self._by: dict[str, list[int]] = {}
        self.tallies = Tallies()

    def _keep(self, post: Post) -> Post:
        post.handles = frozenset(mentioned_handles(post.text))
        self._posts[post.id] = post
        for order in (
            self._order,
            self._by.setdefault(post.author_id, []),
            *(self._naming.setdefault(handle, []) for handle in post.handles),
        ):
            insort(order, int(post.id))
        if len(post.history) == 1:  # an edited post refers to what its first version did
            self.tallies.count(post, 1)
        return post

    def get(self, post_id: str) -> Post | None:
        """Find a post that was not deleted; an older version of an edited one is found too."""
        post = self._posts.get(post_id)
        return None if post is None or post.deleted else post

    def live(self) -> Iterator[Post]:
        """Go through the newest version of every post not deleted, newest first."""
        return self._living(self._order)

    def naming(self, handle: str) -> Iterator[Post]:
        """Go through those of `live` that name a handle (in lower case)."""
        return self._living(self._naming.get(handle, ()))

    def by(self, author_id: str) -> Iterator[Post]:
        """Go through those of `live` that one person wrote."""
        return self._living(self._by.get(author_id, ()))

    def _living(self, order: Sequence[int]) -> Iterator[Post]:
        for number in reversed(order):
            post = self._posts[str(number)]
            if post.is_newest_version and not post.deleted:
                yield post

    def write(self, author: User, writing: Writing, at: datetime, indexed_at: datetime) -> Post:
        """Publish. Raises LookupError when the post replied to or quoted is not there."""
        parent = self._existing(writing.in_reply_to)
        self._existing(writing.quotes)
        post_id = self._ids.next(at)
        prefix = self._prefix(author, parent, writing.unaddressed) if parent else ""
        post = Post(
            id=post_id,
            author_id=author.id,
            text=prefix + writing.text,
            created_at=at,
            indexed_at=indexed_at,
            conversation_id=parent.conversation_id if parent else post_id,
            lang=writing.lang or guess_language(writing.text),
            history=[post_id],
            shown_from=len(prefix),
            in_reply_to=writing.in_reply_to,
            in_reply_to_user_id=parent.author_id if parent else None,
            quotes=writing.quotes,
            media=writing.media,
            deep_link=writing.deep_link,
        )
        return self._keep(post)

    def _existing(self, post_id: str | None) -> Post | None:
        if post_id is None:
            return None
        post = self.get(post_id)
        if post is None:
            raise LookupError("that post does not exist")
        return post

    def _prefix(self, author: User, parent: Post, unaddressed: frozenset[str]) -> str:
        """Handles X puts before a reply: the parent's author and whom the parent mentioned."""
        writer = self._people.get(parent.author_id)
        handles = [writer.username] if writer else []
        for handle in mentioned_handles(parent.text):
            user = self._people.by_handle(handle)
            handles += [user.username] if user else []
        left_out = {author.id, *unaddressed}
        addressed = {
            handle.lower(): handle
            for handle in handles
            if (user := self._people.by_handle(handle)) and user.id not in left_out
        }
        return "".join(f"@{handle} " for handle in addressed.values())

    def repost(self, user: User, original: Post, at: datetime) -> Post:
        """Pass a post on unchanged."""
        author = self._people.get(original.author_id)
        post_id = self._ids.next(at)
        post = Post(
            id=post_id,
            author_id=user.id,
            text=f"RT @{author.username if author else ''}: {original.text}",
            created_at=at,
            indexed_at=at,
            conversation_id=post_id,
            lang=original.lang,
            history=[post_id],
            reposts=original.id,
        )
        return self._keep(post)

    def edit(self, post_id: str, text: str, at: datetime) -> Post:
        """Publish a new version. Raises LookupError, or ValueError after 30 minutes or 5 edits."""
        found = self._existing(post_id)
        if found is None or not found.is_newest_version:
            raise LookupError("edit the newest version of a post that exists")
        first = self._posts[found.history[0]]
        if at > first.created_at + EDIT_TIME or len(found.history) > MAX_EDITS:
            raise ValueError("X allows five edits within thirty minutes")
        new_id = self._ids.next(at)
        found.history.append(new_id)
        new = Post(
            id=new_id,
            author_id=found.author_id,
            text=found.text[: found.shown_from] + text,
            created_at=at,
            indexed_at=at,
            conversation_id=found.conversation_id,
            lang=guess_language(text),
            history=found.history,
            shown_from=found.shown_from,
            in_reply_to=found.in_reply_to,
            in_reply_to_user_id=found.in_reply_to_user_id,
            quotes=found.quotes,
            media=found.media,
        )
        return self._keep(new)

    def delete(self, post_id: str) -> None:
        """Take a post away with all its versions. Raises LookupError when it is not there."""
        found = self._existing(post_id)
        for version in found.history if found else []:
            self._posts[version].deleted = True
        if found:
            self.tallies.count(found, -1)
