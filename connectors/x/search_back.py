"""Finds on X what we wrote ourselves: the only way to learn whether an unanswered write took effect."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from connectors._http import Answer
from connectors.x.answers import next_token, read
from connectors.x.client import XClient
from connectors.x.includes import fit
from connectors.x.normalise import items
from connectors.x.settings import XNetwork
from connectors.x.shapes import Message, Post
from connectors.x.texts import is_our_text
from connectors.x.vocabulary import MESSAGES, POSTS
from monitor.domain.errors import BadPayload, Retryable
from monitor.domain.outbox import Receipt, RemoteCall

S = TypeVar("S", Post, Message)
_PAGES = 10
_PER_PAGE = 50


async def find_reply(
    client: XClient, network: XNetwork, me: str, call: RemoteCall, since: datetime, *, now: datetime
) -> Receipt | None:
    """Find our reply to `call.mention_id` with its text among what we posted since. Raises like `read`; Retryable."""

    async def ask(token: dict[str, str]) -> Answer:
        answer: Answer = await client.search_recent_tweets(
            f"from:{me}",
            user_auth=client.signs,
            start_time=since,
            max_results=_PER_PAGE,
            **token,
            **POSTS[network.fields],
        )
        return answer

    async for post in _each(ask, "next_token", Post, now):
        if str(post.author_id) != me or post.referred("replied_to") != call.mention_id:
            continue
        if is_our_text(call.text, post.note.text if post.note else post.text):
            return Receipt(str(post.versions[0]), call.conversation_id)
    return None


async def find_message(
    client: XClient, network: XNetwork, me: str, call: RemoteCall, since: datetime, *, now: datetime
) -> Receipt | None:
    """Find our message in the conversation with `call.author_id` since then. Raises like `read`; Retryable."""
    place = {"participant_id": call.author_id} if call.author_id else {"dm_conversation_id": call.conversation_id}

    async def ask(token: dict[str, str]) -> Answer:
        fields = MESSAGES[network.fields]
        answer: Answer = await client.get_direct_message_events(**place, max_results=_PER_PAGE, **token, **fields)
        return answer

    async for message in _each(ask, "pagination_token", Message, now):
        if message.created_at < since:
            return None
        if str(message.sender_id) == me and is_our_text(call.text, message.text):
            return Receipt(str(message.id), message.dm_conversation_id)
    return None


async def _each(
    ask: Callable[[dict[str, str]], Awaitable[Answer]], token_name: str, shape: type[S], now: datetime
) -> AsyncIterator[S]:
    """Go through records newest first.

    Raises Retryable where absence would not be certain: when there is no end, and when something cannot be read.
    """
    token: dict[str, str] = {}
    for _ in range(_PAGES):
        payload = read(await ask(token), now=now)
        for raw in items(payload):
            try:
                yield fit(raw, shape)
            except BadPayload:
                raise Retryable("something we may have written cannot be read") from None
        following = next_token(payload)
        if not following:
            return
        token = {token_name: following}
    raise Retryable("too much was written since to be sure")
