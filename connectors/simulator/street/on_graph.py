"""Facebook and Instagram as a customer uses them: comments under the brand's posts, own posts, messages."""

from connectors.simulator.graph.records import Account, Comment, Message, Network, Person, Platform, Post, PostKind
from connectors.simulator.graph.records import Unreachable as Closed
from connectors.simulator.graph.state import GraphState
from connectors.simulator.identities import SimulatedBrand
from connectors.simulator.street.people import StreetPerson
from connectors.simulator.street.shapes import Json, Wish, Writer, entry, iso
from connectors.simulator.street.welcome import WELCOME

WAYS = {"facebook": ("page", "tag"), "instagram": ("name", "tag")}
SHOWN = 40


class OnGraph:
    """The customer's side of one of Meta's networks; see `Side`."""

    def __init__(self, state: GraphState, network: Network) -> None:
        self._state = state
        self._network: Network = network
        self._platform: Platform = "instagram" if network == "instagram" else "messenger"

    def user(self, person: StreetPerson) -> Person:
        """Find or make the person on this network."""
        return self._state.person(person.handle, person.name, person.handle)

    def _account(self, brand: SimulatedBrand) -> Account:
        return self._state.account(brand.page_id)

    def public(self, wish: Wish) -> list[Json]:
        """List the brand's posts and what people posted about it, newest first; a brand without one makes one."""
        account, me = self._account(wish.brand), self.user(wish.person)
        posts = self._state.posts_of(account, self._network)
        if not any(post.kind is PostKind.PUBLISHED for post in posts):
            self._state.publish(account.id_on(self._network), WELCOME[wish.brand.key])
            posts = self._state.posts_of(account, self._network)
        seen = [post for post in posts if wish.everyone or post.author in (None, me.key)]
        seen.sort(key=lambda post: (post.created, post.id), reverse=True)
        return [self._card(post, me, everyone=wish.everyone) for post in seen[:SHOWN]]

    def _card(self, post: Post, me: Person, *, everyone: bool) -> Json:
        comments = self._state.comments_under(post.id)
        tops = [comment for comment in comments if comment.parent is None]
        threads = [[top, *(reply for reply in comments if reply.parent is top)] for top in tops]
        shown = [thread for thread in threads if everyone or any(item.author == me.key for item in thread)]
        if post.author == me.key:
            shown = threads
        head = entry(post.id, self._writer(post.account, post.author, me), post.text, post.created)
        head["may_edit"] = head["may_delete"]
        replies = [self._entry(comment, me) for thread in shown for comment in thread]
        return {**head, "replies": replies, "others": len(comments) - len(replies)}

    def _entry(self, comment: Comment, me: Person) -> Json:
        return entry(
            comment.shown_id,
            self._writer(comment.post.account, comment.author, me),
            comment.text,
            comment.created,
            level=2 if comment.parent else 1,
            edited=comment.edited is not None,
            hidden=comment.hidden,
            may_edit=self._network == "facebook",
        )

    def _writer(self, account: Account, key: str | None, me: Person) -> Writer:
        if key is None:
            named = f"@{account.instagram_username}" if self._network == "instagram" else ""
            return Writer(account.name, named, "brand")
        person = self._state.person(key)
        handle = f"@{person.username}" if self._network == "instagram" else ""
        return Writer(person.name, handle, "me" if key == me.key else "other")

    def private(self, wish: Wish) -> list[Json]:
        """List the messages between the person and the brand."""
        me = self.user(wish.person)
        return [
            self._message(message) for message in self._state.conversation(wish.brand.page_id, me.key, self._platform)
        ]

    def _message(self, message: Message) -> Json:
        return {
            "id": message.id,
            "role": "brand" if message.from_account else "me",
            "text": message.text,
            "created": iso(message.created),
            "edited": message.edits > 0,
            "gone": message.deleted,
            "about": self._about(message.answers),
            "may_change": not message.from_account and not message.deleted,
        }

    def _about(self, answered: str | None) -> str | None:
        """Give the words of the comment or post that a private reply answers."""
        if answered is None:
            return None
        found = self._state.find_comment(answered) or self._state.posts.get(answered)
        return found.text if found else None

    def accepts_messages(self, person: StreetPerson) -> bool:
        """Tell whether the person takes messages from businesses."""
        return self.user(person).unreachable is None

    def accept_messages(self, person: StreetPerson, *, accepts: bool) -> None:
        """Let the person take messages from businesses, or not."""
        self.user(person).unreachable = None if accepts else Closed.NOT_ACCEPTING

    def post(self, wish: Wish, text: str, how: str) -> str:
        """Write on the Page (`page`), tag the account (`tag`), or name it in one's own caption (`name`)."""
        account, me = self._account(wish.brand), self.user(wish.person).key
        if how == "page":
            return self._state.visitor_post(account.page_id, me, text)
        if how == "tag":
            return self._state.tag_page(account.id_on(self._network), me, text)
        handle = f"@{account.instagram_username}"
        return self._state.mention(account.instagram_id, me, text if handle in text else f"{handle} {text}")

    def reply(self, wish: Wish, to: str, text: str) -> str:
        """Comment under the post `to`, or answer the comment `to`."""
        me = self.user(wish.person).key
        if to in self._state.posts:
            return self._state.comment(to, me, text)
        above = self._state.find_comment(to)
        if above is None:
            raise LookupError("that comment is gone")
        return self._state.comment(above.post.id, me, text, parent=above.shown_id)

    def edit(self, person: StreetPerson, thing_id: str, text: str) -> None:
        """Change one's own post or comment; Instagram has no editing of comments."""
        if self._owned_post(person, thing_id):
            self._state.edit_post(thing_id, text)
        else:
            self._state.edit_comment(thing_id, text)

    def delete(self, person: StreetPerson, thing_id: str) -> None:
        """Delete one's own post or comment, with what stands under it."""
        if self._owned_post(person, thing_id):
            self._state.delete_post(thing_id)
        else:
            self._state.delete_comment(thing_id)

    def _owned_post(self, person: StreetPerson, thing_id: str) -> bool:
        """Tell whether it is a post rather than a comment, once it is clear that it is the person's own."""
        post = self._state.posts.get(thing_id)
        found = post or self._state.find_comment(thing_id)
        if found is None:
            raise LookupError("that is gone already")
        if found.author != person.handle:
            raise PermissionError("that is somebody else's")
        return post is not None

    def message(self, wish: Wish, text: str) -> str:
        """Write to the brand in private."""
        return self._state.message(self.user(wish.person).key, wish.brand.page_id, text, self._platform)

    def edit_message(self, person: StreetPerson, message_id: str, text: str) -> None:
        """Change one's own message."""
        self._own_message(person, message_id)
        self._state.edit_message(message_id, text)

    def unsend(self, person: StreetPerson, message_id: str) -> None:
        """Take one's own message back."""
        self._own_message(person, message_id)
        self._state.unsend(message_id)

    def _own_message(self, person: StreetPerson, message_id: str) -> None:
        message = self._state.messages.get(message_id)
        if message is None or message.deleted:
            raise LookupError("that message is gone")
        if message.from_account or message.thread.person.key != person.handle:
            raise PermissionError("that message is somebody else's")
