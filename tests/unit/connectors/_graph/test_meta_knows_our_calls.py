"""Every edge and parameter our clients name is known to Meta's own SDK, which is made from Meta's specifications.

The SDK is an oracle for tests only: it is asked which parameters and fields each of its methods takes; nothing is
called. Presence there is no proof that an edge still answers, absence needs a reason, written beside the allowance.
"""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from facebook_business.adobjects import comment, igcomment, igmedia, iguser, page, pagepost, profile, unifiedthread

from connectors.simulator.graph.fields import FieldCall, parse_fields
from monitor.domain.moves import MoveKind
from monitor.domain.streams import Seen
from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.instagram_stage import instagram_stage
from tests.support.graph_play import call_for, fetch, poll

EVERYWHERE = {
    "fields": "every node and edge takes it; the SDK adds it by another way",
    "limit": "paging is not part of the specifications",
    "after": "paging is not part of the specifications",
    "appsecret_proof": "every call takes it; the SDK adds it by another way",
    "summary": "an option of edges, asked as a modifier of the field",
}
ROOTS = {"debug_token": {"input_token", "access_token"}}
"""Calls without a node, which the specifications do not list."""
MESSAGE_FIELDS = {
    *("id", "created_time", "from", "to", "message", "attachments", "shares", "story", "reply_to"),
}
"""Fields of messages: there is no specification of messages at all; Meta's Conversations API pages list these."""
FIELDS_BESIDE = {
    "UnifiedThread": {"messages": "an edge that the specification of threads leaves out"},
    "IGUser": {
        "mentioned_comment": "a field that takes an argument",
        "mentioned_media": "a field that takes an argument",
    },
    "PagePost": {"comments": "an edge, asked as a nested field"},
    "IGMedia": {"comments": "an edge, asked as a nested field"},
    "IGComment": {"replies": "an edge, asked as a nested field"},
}


@dataclass(frozen=True)
class Known:
    """What the SDK knows of one kind of node."""

    edges: dict[tuple[str, str], set[str]]
    fields: set[str]


@cache
def known(module: ModuleType, name: str) -> Known:
    kind = getattr(module, name)
    edges: dict[tuple[str, str], set[str]] = {}
    for _, method in inspect.getmembers(kind, inspect.isfunction):
        if method.__qualname__.startswith(f"{name}."):
            for verb, edge, parameters in _requests(method):
                edges[verb, edge] = parameters
    fields = {value for key, value in vars(kind.Field).items() if not key.startswith("__")}
    return Known(edges, fields)


