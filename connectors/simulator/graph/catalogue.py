"""All shapes by the name records refer to them with, and which shape an id belongs to."""

from collections.abc import Mapping

from connectors.simulator.graph.blocking import BLOCKED
from connectors.simulator.graph.records import Account
from connectors.simulator.graph.rendering import Node, Shape
from connectors.simulator.graph.shapes_facebook import COMMENT, PAGE, POST, USER
from connectors.simulator.graph.shapes_instagram import IG_COMMENT, IG_MEDIA, IG_USER, IG_USER_REFERENCE
from connectors.simulator.graph.shapes_messages import MESSAGE, THREAD
from connectors.simulator.graph.state import GraphState

SHAPES: Mapping[str, Shape] = {
    "page": PAGE,
    "blocked": BLOCKED,
    "user": USER,
    "post": POST,
    "comment": COMMENT,
    "thread": THREAD,
    "message": MESSAGE,
    "ig_user": IG_USER,
    "ig_user_reference": IG_USER_REFERENCE,
    "ig_media": IG_MEDIA,
    "ig_comment": IG_COMMENT,
}


def find_node(state: GraphState, id_: str) -> tuple[Node, Account] | None:
    """Find what an id names, with the account it belongs to; None when nothing living does."""
    if id_ in state.accounts:
        account = state.accounts[id_]
        return Node("ig_user" if id_ == account.instagram_id else "page", account), account
    if id_ in state.posts:
        post = state.posts[id_]
        return Node("ig_media" if post.network == "instagram" else "post", post), post.account
    if id_ in state.threads:
        return Node("thread", state.threads[id_]), state.threads[id_].account
    if id_ in state.messages:
        return Node("message", state.messages[id_]), state.messages[id_].thread.account
    comment = state.find_comment(id_)
    if comment is None:
        return None
    shape = "ig_comment" if comment.post.network == "instagram" else "comment"
    return Node(shape, comment), comment.post.account
