"""Reads: one node, one page of an edge, or several nodes at once."""

from typing import Any

from connectors.simulator.graph.catalogue import find_node
from connectors.simulator.graph.errors import bad_parameter, no_such_object, refuse
from connectors.simulator.graph.fields import parse_fields
from connectors.simulator.graph.records import Account, PostKind
from connectors.simulator.graph.rendering import Args, Node, View, edge_page, render
from connectors.simulator.graph.shapes_messages import readable
from connectors.simulator.graph.writing import REMOVED_EDGES
from connectors.simulator.identities import META_APP_ID


def visible_node(view: View, id_: str, method: str) -> Node:
    """Find a node the token may see. Raises GraphError (100/33) otherwise: gone and foreign look alike."""
    found = find_node(view.state, id_)
    if found is None or not (view.holder == "user" or found[1] is view.account):
        raise no_such_object(id_, method)
    if _mentioned_only(found[0]):
        raise no_such_object(id_, method)
    return found[0]


def _mentioned_only(node: Node) -> bool:
    """Tell whether it is other people's on Instagram: only `mentioned_media` and `mentioned_comment` show it."""
    if node.shape == "ig_media":
        return bool(node.record.kind is PostKind.MENTIONED)
    if node.shape == "ig_comment":
        return node.record.post.kind is PostKind.MENTIONED and node.record.author is not None
    return False


def read_node(view: View, node: Node, args: Args) -> dict[str, Any]:
    """Show one node with the asked fields. Raises GraphError (9000001) for a deleted or too old message."""
    if node.shape == "message" and (node.record.deleted or not readable(node.record)):
        raise refuse(9000001)
    calls = parse_fields(args["fields"]) if args.get("fields") else None
    return render(view, node, calls)


def read_edge(view: View, node: Node, edge: str, args: Args) -> dict[str, Any]:
    """Show one page of a list. Raises GraphError 12 for removed edges, 100 for those that never were."""
    if edge in REMOVED_EDGES:
        raise refuse(12)
    if (node.shape, edge) == ("page", "subscribed_apps"):
        return _subscribed_apps(node.record)
    shape = view.shapes[node.shape]
    found = shape.edges.get(edge)
    if found is None:
        raise bad_parameter(f"Tried accessing nonexisting field ({edge}) on node type ({shape.name})")
    calls = parse_fields(args["fields"]) if args.get("fields") else None
    own_id = shape.fields["id"](view, node.record)
    return edge_page(view, found, node.record, args, calls, f"{view.url}/{own_id}/{edge}")


def read_many(view: View, args: Args) -> dict[str, Any]:
    """Show several nodes by `ids`; one that cannot be seen refuses the whole call, as the API does."""
    ids = [id_ for id_ in args.get("ids", "").split(",") if id_]
    if not ids:
        raise refuse(100, None, "(#100) The parameter ids is required")
    return {id_: read_node(view, visible_node(view, id_, "GET"), args) for id_ in ids}


def _subscribed_apps(account: Account) -> dict[str, Any]:
    if not account.subscribed_fields:
        return {"data": []}
    app = {"name": "Aside", "id": META_APP_ID, "subscribed_fields": sorted(account.subscribed_fields)}
    return {"data": [app]}
