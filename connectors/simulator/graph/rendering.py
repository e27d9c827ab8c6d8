"""How a record becomes an answer: only the asked fields, nested as asked, absent where the API leaves out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.simulator.graph.errors import GraphError, bad_parameter, refuse
from connectors.simulator.graph.fields import FieldCall
from connectors.simulator.graph.paging import Key, PageRequest, cut_page
from connectors.simulator.graph.records import Account
from connectors.simulator.graph.state import GraphState

Args = Mapping[str, str]
ABSENT: Any = object()  # a field function gives it for a field the API leaves out


@dataclass(frozen=True, slots=True)
class Node:
    """A record together with the shape it is shown in."""

    shape: str
    record: Any


@dataclass(frozen=True, slots=True)
class View:
    """Who looks: everything an answer depends on besides the record. `url` ends with the version."""

    state: GraphState
    account: Account | None
    token: str
    holder: str  # of the token: page, user, app
    url: str
    now: datetime
    shapes: Mapping[str, "Shape"]

    def require(self, account: Account, permission: str) -> None:
        """Refuse when the permission was taken away from the token."""
        if permission not in account.removed_permissions:
            return
        if self.state.options.permission_as_190:
            raise GraphError("The token lacks a permission needed for this call. Log in again.", 190)
        raise lacking(permission)


def lacking(permission: str) -> GraphError:
    """Build the error that tells of a missing permission: code 200 or 230 for writes, 10 for reads."""
    if permission == "pages_messaging":
        return refuse(230)
    if permission in ("pages_manage_engagement", "pages_manage_metadata"):
        return refuse(200, None, f"(#200) Requires {permission} permission to manage the object")
    named = "pages_read_engagement" if permission == "pages_read_user_content" else permission
    return refuse(
        10, None, f"(#10) This endpoint requires the '{named}' permission or the feature that stands in for it."
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """A list hanging on a node. `records` gives it in the order shown; `keep` drops items after the cut."""

    item: str
    records: Callable[[View, Any, Args], list[Any]]
    key: Callable[[Any], Key]
    descending: Callable[[Args], bool] = lambda _args: True
    maximum: int = 100
    refuse_above: bool = False
    keep: Callable[[View, Any], bool] = lambda _view, _record: True
    summary: Callable[[View, Any, list[Any], Args], dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of node: its fields, those shown unasked, its edges.

    `silent`: fields that exist on the node but never have a value here.
    `lookups`: fields that take an argument, as `mentioned_comment.comment_id(1)`.
    """

    name: str
    default: tuple[str, ...]
    fields: Mapping[str, Callable[[View, Any], Any]]
    edges: Mapping[str, Edge] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    lookups: Mapping[str, Callable[[View, Any, FieldCall], Node]] = field(default_factory=dict)


def stamp(moment: datetime) -> str:
    """Write a moment as the Graph API does: `2026-11-22T10:00:00+0000`, without a colon in the offset."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S+0000")


def render(view: View, node: Node, calls: tuple[FieldCall, ...] | None) -> dict[str, Any]:
    """Shape a record. Raises GraphError for a field that does not exist on its kind."""
    shape = view.shapes[node.shape]
    asked = calls or tuple(FieldCall(name) for name in shape.default)
    body: dict[str, Any] = {}
    for call in asked:
        value = _value(view, shape, node.record, call)
        if value is not ABSENT:
            body[call.name] = value
    if "id" in shape.fields and "id" not in body:
        body["id"] = shape.fields["id"](view, node.record)
    return body


def _value(view: View, shape: Shape, record: Any, call: FieldCall) -> Any:
    if call.name in shape.fields:
        return _project(view, shape.fields[call.name](view, record), call)
    if call.name in shape.edges:
        url = f"{view.url}/{shape.fields['id'](view, record)}/{call.name}"
        nested = edge_page(view, shape.edges[call.name], record, dict(call.args), call.children, url, nested=True)
        return nested if nested["data"] or "summary" in nested else ABSENT
    if call.name in shape.lookups:
        return render(view, shape.lookups[call.name](view, record, call), call.children)
    if call.name in shape.silent:
        return ABSENT
    raise bad_parameter(f"Tried accessing nonexisting field ({call.name}) on node type ({shape.name})")


def _project(view: View, value: Any, call: FieldCall) -> Any:
    """Keep of a nested value only what was asked inside it."""
    if isinstance(value, Node):
        return render(view, value, call.children)
    if call.children is None or not isinstance(value, dict):
        return value
    if isinstance(value.get("data"), list):
        return {"data": [_project(view, item, call) for item in value["data"]]}
    names = {child.name for child in call.children} | {"id"}
    return {name: item for name, item in value.items() if name in names}


def edge_page(
    view: View,
    edge: Edge,
    record: Any,
    args: Args,
    calls: tuple[FieldCall, ...] | None,
    url: str,
    *,
    nested: bool = False,
) -> dict[str, Any]:
    """Give one page of an edge. `url` is the edge's own address, for the links; `nested` inside another answer."""
    limit = _limit(view, edge, args, nested=nested)
    records = edge.records(view, record, args)
    query = tuple((name, value) for name, value in args.items() if name != "appsecret_proof")
    with_token = (("access_token", view.token), *((n, v) for n, v in query if n != "access_token"))
    request = PageRequest(
        limit=limit,
        after=None if view.state.options.repeat_pages else args.get("after"),
        before=args.get("before"),
        url=url,
        query=with_token,
    )
    page = cut_page(records, edge.key, request, descending=edge.descending(args), gaps=view.state.options.empty_pages)
    shown = [render(view, Node(edge.item, item), calls) for item in page.items if edge.keep(view, item)]
    body = page.body(shown)
    if edge.summary and args.get("summary", "false") not in ("false", "0"):
        body["summary"] = edge.summary(view, record, records, args)
    return body


def _limit(view: View, edge: Edge, args: Args, *, nested: bool) -> int:
    text = args.get("limit", "25")
    if not text.isdigit():
        raise bad_parameter("Param limit must be an integer")
    limit, ceiling = int(text), view.state.options.reduce_data_above
    if ceiling is not None and limit > ceiling:
        raise refuse(1)
    if edge.refuse_above and limit > edge.maximum and not nested:
        raise bad_parameter(f"The 'limit' parameter should not exceed {edge.maximum}")
    return min(limit, edge.maximum)
