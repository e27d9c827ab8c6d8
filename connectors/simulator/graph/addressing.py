"""Whom a call concerns: the network its faults belong to, and the budget it counts against."""

from dataclasses import dataclass
from typing import Any

from connectors.simulator.graph.access import whose
from connectors.simulator.graph.catalogue import find_node
from connectors.simulator.graph.records import Account, Thread
from connectors.simulator.graph.rendering import Node
from connectors.simulator.graph.state import GraphState
from connectors.simulator.identities import META_APP_ID

Parameters = dict[str, Any]
PRIVATE_EDGES = frozenset({"conversations", "messages", "moderate_conversations"})


@dataclass(frozen=True, slots=True)
class Place:
    """Network (`facebook`, `instagram`) and budget (id, kind) of a call."""

    network: str = "facebook"
    budget: tuple[str, str] = (META_APP_ID, "app")


def place_of(state: GraphState, root: str, edge: str, parameters: Parameters, token: str) -> Place:
    """Find out whom a call to `/{root}/{edge}` concerns; `me` is whoever holds the token."""
    found = _me(state, token) if root == "me" else find_node(state, root)
    if found is None:
        return Place()
    node, account = found
    if node.shape in ("thread", "message"):
        thread: Thread = node.record if node.shape == "thread" else node.record.thread
        return Place(thread.network, (account.page_id, "messenger"))
    if edge in PRIVATE_EDGES:
        instagram = node.shape == "ig_user" or _speaks_of_instagram(state, parameters)
        return Place("instagram" if instagram else "facebook", (account.page_id, "messenger"))
    if node.shape.startswith("ig_"):
        return Place("instagram", (account.instagram_id, "instagram"))
    return Place("facebook", (account.page_id, "pages"))


def _me(state: GraphState, token: str) -> tuple[Node, Account] | None:
    caller = whose(state, token)
    return None if caller is None or caller.account is None else (Node("page", caller.account), caller.account)


def _speaks_of_instagram(state: GraphState, parameters: Parameters) -> bool:
    """Tell by platform or recipient whether a call to a Page's private edge is for Instagram."""
    if str(parameters.get("platform", "")).lower() == "instagram":
        return True
    recipient = parameters.get("recipient")
    if not isinstance(recipient, dict):
        return False
    comment = state.find_comment(str(recipient.get("comment_id", "")))
    if comment is not None:
        return comment.post.network == "instagram"
    return state.is_instagram_id(str(recipient.get("id", "")))
