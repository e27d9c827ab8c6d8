"""Shapes of Facebook: Page, person behind a user token, post, comment."""

from datetime import timedelta
from typing import Any

from connectors.simulator.graph.blocking import BLOCKED_PEOPLE
from connectors.simulator.graph.paging import Key
from connectors.simulator.graph.parameters import moment, one_of, within
from connectors.simulator.graph.records import Account, Comment, Post, PostKind
from connectors.simulator.graph.rendering import ABSENT, Args, Edge, Node, Shape, View, stamp
from connectors.simulator.graph.shapes_messages import CONVERSATIONS

PRIVATE_REPLY_DAYS = timedelta(days=7)


def post_key(post: Post) -> Key:
    """Sort posts by moment, then id."""
    return post.created.isoformat(timespec="microseconds"), post.id


def comment_key(comment: Comment) -> Key:
    """Sort comments by moment, then id."""
    return comment.created.isoformat(timespec="microseconds"), comment.id


def author(view: View, record: Post | Comment, account: Account) -> Any:
    """Show who wrote it, where the API does: not to user tokens, not for withheld authors."""
    if record.author is None:
        return {"name": account.name, "id": account.page_id}
    person = view.state.people[record.author]
    withheld = view.state.options.authors_withheld or view.state.options.review_pending or person.nameless
    if withheld or view.holder != "page":
        return ABSENT
    return {"name": person.name, "id": view.state.commenter_id(person, account, "facebook")}


def can_reply_privately(view: View, record: Post | Comment) -> bool:
    """Tell whether the one private reply is still open: a person wrote it, within 7 days, unanswered."""
    fresh = view.now - record.created <= PRIVATE_REPLY_DAYS
    return record.author is not None and fresh and not view.state.privately_answered(record)


_READING = {
    PostKind.PUBLISHED: ("pages_read_engagement",),
    PostKind.ADVERT: ("pages_manage_ads", "ads_management"),
}


def _posts(*kinds: PostKind) -> Any:
    def records(view: View, account: Account, args: Args) -> list[Post]:
        for permission in _READING.get(kinds[0], ("pages_read_user_content",)):
            view.require(account, permission)
        since, until = moment(args, "since"), moment(args, "until")
        found = [
            post
            for post in view.state.posts_of(account, "facebook")
            if post.kind in kinds
            if within(post.created, since, until)
        ]
        return sorted(found, key=post_key, reverse=True)

    return records


def _descending(args: Args) -> bool:
    return one_of(args, "order", ("chronological", "reverse_chronological")) == "reverse_chronological"


def _comments(view: View, parent: Post | Comment, args: Args) -> list[Comment]:
    post = parent if isinstance(parent, Post) else parent.post
    view.require(post.account, "pages_read_user_content")
    if view.holder != "page":
        return []  # a user token gets an empty list with status 200, not an error
    since = moment(args, "since")
    found = [c for c in post.comments if not c.deleted and within(c.created, since, None)]
    if isinstance(parent, Comment):
        found = [c for c in found if c.parent is parent]
    elif one_of(args, "filter", ("toplevel", "stream")) == "toplevel":
        found = [c for c in found if c.parent is None]
    return sorted(found, key=comment_key, reverse=_descending(args))


def _summary(_view: View, _parent: object, records: list[Any], args: Args) -> dict[str, Any]:
    order = one_of(args, "order", ("chronological", "reverse_chronological"))
    return {"order": order, "total_count": len(records), "can_comment": True}


def _link(comment: Comment) -> str:
    post = comment.post
    owner = post.account.page_id
    return f"https://www.facebook.com/{owner}/posts/{post.last_part}/?comment_id={comment.id}"


def _tags(account: Account, text: str, kind: str) -> Any:
    offset = text.find(account.name)
    if offset < 0:
        return ABSENT
    tag = {"id": account.page_id, "name": account.name, "type": kind, "offset": offset, "length": len(account.name)}
    return [tag]


def _attachment(comment: Comment) -> Any:
    if comment.attachment is None:
        return ABSENT
    url = f"https://cdn.example.com/{comment.id}.jpg"
    return {"type": comment.attachment, "url": url, "media": {"image": {"height": 480, "src": url, "width": 640}}}


COMMENTS = Edge(
    item="comment", records=_comments, key=comment_key, descending=_descending, maximum=100, summary=_summary
)


def _post_edge(*kinds: PostKind) -> Edge:
    return Edge(item="post", records=_posts(*kinds), key=post_key, refuse_above=True)


