"""What a delivered call leaves here, before the network tells of it: our words, what is hidden, what is gone."""

from dataclasses import replace
from datetime import datetime

from config.settings import AccountSettings
from monitor.domain.mentions import Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.news import SKEW
from monitor.domain.outbox import OutboxEntry, Receipt
from monitor.domain.streams import Removed, Seen
from monitor.ports import Transaction

_HIDES = {MoveKind.HIDE: True, MoveKind.UNHIDE: False}


async def keep_effect(
    tx: Transaction, entry: OutboxEntry, receipt: Receipt, account: AccountSettings, *, begun: datetime, now: datetime
) -> None:
    """Write it down in the transaction that settles the entry.

    A text of ours stands in its conversation where the call had `begun`: what the customer wrote until we were told
    of the outcome is newer than it, and not answered by it.
    """
    call = entry.call
    if call.move in _HIDES:
        await tx.mentions.mark_hidden(entry.account, call.mention_id, hidden=_HIDES[call.move])
    elif call.move.removes:
        gone = Removed(entry.account, call.mention_id, now, with_replies=receipt.with_replies)
        await tx.mentions.absorb([gone], now=now)
    elif receipt.remote_id:
        await _keep_echo(tx, entry, _echo(entry, receipt, account, begun), now)


async def _keep_echo(tx: Transaction, entry: OutboxEntry, echo: Mention, now: datetime) -> None:
    """Store our text as the network's own echo will arrive, so that the two meet on one key."""
    answered = await tx.mentions.by_remote_id(entry.account, entry.call.mention_id)
    if answered and echo.visibility is Visibility.PUBLIC:
        echo = replace(echo, stream=answered.mention.stream)  # so that it is looked up again like what it answers
    await tx.mentions.absorb([Seen(echo, {})], now=now)
    draft = await tx.drafts.get(entry.draft_id) if entry.draft_id else None
    if draft and not draft.text:  # erased while its words were on their way: they stay on the network only
        await tx.mentions.absorb([Removed(entry.account, echo.remote_id, now + SKEW)], now=now)
    stored = await tx.mentions.by_remote_id(entry.account, echo.remote_id)
    if stored:
        await tx.mentions.assessed(stored.id, None, entry.case_id, now=now)


def _echo(entry: OutboxEntry, receipt: Receipt, account: AccountSettings, begun: datetime) -> Mention:
    private = entry.call.move.visibility is Visibility.PRIVATE
    return Mention(
        account=entry.account,
        network=account.network,
        kind=MentionKind.MESSAGE if private else MentionKind.COMMENT,
        visibility=entry.call.move.visibility,
        direction=Direction.OUTBOUND,
        remote_id=receipt.remote_id,
        conversation_id=receipt.conversation_id or entry.call.conversation_id,
        parent_id=None if private else receipt.parent_id or entry.call.mention_id,
        author=Author(remote_id=account.remote_id, handle=account.handle or None, name=account.brand),
        text=entry.call.text,
        created_at=begun,
    )
