"""Shapes of Instagram as the Facebook Login flavour shows them: account, media, comment."""

from typing import Any

from connectors.simulator.graph.errors import bad_parameter, no_such_object
from connectors.simulator.graph.fields import FieldCall
from connectors.simulator.graph.parameters import moment, within
from connectors.simulator.graph.records import Account, Comment, Post, PostKind
from connectors.simulator.graph.rendering import ABSENT, Args, Edge, Node, Shape, View, stamp
from connectors.simulator.graph.shapes_facebook import comment_key, post_key

MOST = 50  # per page of comments


def username(view: View, record: Post | Comment) -> str:
    """Give the user name of whoever wrote it."""
    if record.author is None:
        account = record.account if isinstance(record, Post) else record.post.account
        return account.instagram_username
    return view.state.people[record.author].username


def author(view: View, comment: Comment) -> Any:
    """Show who wrote a comment; withheld authors still have their user name in `username`."""
    account = comment.post.account
    if comment.author is None:
        return {"id": account.instagram_id, "username": account.instagram_username}
    person = view.state.people[comment.author]
    withheld = view.state.options.authors_withheld or view.state.options.review_pending or person.nameless
    if withheld or view.holder != "page":
        return ABSENT
    return {"id": view.state.commenter_id(person, account, "instagram"), "username": person.username}


def _media(view: View, account: Account, args: Args) -> list[Post]:
    view.require(account, "instagram_basic")
    since, until = moment(args, "since"), moment(args, "until")
    found = [
        post
        for post in view.state.posts_of(account, "instagram")
        if post.kind is PostKind.PUBLISHED
        if within(post.created, since, until)
    ]
    return sorted(found, key=post_key, reverse=True)


def _tagged(view: View, account: Account, args: Args) -> list[Post]:
    view.require(account, "instagram_manage_comments")
    after, before = moment(args, "posted_after"), moment(args, "posted_before")
    found = [
        post
        for post in view.state.posts_of(account, "instagram")
        if post.kind is PostKind.TAGGED
        if within(post.created, after, before)
    ]
    return sorted(found, key=post_key, reverse=True)


def _comments(view: View, post: Post, _args: Args) -> list[Comment]:
    """List top-level comments, newest first; this edge knows no time filter and gives no replies."""
    view.require(post.account, "instagram_manage_comments")
    found = [comment for comment in post.comments if not comment.deleted and comment.parent is None]
    return sorted(found, key=comment_key, reverse=True)


def _replies(view: View, comment: Comment, _args: Args) -> list[Comment]:
    view.require(comment.post.account, "instagram_manage_comments")
    found = [reply for reply in comment.post.comments if reply.parent is comment and not reply.deleted]
    return sorted(found, key=comment_key)


def _seen(view: View, comment: Comment) -> bool:
    """Drop restricted people's comments after the page was cut: pages come out shorter than asked."""
    return comment.author is None or not view.state.people[comment.author].restricted


def _mentioned_comment(view: View, account: Account, call: FieldCall) -> Node:
    id_ = call.arg("comment_id")
    if not id_:
        raise bad_parameter("The parameter comment_id is required")
    view.require(account, "instagram_manage_comments")
    comment = view.state.find_comment(id_)
    if comment is None or comment.post.account is not account or not _names(account, comment.text):
        raise no_such_object(id_, "get")
    return Node("ig_comment", comment)


def _mentioned_media(view: View, account: Account, call: FieldCall) -> Node:
    id_ = call.arg("media_id")
    if not id_:
        raise bad_parameter("The parameter media_id is required")
    view.require(account, "instagram_manage_comments")
    post = view.state.posts.get(id_)
    if post is None or post.network != "instagram" or post.account is not account:
        raise no_such_object(id_, "get")
    texts = [post.text, *(comment.text for comment in post.comments if not comment.deleted)]
    if not any(_names(account, text) for text in texts):
        raise no_such_object(id_, "get")
    return Node("ig_media", post)


def _names(account: Account, text: str) -> bool:
    return f"@{account.instagram_username}" in text


_MEDIA_EDGE = Edge(item="ig_media", records=_media, key=post_key)

IG_USER = Shape(
    name="IGUser",
    default=("id",),
    fields={
        "id": lambda _view, account: account.instagram_id,
        "username": lambda _view, account: account.instagram_username,
        "name": lambda _view, account: account.name,
        "media_count": lambda view, account: len(_media(view, account, {})),
    },
    edges={
        "media": _MEDIA_EDGE,
        "tags": Edge(item="ig_media", records=_tagged, key=post_key),
    },
    silent=frozenset({"biography", "followers_count", "follows_count", "ig_id", "profile_picture_url", "website"}),
    lookups={"mentioned_comment": _mentioned_comment, "mentioned_media": _mentioned_media},
)

IG_USER_REFERENCE = Shape(name="IGUser", default=("id",), fields=IG_USER.fields, silent=IG_USER.silent)

IG_MEDIA = Shape(
    name="IGMedia",
    default=("id",),
    fields={
        "id": lambda _view, post: post.id,
        "caption": lambda _view, post: post.text or ABSENT,
        "comments_count": lambda _view, post: sum(1 for comment in post.comments if not comment.deleted),
        "is_comment_enabled": lambda _view, post: not post.comments_closed,
        "like_count": lambda _view, _post: 0,
        "media_type": lambda _view, _post: "IMAGE",
        "media_product_type": lambda _view, post: post.product,
        "media_url": lambda _view, post: f"https://cdn.example.com/{post.id}.jpg",
        "owner": lambda _view, post: (
            ABSENT if post.author else {"id": post.account.instagram_id}
        ),  # other people's media do not tell their owner
        "permalink": lambda _view, post: f"https://www.instagram.com/p/{post.id}/",
        "shortcode": lambda _view, post: post.id,
        "timestamp": lambda _view, post: stamp(post.created),
        "username": username,
    },
    edges={"comments": Edge(item="ig_comment", records=_comments, key=comment_key, maximum=MOST, keep=_seen)},
    silent=frozenset({"alt_text", "children", "ig_id", "thumbnail_url", "view_count", "shares_count"}),
)

IG_COMMENT = Shape(
    name="IGComment",
    default=("timestamp", "text", "id"),
    fields={
        "id": lambda _view, comment: comment.id,
        "text": lambda _view, comment: comment.text,
        "timestamp": lambda _view, comment: stamp(comment.created),
        "from": author,
        "username": username,
        "hidden": lambda _view, comment: comment.hidden,
        "like_count": lambda _view, _comment: 0,
        "parent_id": lambda _view, comment: comment.parent.id if comment.parent else ABSENT,
        "media": lambda _view, comment: Node("ig_media", comment.post),
        "user": lambda _view, comment: {"id": comment.post.account.instagram_id} if comment.author is None else ABSENT,
    },
    edges={
        "replies": Edge(
            item="ig_comment",
            records=_replies,
            key=comment_key,
            descending=lambda _args: False,
            maximum=MOST,
            keep=_seen,
        )
    },
    silent=frozenset({"legacy_instagram_comment_id"}),
)
