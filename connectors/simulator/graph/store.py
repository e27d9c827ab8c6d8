"""Everything the simulated networks keep, and how it is found again."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from connectors.simulator.clock import SimulatedClock
from connectors.simulator.graph.numbers import Numbers, scoped_id, thread_id
from connectors.simulator.graph.options import GraphOptions
from connectors.simulator.graph.records import Account, Comment, Message, Network, Person, Platform, Post, Thread
from connectors.simulator.identities import BRANDS, SimulatedBrand

Event = dict[str, Any]


class GraphStore:
    """Records by id, and the listeners told of each change.

    Listeners get dictionaries with `kind` (comment, post, message, mention), `verb` (add, edited, remove,
    hide, unhide), `account` and the record itself under its kind.
    """

    def __init__(self, clock: SimulatedClock, brands: Iterable[SimulatedBrand] = BRANDS) -> None:
        self.clock = clock
        self.options = GraphOptions()
        self.numbers = Numbers(clock)
        self.accounts: dict[str, Account] = {}
        self.people: dict[str, Person] = {}
        self.posts: dict[str, Post] = {}
        self.comments: dict[str, Comment] = {}
        self.threads: dict[str, Thread] = {}
        self.messages: dict[str, Message] = {}
        self.private_replies: dict[str, Message] = {}
        self.on_change: list[Callable[[Event], None]] = []
        self._posts_of: dict[tuple[str, Network], dict[str, Post]] = {}
        self._threads_of: dict[tuple[str, Platform], list[Thread]] = {}
        self._holders: dict[str, Account] = {}
        self._scoped: dict[str, tuple[str, str, Person]] = {}
        for brand in brands:
            self.add_brand(brand)

    def add_brand(self, brand: SimulatedBrand) -> Account:
        """Open a Page with its linked Instagram account."""
        account = Account(
            key=brand.key,
            name=brand.name,
            page_id=brand.page_id,
            instagram_id=brand.instagram_id,
            instagram_username=brand.instagram_username,
            token=brand.page_token,
        )
        self._holders[account.token] = account
        self.accounts[account.page_id] = self.accounts[account.instagram_id] = account
        return account

    def all_accounts(self) -> list[Account]:
        """List every Page once."""
        return [account for id_, account in self.accounts.items() if id_ == account.page_id]

    def holder(self, token: str) -> Account | None:
        """Find the Page a Page token belongs to."""
        return self._holders.get(token)

    def account(self, id_: str) -> Account:
        """Find a Page by its own id or by its Instagram account's. Raises KeyError when there is none."""
        return self.accounts[id_]

    def person(self, key: str, name: str | None = None, username: str | None = None) -> Person:
        """Find or make a person; names given later replace invented ones."""
        person = self.people.get(key)
        if person is None:
            person = self.people[key] = Person(key, name or key, username or key)
        person.name = name or person.name
        person.username = username or person.username
        return person

    def commenter_id(self, person: Person, account: Account, network: str) -> str:
        """Give the id under which a person's comments appear to this account."""
        if self.options.author_is_psid:
            return self.messaging_id(person, account, "instagram" if network == "instagram" else "messenger")
        return self._scope(f"comment-{network}", person, account)

    def messaging_id(self, person: Person, account: Account, platform: str) -> str:
        """Give the PSID (IGSID on Instagram) of a person: theirs on this Page only."""
        return self._scope(f"message-{platform}", person, account)

    def _scope(self, scope: str, person: Person, account: Account) -> str:
        scoped = scoped_id(scope, person.key, account.page_id)
        self._scoped[scoped] = (scope, account.page_id, person)
        return scoped

    def recipient(self, scoped: str, account: Account) -> tuple[Person, Platform] | None:
        """Find whom a PSID or IGSID of this Page names, and on which platform. Commenter ids name nobody."""
        scope, page_id, person = self._scoped.get(scoped, ("", "", None))
        if person is None or page_id != account.page_id or not scope.startswith("message-"):
            return None
        return person, "instagram" if scope == "message-instagram" else "messenger"

    def person_named(self, scoped: str, account: Account) -> Person | None:
        """Find whom an id of this Page names, be it that of a commenter or of a correspondent."""
        _, page_id, person = self._scoped.get(scoped, ("", "", None))
        return person if page_id == account.page_id else None

    def is_instagram_id(self, scoped: str) -> bool:
        """Tell whether an id was ever shown on Instagram, be it useful for sending or not."""
        return self._scoped.get(scoped, ("",))[0].endswith("-instagram")

    def keep_post(self, post: Post) -> None:
        """Store a new post."""
        self.posts[post.id] = post
        self._posts_of.setdefault((post.account.page_id, post.network), {})[post.id] = post

    def drop_post(self, post_id: str) -> Post:
        """Forget a post. Raises KeyError when there is none."""
        post = self.posts.pop(post_id)
        del self._posts_of[post.account.page_id, post.network][post_id]
        return post

    def posts_of(self, account: Account, network: Network) -> list[Post]:
        """List all posts that concern an account on one network, in the order they were stored."""
        return list(self._posts_of.get((account.page_id, network), {}).values())

    def find_comment(self, id_: str) -> Comment | None:
        """Find a comment by its bare number or as `post_comment`; deleted ones are gone."""
        comment = self.comments.get(id_.rpartition("_")[2])
        return None if comment is None or comment.deleted else comment

    def thread(self, account: Account, person: Person, platform: Platform) -> Thread:
        """Find or open the conversation of a person with an account."""
        id_ = thread_id(platform, account.page_id, person.key)
        if id_ not in self.threads:
            thread = self.threads[id_] = Thread(id_, platform, account, person, self.clock.now())
            self._threads_of.setdefault((account.page_id, platform), []).append(thread)
        return self.threads[id_]

    def threads_of(self, account: Account, platform: Platform) -> list[Thread]:
        """List the conversations of an account that hold a message, the last touched first."""
        threads = [thread for thread in self._threads_of.get((account.page_id, platform), ()) if thread.messages]
        return sorted(threads, key=lambda thread: (thread.updated, thread.id), reverse=True)

    def emit(self, kind: str, verb: str, account: Account, **record: object) -> None:
        """Tell all listeners of a change."""
        event: Event = {"kind": kind, "verb": verb, "account": account, "at": self.clock.now(), **record}
        for listener in list(self.on_change):
            listener(event)

    def moment(self, at: datetime | None) -> datetime:
        """Give `at`, or now."""
        return at or self.clock.now()