def _requests(method: Any) -> Iterator[tuple[str, str, set[str]]]:
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(method)))
    parameters: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "param_types":
            assert isinstance(node.value, ast.Dict)
            parameters = {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FacebookRequest":
            words = {word.arg: word.value.value for word in node.keywords if isinstance(word.value, ast.Constant)}
            yield words["method"], words["endpoint"].strip("/"), parameters


KINDS = {
    "page": (page, "Page"),
    "post": (pagepost, "PagePost"),
    "comment": (comment, "Comment"),
    "ig_user": (iguser, "IGUser"),
    "ig_media": (igmedia, "IGMedia"),
    "ig_comment": (igcomment, "IGComment"),
    "thread": (unifiedthread, "UnifiedThread"),
    "profile": (profile, "Profile"),
}
ITEMS = {
    "blocked": "profile",
    "conversations": "thread",
    "published_posts": "post",
    "ads_posts": "post",
    "visitor_posts": "post",
    "tagged": "post",
    "media": "ig_media",
    "tags": "ig_media",
    "replies": "ig_comment",
    "mentioned_comment": "ig_comment",
    "mentioned_media": "ig_media",
    "parent": "comment",
    "private_reply_conversation": "thread",
}
VALUES = {"from", "to", "attachments", "shares", "story", "participants", "attachment", "message_tags"}
"""Fields whose inside is no node of its own; `media` of a comment names its id and link."""


@dataclass(frozen=True)
class Asked:
    """One request as it went out."""

    method: str
    node: str
    edge: str
    parameters: frozenset[str]
    fields: tuple[FieldCall, ...]


class Ear:
    """Writes down every request to the simulated Graph API."""

    def __init__(self, stage: Any) -> None:
        self.stage = stage
        self.heard: list[Asked] = []
        wire = stage.connector.client._wire
        self._exchange = wire.exchange
        wire.exchange = self.exchange

    async def exchange(self, method: str, url: Any, *, headers: Any, json: Any = None, data: Any = None, **more: Any):
        _, _, node, *edge = url.path.split("/")
        parameters = {*url.query, *(json or {}), *(data or {})}
        fields = parse_fields(url.query.get("fields", ""))
        self.heard.append(Asked(method, node, "/".join(edge), frozenset(parameters), fields))
        return await self._exchange(method, url, headers=headers, json=json, data=data, **more)

    def kind_of(self, node: str) -> str:
        state = self.stage.state
        if node in {account.page_id for account in state.all_accounts()}:
            return "page"
        if node in state.accounts:
            return "ig_user"
        if node in state.posts:
            return "post" if state.posts[node].network == "facebook" else "ig_media"
        network = state.comments[node.rpartition("_")[2]].post.network
        return "comment" if network == "facebook" else "ig_comment"


def unknown_in(kind: str, calls: tuple[FieldCall, ...]) -> Iterator[str]:
    """Fields that Meta's SDK does not know on this kind of node, in words."""
    module, name = KINDS[kind]
    for call in calls:
        if call.name == "messages" and kind == "thread":
            yield from (f"message.{child.name}" for child in call.children or () if child.name not in MESSAGE_FIELDS)
        elif call.name not in known(module, name).fields | set(FIELDS_BESIDE.get(name, {})):
            yield f"{name}.{call.name}"
        elif call.children and call.name not in VALUES and not (kind == "ig_comment" and call.name == "media"):
            inside = {"comments": "ig_comment" if kind == "ig_media" else "comment"} | ITEMS
            yield from unknown_in(inside[call.name], call.children)


def unknown(ear: Ear, asked: Asked) -> Iterator[str]:
    if asked.node in ROOTS:
        yield from (f"{asked.node}?{name}" for name in asked.parameters - ROOTS[asked.node] - set(EVERYWHERE))
        return
    kind = ear.kind_of(asked.node)
    module, name = KINDS[kind]
    parameters = known(module, name).edges.get((asked.method, asked.edge))
    if parameters is None:
        yield f"{asked.method} {name}/{asked.edge}"
        return
    yield from (f"{asked.method} {name}/{asked.edge}?{p}" for p in asked.parameters - parameters - set(EVERYWHERE))
    inside = {"comments": "ig_comment" if kind == "ig_media" else "comment", "": kind} | ITEMS
    if asked.fields:
        yield from unknown_in(inside[asked.edge], asked.fields)


async def act_out(stage: Any) -> None:
    """Make every call the connector can make."""
    key = stage.customer_writes("kur siunta?")
    stage.state.comment(stage.post, "jonas", "man irgi", parent=key)
    private = stage.customer_messages("labas")
    for stream in stage.connector.source.streams:
        await poll(stage, stream)
    found = (await poll(stage))[0] | (await poll(stage, "messages"))[0]
    moves = [
        (key, MoveKind.PUBLIC_REPLY),
        (key, MoveKind.PRIVATE_REPLY),
        (key, MoveKind.HIDE),
        (key, MoveKind.UNHIDE),
        (private, MoveKind.MESSAGE),
        (key, MoveKind.DELETE),
    ]
    if stage.plugin.rules.can_block:
        moves.append((private, MoveKind.BLOCK))
    for remote_id, move in moves:
        call = call_for(found[remote_id], move, "Atsiprašome!", attempted_at=stage.simulated.now - timedelta(hours=1))
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert await stage.connector.publisher.look_up(call, now=stage.simulated.now)
    await stage.connector.subscribe()
    await stage.connector.probe()


async def act_out_mentions(stage: Any) -> None:
    media = stage.state.mention(stage.remote_id, "jonas", "@siuntukas.lt")
    key = stage.state.comment(media, "rugile", "@siuntukas.lt ir man")
    for name in (f"mention:{media}", f"mention:{media}:{key}"):
        (record,) = (await fetch(stage, name)).records
        assert isinstance(record, Seen)
        call = call_for(record.mention, MoveKind.PUBLIC_REPLY, "Atsiprašome!", attempted_at=stage.simulated.now)
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert await stage.connector.publisher.look_up(call, now=stage.simulated.now)


@pytest.mark.parametrize("play", [facebook_stage, instagram_stage], ids=["facebook", "instagram"])
async def test_meta_s_sdk_knows_every_edge_parameter_and_field_we_name(play: Any):
    async with play(network={"advertisements": True} if play is facebook_stage else {}) as stage:
        if play is facebook_stage:
            stage.state.advertise(stage.remote_id, "Nemokamas siuntimas")
        ear = Ear(stage)
        await act_out(stage)
        if play is instagram_stage:
            await act_out_mentions(stage)
        else:
            post = stage.state.visitor_post(stage.remote_id, "jonas", "niekas neatsiliepia")
            mention = (await poll(stage, "visitor_posts"))[0][post]
            call = call_for(mention, MoveKind.PRIVATE_REPLY)
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert len({(asked.method, asked.edge) for asked in ear.heard}) >= 8
        assert sorted({words for asked in ear.heard for words in unknown(ear, asked)}) == []


def test_the_oracle_refuses_what_meta_does_not_know():
    assert ("POST", "private_replies") not in known(comment, "Comment").edges
    assert "since" not in known(igmedia, "IGMedia").edges["GET", "comments"]
    assert list(unknown_in("comment", parse_fields("id,colour,parent{id,shape}"))) == [
        "Comment.colour",
        "Comment.shape",
    ]
    assert list(unknown_in("thread", parse_fields("messages{id,mood}"))) == ["message.mood"]
