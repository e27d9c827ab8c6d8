"""Endpoints of direct messages: reading the last thirty days, and sending."""

import re
from datetime import timedelta
from typing import Any

from connectors.simulator.x.call import Answer, Call
from connectors.simulator.x.choice import field_params
from connectors.simulator.x.model import DirectMessage
from connectors.simulator.x.pages import Span, cut, meta_of, show
from connectors.simulator.x.params import checked_id
from connectors.simulator.x.problems import DM_TOO_LONG, NO_DM, NOT_PERMITTED, forbidden, invalid
from connectors.simulator.x.rules import may_message

REACH = timedelta(days=30)
MAX_TEXT = 10_000
EVENT_TYPES = ("MessageCreate", "ParticipantsJoin", "ParticipantsLeave")
CONVERSATION = re.compile(r"([0-9]{1,19})-([0-9]{1,19})")


def _visible(call: Call) -> list[DirectMessage]:
    """List what the API shows of one's messages: the encrypted ones it does not."""
    oldest = call.state.clock.now() - REACH
    mine = call.state.messages.of(call.me.id)
    return [message for message in mine if not message.encrypted and message.created_at >= oldest]


def _page(call: Call, conversation: str | None) -> Answer:
    fields = field_params(call.words, dm=True)
    params = call.params("max_results", "pagination_token", "event_types", *fields)
    size = params.number("max_results", 1, 100, 100)
    types = params.names("event_types", EVENT_TYPES) or frozenset(EVENT_TYPES)
    found = [m for m in _visible(call) if conversation in (None, m.conversation_id)]
    if "MessageCreate" not in types:  # one-to-one conversations have no joins and leaves
        found = []
    page, token = cut(found, Span(), size, params.page_mark("pagination_token"))
    rendering = call.rendering(params, call.words.dm_expansions)
    data = show(page, rendering.dm)
    call.charge_shown(rendering)
    return Answer(rendering.body(data, meta_of(page, token, with_ids=False)))


async def events(call: Call) -> Answer:
    """GET /2/dm_events: everything, sent and received."""
    return _page(call, None)


def _conversation_with(call: Call) -> tuple[str, str]:
    """Give the other's id and the conversation's, from a path that names the other."""
    other = checked_id("participant_id", call.part("participant_id"))
    return other, "-".join(sorted((call.me.id, other), key=int))


def _named_conversation(call: Call) -> tuple[str, str]:
    """Give the other's id and the conversation's, from a path that names the conversation."""
    name = call.part("id")
    match = CONVERSATION.fullmatch(name)
    if match is None:
        raise invalid(f"The `id` query parameter value [{name}] is not valid", id=name)
    pair = match.groups()
    if call.me.id not in pair:
        raise forbidden(NOT_PERMITTED)
    other = pair[1] if pair[0] == call.me.id else pair[0]
    return other, "-".join(sorted(pair, key=int))


async def events_with(call: Call) -> Answer:
    """GET /2/dm_conversations/with/{participant_id}/dm_events."""
    return _page(call, _conversation_with(call)[1])


async def events_in(call: Call) -> Answer:
    """GET /2/dm_conversations/{id}/dm_events."""
    return _page(call, _named_conversation(call)[1])


def _message_of(body: dict[str, Any]) -> tuple[str, int]:
    """Read a message: its text and how many attachments it has."""
    text, attachments = body.get("text"), body.get("attachments", [])
    if not isinstance(attachments, list) or (text is None and not attachments):
        raise invalid("$.text: is missing but it is required", text="")
    if text is not None and (not isinstance(text, str) or not text):
        raise invalid("$.text: must be at least 1 characters long", text=str(text))
    if text is not None and len(text) > MAX_TEXT:
        raise forbidden(DM_TOO_LONG)
    return text or "", len(attachments)


async def _send(call: Call, other_id: str, conversation: str) -> Answer:
    call.params()
    text, attachments = _message_of(await call.json())
    other = call.state.people.get(other_id)
    if other is None or other.id == call.me.id or not may_message(call.me, other, call.state.messages):
        raise forbidden(NO_DM)
    media = tuple(call.state.new_media() for _ in range(attachments))
    event_id = call.state.send_dm(call.me.id, other_id, text, media=media)
    call.charge("dm_write")
    return Answer({"data": {"dm_conversation_id": conversation, "dm_event_id": event_id}}, 201)


async def send_with(call: Call) -> Answer:
    """POST /2/dm_conversations/with/{participant_id}/messages."""
    return await _send(call, *_conversation_with(call))


async def send_in(call: Call) -> Answer:
    """POST /2/dm_conversations/{id}/messages."""
    return await _send(call, *_named_conversation(call))
