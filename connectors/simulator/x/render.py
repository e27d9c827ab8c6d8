"""Answers in X's form: the fields asked for, `includes` for what was expanded, `errors` for what is missing."""

from dataclasses import dataclass, field

from connectors.simulator.x.choice import Choice
from connectors.simulator.x.documents import (
    dm_document,
    media_document,
    post_document,
    references_of,
    user_document,
)
from connectors.simulator.x.index import is_visible
from connectors.simulator.x.model import DirectMessage, Post, User
from connectors.simulator.x.problems import (
    Body,
    missing_post,
    missing_user,
    unauthorized_field,
    unauthorized_post,
)
from connectors.simulator.x.state import XState
from connectors.simulator.x.vocabulary import Vocabulary
from connectors.simulator.x.wire import Json

FOR_USERS_ONLY = ("receives_your_dm", "connection_status")


@dataclass(slots=True)
class Rendering:
    """One answer in the making. `shown` lists what is charged for: ("post" | "user" | "dm", id)."""

    state: XState
    words: Vocabulary
    choice: Choice
    viewer: User | None
    included: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: list[Body] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)

    @property
    def viewer_id(self) -> str | None:
        """Id of the user who asks, None for an app."""
        return self.viewer.id if self.viewer else None

    def post(self, post: Post, section: str = "data") -> Json:
        """Show a post, and gather what it expands to."""
        expand = self.choice.expansions if section == "data" else frozenset[str]()
        wanted = self.choice.post | self._asked_by_expansion(expand)
        self.shown.append(("post", post.id))
        document = post_document(self.state, post, self.words, wanted)
        self._expand_people(post, expand)
        self._expand_posts(post, expand)
        if "attachments.media_keys" in expand:
            self._include_media(post.media)
        return {key: value for key, value in document.items() if key in wanted}

    def _asked_by_expansion(self, expand: frozenset[str]) -> frozenset[str]:
        """Expanding a reference shows the reference itself too."""
        words = self.words
        fields = {
            "author_id": "author_id",
            "in_reply_to_user_id": "in_reply_to_user_id",
            "entities.mentions.username": "entities",
            "attachments.media_keys": "attachments",
            words.references_expansion: words.references,
            words.history: words.history,
        }
        if words.authors:
            fields[words.authors] = words.references
        return frozenset(name for expansion, name in fields.items() if expansion in expand)

    def _expand_people(self, post: Post, expand: frozenset[str]) -> None:
        if "author_id" in expand:
            self._include_user(post.author_id, "author_id")
        if "in_reply_to_user_id" in expand and post.in_reply_to_user_id:
            self._include_user(post.in_reply_to_user_id, "in_reply_to_user_id")
        if "entities.mentions.username" in expand:
            document = post_document(self.state, post, self.words, frozenset())
            for mention in document.get("entities", {}).get("mentions", []):
                if "id" in mention:
                    self._include_user(mention["id"], "entities.mentions.username")

    def _expand_posts(self, post: Post, expand: frozenset[str]) -> None:
        with_authors = self.words.authors in expand
        if self.words.references_expansion in expand or with_authors:
            for reference in references_of(post):
                found = self._include_post(reference["id"], self.words.references_expansion)
                if found is not None and with_authors:
                    self._include_user(found.author_id, str(self.words.authors))
        if self.words.history in expand:
            for version in post.history:
                self._include_post(version, self.words.history)

    def _include_post(self, post_id: str, parameter: str) -> Post | None:
        post = self.state.posts.get(post_id)
        if post is None:
            self.errors.append(missing_post(post_id, parameter))
            return None
        if not is_visible(self.state, post, self.viewer_id):
            self.errors.append(unauthorized_post(post_id, parameter, "includes"))
            return None
        group = self.included.setdefault(self.words.posts_key, {})
        if post_id not in group:
            group[post_id] = self.post(post, "includes")
        return post

    def _include_user(self, user_id: str, parameter: str) -> None:
        group = self.included.setdefault("users", {})
        user = self.state.people.get(user_id)
        if user_id in group:
            return
        if user is None or user.suspended:
            problem = missing_user(user_id, parameter, suspended=user is not None)
            if problem not in self.errors:
                self.errors.append(problem)
            return
        group[user_id] = self.user(user, "includes")

    def user(self, user: User, section: str = "data") -> Json:
        """Show an account; an app that asks for a user's private view gets an error beside the rest."""
        self.shown.append(("user", user.id))
        document = user_document(self.state, user, self.words, self.viewer, self.choice.user)
        if self.viewer is None:
            for name in FOR_USERS_ONLY:
                if name in self.choice.user:
                    self.errors.append(unauthorized_field(name, user.id, section))
        return {key: value for key, value in document.items() if key in self.choice.user}

    def dm(self, message: DirectMessage) -> Json:
        """Show a direct message and gather what it expands to."""
        expand = self.choice.expansions
        wanted = self.choice.dm | (expand & {"sender_id"})
        self.shown.append(("dm", message.id))
        if "sender_id" in expand:
            self._include_user(message.sender_id, "sender_id")
        if "attachments.media_keys" in expand:
            self._include_media(message.media)
        return {k: v for k, v in dm_document(self.state, message).items() if k in wanted}

    def _include_media(self, keys: tuple[str, ...]) -> None:
        group = self.included.setdefault("media", {})
        for key in keys:
            group[key] = {k: v for k, v in media_document(key).items() if k in self.choice.media}

    def body(self, data: Json | list[Json] | None, meta: Json | None = None) -> Body:
        """Put the answer together: what is empty is left out, `data` above all."""
        includes = {name: list(group.values()) for name, group in self.included.items() if group}
        parts = {"data": data, "includes": includes, "errors": self.errors, "meta": meta}
        return {name: part for name, part in parts.items() if part}