PAGE = Shape(
    name="Page",
    default=("name", "id"),
    fields={
        "id": lambda _view, page: page.page_id,
        "name": lambda _view, page: page.name,
        "username": lambda _view, page: page.key,
        "category": lambda _view, _page: "Local business",
        "link": lambda _view, page: f"https://www.facebook.com/{page.page_id}",
        "access_token": lambda _view, page: page.token,
        "tasks": lambda _view, _page: ["MODERATE", "MESSAGING", "CREATE_CONTENT", "MANAGE"],
        "instagram_business_account": lambda _view, page: Node("ig_user_reference", page),
        "connected_instagram_account": lambda _view, page: Node("ig_user_reference", page),
        "is_webhooks_subscribed": lambda _view, page: bool(page.subscribed_fields),
    },
    edges={
        "published_posts": _post_edge(PostKind.PUBLISHED),
        "posts": _post_edge(PostKind.PUBLISHED),
        "ads_posts": _post_edge(PostKind.ADVERT),
        "feed": _post_edge(PostKind.PUBLISHED, PostKind.VISITOR, PostKind.TAGGED),
        "tagged": _post_edge(PostKind.TAGGED),
        "visitor_posts": _post_edge(PostKind.VISITOR),
        "conversations": CONVERSATIONS,
        "blocked": BLOCKED_PEOPLE,
    },
    silent=frozenset({"about", "bio", "emails", "phone", "website", "fan_count", "followers_count", "picture"}),
)

USER = Shape(
    name="User",
    default=("name", "id"),
    fields={"id": lambda _view, _state: "900000000000099", "name": lambda _view, _state: "Page administrator"},
    edges={
        "accounts": Edge(
            item="page",
            records=lambda _view, state, _args: state.all_accounts(),
            key=lambda account: ("", account.page_id),
            descending=lambda _args: False,
        )
    },
    silent=frozenset({"email", "first_name", "last_name", "picture"}),
)

POST = Shape(
    name="Post",
    default=("created_time", "message", "id"),
    fields={
        "id": lambda _view, post: post.id,
        "message": lambda _view, post: post.text or ABSENT,
        "created_time": lambda _view, post: stamp(post.created),
        "updated_time": lambda _view, post: stamp(post.updated),
        # posts in which users tag the Page come without their author
        "from": lambda view, post: ABSENT if post.kind is PostKind.TAGGED else author(view, post, post.account),
        "permalink_url": lambda _view, post: f"https://www.facebook.com/{post.id.replace('_', '/posts/')}",
        "status_type": lambda _view, _post: "mobile_status_update",
        "is_published": lambda _view, post: post.kind is not PostKind.ADVERT,
        "is_hidden": lambda _view, _post: False,
        "can_reply_privately": can_reply_privately,
        "message_tags": lambda _view, post: _tags(post.account, post.text, "page"),
    },
    edges={"comments": COMMENTS},
    silent=frozenset(
        {"story", "shares", "attachments", "full_picture", "picture", "to", "parent_id", "reactions", "likes"}
    ),
)

COMMENT = Shape(
    name="Comment",
    default=("created_time", "from", "message", "id"),
    fields={
        "id": lambda _view, comment: comment.shown_id,
        "message": lambda _view, comment: comment.text,
        "created_time": lambda _view, comment: stamp(comment.created),
        "from": lambda view, comment: author(view, comment, comment.post.account),
        "parent": lambda _view, comment: Node("comment", comment.parent) if comment.parent else ABSENT,
        "object": lambda _view, comment: Node("post", comment.post),
        "is_hidden": lambda _view, comment: comment.hidden,
        "is_private": lambda _view, _comment: False,
        "can_comment": lambda _view, comment: not comment.post.comments_closed,
        "can_hide": lambda _view, comment: comment.author is not None,
        "can_like": lambda _view, _comment: True,
        "can_remove": lambda _view, _comment: True,
        "can_reply_privately": can_reply_privately,
        "comment_count": lambda _view, comment: sum(
            1 for reply in comment.post.comments if reply.parent is comment and not reply.deleted
        ),
        "like_count": lambda _view, _comment: 0,
        "user_likes": lambda _view, _comment: False,
        "permalink_url": lambda _view, comment: _link(comment),
        "attachment": lambda _view, comment: _attachment(comment),
        "message_tags": lambda _view, comment: _tags(comment.post.account, comment.text, "page"),
        "private_reply_conversation": lambda view, comment: (
            Node("thread", view.state.private_replies[comment.id].thread)
            if comment.id in view.state.private_replies
            else ABSENT
        ),
    },
    edges={"comments": COMMENTS},
    silent=frozenset({"admin_creator", "application", "live_broadcast_timestamp", "reactions", "likes"}),
)
