"""Posts and comments: what customers and the accounts do in public, through apps or through the API."""

from datetime import datetime

from connectors.simulator.graph.records import Account, Comment, Network, Person, Post, PostKind
from connectors.simulator.graph.store import GraphStore


class PublicActs(GraphStore):
    """Every change of public content. `author` is a person's key; None stands for the account itself."""

    def publish(
        self, account_id: str, text: str, *, at: datetime | None = None, live: bool = False, product: str = "FEED"
    ) -> str:
        """Publish a post on the Page, or a media on the Instagram account, whose id is given."""
        account = self.account(account_id)
        network: Network = "instagram" if account_id == account.instagram_id else "facebook"
        post = self._post(account, network, PostKind.PUBLISHED, None, text, at)
        post.live, post.product = live, product
        return post.id

    def advertise(self, page_id: str, text: str, *, at: datetime | None = None) -> str:
        """Run an advertisement of the Page's that is not published on it; people see it and comment."""
        return self._post(self.account(page_id), "facebook", PostKind.ADVERT, None, text, at).id

    def visitor_post(self, page_id: str, person_id: str, text: str, *, at: datetime | None = None) -> str:
        """Let a person write on the Page."""
        person = self.person(person_id)
        return self._post(self.account(page_id), "facebook", PostKind.VISITOR, person, text, at).id

    def tag_page(self, account_id: str, person_id: str, text: str, *, at: datetime | None = None) -> str:
        """Let a person tag the Page in a post of their own, or the Instagram account in a photo."""
        account, person = self.account(account_id), self.person(person_id)
        network: Network = "instagram" if account_id == account.instagram_id else "facebook"
        post = self._post(account, network, PostKind.TAGGED, person, text, at)
        if network == "facebook" or f"@{account.instagram_username}" in text:
            self.emit("mention", "add", account, post=post)  # a photo tag with the name in the caption is both
        return post.id

    def mention(self, instagram_id: str, person_id: str, text: str, *, at: datetime | None = None) -> str:
        """Let a person @mention the Instagram account in the caption of their own media; gives its id."""
        account = self.account(instagram_id)
        post = self._post(account, "instagram", PostKind.MENTIONED, self.person(person_id), text, at)
        self.emit("mention", "add", account, post=post)
        return post.id

    def comment(
        self,
        post_id: str,
        person_id: str,
        text: str,
        *,
        parent: str | None = None,
        at: datetime | None = None,
        attachment: str | None = None,
    ) -> str:
        """Let a person comment under a post or answer the comment `parent`; gives the id the network shows.

        Raises KeyError when the post or the parent does not exist, PermissionError when the account has blocked them.
        """
        above = self._existing(parent) if parent else None
        if person_id in self.posts[post_id].account.blocked_people:
            raise PermissionError("the account has blocked this person")
        comment = self.write_comment(self.posts[post_id], self.person(person_id), text, parent=above, at=at)
        comment.attachment = attachment
        self.announce(comment, "add")
        return comment.shown_id

    def account_comment(self, post_id: str, text: str, *, parent: str | None = None, at: datetime | None = None) -> str:
        """Let the account comment in the native app, without the API."""
        above = self._existing(parent) if parent else None
        comment = self.write_comment(self.posts[post_id], None, text, parent=above, at=at)
        self.announce(comment, "add")
        return comment.shown_id

    def write_comment(
        self,
        post: Post,
        person: Person | None,
        text: str,
        *,
        parent: Comment | None = None,
        at: datetime | None = None,
    ) -> Comment:
        """Store a comment without telling anybody yet. An answer to a reply goes under the reply's parent."""
        top = parent.parent or parent if parent else None
        leading = "18" if post.network == "instagram" else ""
        created = self.moment(at)
        comment = Comment(
            self.numbers.next(leading, created), post, person.key if person else None, text, created, parent=top
        )
        self.comments[comment.id] = comment
        post.comments.append(comment)
        post.updated = max(post.updated, created)
        return comment

    def announce(self, comment: Comment, verb: str) -> None:
        """Tell listeners what became of a comment, and of the mention in it when it stands elsewhere."""
        account = comment.post.account
        elsewhere = comment.post.network == "instagram" and comment.post.kind is not PostKind.PUBLISHED
        if not elsewhere:
            self.emit("comment", verb, account, comment=comment)
        elif verb == "add" and f"@{account.instagram_username}" in comment.text:
            self.emit("mention", verb, account, post=comment.post, comment=comment)

    def edit_comment(self, comment_id: str, text: str, *, silent: bool = False) -> None:
        """Change the words of a comment; Facebook only, Instagram has no such thing (ValueError)."""
        comment = self._existing(comment_id)
        if comment.post.network == "instagram":
            raise ValueError("Instagram comments cannot be edited: delete and write anew")
        comment.text, comment.edited = text, self.clock.now()
        if not silent:
            self.announce(comment, "edited")

    def delete_comment(self, comment_id: str, *, silent: bool = False) -> None:
        """Remove a comment with its replies. Instagram tells no webhook of it; `silent` silences Facebook's."""
        comment = self._existing(comment_id)
        for reply in comment.post.comments:
            if reply.parent is comment:
                reply.deleted = True
        comment.deleted = True
        if not silent:
            self.announce(comment, "remove")

    def hide_comment(self, comment_id: str, *, hidden: bool) -> None:
        """Hide a comment from the public, or show it again."""
        comment = self._existing(comment_id)
        if comment.hidden != hidden:
            comment.hidden = hidden
            self.announce(comment, "hide" if hidden else "unhide")

    def edit_post(self, post_id: str, text: str) -> None:
        """Change the words of a post."""
        post = self.posts[post_id]
        post.text, post.updated = text, self.clock.now()
        self.emit("post", "edited", post.account, post=post)

    def delete_post(self, post_id: str) -> None:
        """Remove a post and all under it."""
        post = self.drop_post(post_id)
        for comment in post.comments:
            comment.deleted = True
        self.emit("post", "remove", post.account, post=post)

    def comments_under(self, post_id: str) -> list[Comment]:
        """List the living comments and replies under a post, oldest first: the truth a test compares with."""
        living = (comment for comment in self.posts[post_id].comments if not comment.deleted)
        return sorted(living, key=lambda comment: (comment.created, comment.id))

    def _existing(self, comment_id: str) -> Comment:
        comment = self.find_comment(comment_id)
        if comment is None:
            raise KeyError(comment_id)
        return comment

    def _post(
        self,
        account: Account,
        network: Network,
        kind: PostKind,
        person: Person | None,
        text: str,
        at: datetime | None,
    ) -> Post:
        created = self.moment(at)
        post = Post(
            self._post_id(account, network, kind, person, created),
            network,
            kind,
            account,
            person.key if person else None,
            text,
            created,
            created,
        )
        self.keep_post(post)
        if kind is not PostKind.ADVERT:  # nothing appears on the Page
            self.emit("post", "add", account, post=post)
        return post

    def _post_id(
        self, account: Account, network: Network, kind: PostKind, person: Person | None, created: datetime
    ) -> str:
        if network == "instagram":
            return self.numbers.next("17", created)
        tagged_elsewhere = kind is PostKind.TAGGED and person
        owner = self.commenter_id(person, account, network) if person and tagged_elsewhere else account.page_id
        return f"{owner}_{self.numbers.next(at=created)}"
