"""Makes one call to X, or finds out whether it was made. Nothing is retried here: a post repeated is a post doubled."""

from datetime import datetime, timedelta

from config.settings import AccountSettings
from connectors._http import Answer
from connectors.x.answers import read_receipt
from connectors.x.client import XClient
from connectors.x.recheck import XRechecker
from connectors.x.rules import RULES, message_link
from connectors.x.search_back import find_message, find_reply
from connectors.x.settings import XNetwork
from monitor.domain.errors import Gone, OutcomeUnknown, PermissionMissing, Rejected, Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall

SETTLE = timedelta(seconds=60)
"""X's search leaves out the last 30 seconds and some posts appear later still: before this, absence proves nothing."""
_SLACK = timedelta(seconds=30)
_DAY = timedelta(days=1)
_UNTOLD = frozenset({MoveKind.HIDE, MoveKind.UNHIDE})
_MISSING = {
    MoveKind.PRIVATE_REPLY: ("X has no private replies to posts", "no_private_replies"),
    MoveKind.DELETE: ("X lets nobody delete what others wrote", "no_such_move"),
    MoveKind.BLOCK: ("X lets this app block nobody", "no_such_move"),
}
"""Moves X does not have: what to say, and the rule."""


class XPublisher:
    """Implements the port Publisher for one handle."""

    def __init__(self, client: XClient, account: AccountSettings, network: XNetwork) -> None:
        self._client = client
        self._account = account
        self._network = network

    async def publish(self, call: RemoteCall, *, now: datetime) -> Receipt:
        """Make the call once.

        Raises RateLimited, Retryable, OutcomeUnknown, Rejected, Gone, AuthExpired, PermissionMissing. A refusal as
        duplicate is OutcomeUnknown, for the text may be there by an attempt nobody remembers; only after a look in vain
        it is Rejected.
        """
        self._check(call)
        answer = await self._send(call)
        try:
            made = read_receipt(answer, repeated=_tried_before(call, now), now=now)
        except Gone:
            if call.move is MoveKind.DELETE_OWN:
                return Receipt("")  # by an attempt whose answer was lost, or in X's own app
            raise
        match call.move:
            case MoveKind.HIDE | MoveKind.UNHIDE | MoveKind.DELETE_OWN:
                return Receipt("")
            case MoveKind.MESSAGE:
                return Receipt(_id(made.get("dm_event_id")), str(made.get("dm_conversation_id") or "") or None)
        return Receipt(_id(made.get("id")), call.conversation_id)

    async def look_up(self, call: RemoteCall, *, now: datetime) -> Receipt | None:
        """Look for the effect of an earlier attempt among what we wrote since then.

        Raises OutcomeUnknown for hiding and showing again, which no field or route of X tells; RateLimited, Retryable
        (also while X may not show it yet), AuthExpired, PermissionMissing, BadPayload.
        """
        if call.move in _UNTOLD:
            raise OutcomeUnknown("X tells nowhere whether a reply is hidden; look in its app")
        if call.move is MoveKind.DELETE_OWN:
            gone = await XRechecker(self._client, (), a_day=0).gone([call.mention_id], now=now)
            return Receipt("") if call.mention_id in gone else None
        since = (call.attempted_at or now - _DAY) - _SLACK
        if call.move is MoveKind.MESSAGE:
            found = await find_message(self._client, self._network, self._account.remote_id, call, since, now=now)
        else:
            found = await find_reply(self._client, self._network, self._account.remote_id, call, since, now=now)
        settled = (call.attempted_at or since) + SETTLE
        if found is None and now < settled:
            raise Retryable("X may not show the newest yet", after=settled - now)
        return found

    def _check(self, call: RemoteCall) -> None:
        """Refuse what X would refuse, before it costs anything."""
        if not self._client.signs:
            raise PermissionMissing("writing on X needs the account's access_token and access_secret")
        if call.move in _MISSING:
            said, rule = _MISSING[call.move]
            raise Rejected(said, rule=rule)
        if call.move is MoveKind.DELETE_OWN and "-" in call.conversation_id:  # X names conversations of two "a-b"
            raise Rejected("X takes no message back from its reader", rule="no_such_move")
        limit = RULES.private_limit if call.move is MoveKind.MESSAGE else RULES.public_limit
        if call.move.carries_text and RULES.measure(call.text) > limit:
            raise Rejected(f"the text is longer than X allows ({limit})", rule="too_long")
        if call.move.carries_text and not call.text.strip():
            raise Rejected("X takes no empty text", rule="empty")

    async def _send(self, call: RemoteCall) -> Answer:
        match call.move:
            case MoveKind.HIDE:
                answer: Answer = await self._client.hide_reply(call.mention_id)
            case MoveKind.UNHIDE:
                answer = await self._client.unhide_reply(call.mention_id)
            case MoveKind.DELETE_OWN:
                answer = await self._client.delete_tweet(call.mention_id)
            case MoveKind.MESSAGE if call.author_id:
                answer = await self._client.create_direct_message(participant_id=call.author_id, text=call.text)
            case MoveKind.MESSAGE:
                answer = await self._client.create_direct_message(
                    dm_conversation_id=call.conversation_id, text=call.text
                )
            case _:
                answer = await self._client.create_tweet(
                    text=call.text, in_reply_to_tweet_id=call.mention_id, direct_message_deep_link=self._button(call)
                )
        return answer

    def _button(self, call: RemoteCall) -> str | None:
        """Link for X's message button, where an invitation's text does not hold one itself."""
        if call.move is not MoveKind.INVITE or self._network.invite_link == "none" or "/messages/compose" in call.text:
            return None
        return message_link(self._account.remote_id)


def _tried_before(call: RemoteCall, now: datetime) -> bool:
    """Tell whether an earlier attempt was looked up in vain: that takes until X shows what it has."""
    return call.attempted_at is not None and now - call.attempted_at >= SETTLE


def _id(value: object) -> str:
    """Read the id of what was made. Raises OutcomeUnknown when X does not name it."""
    if isinstance(value, str) and value.isdecimal():
        return value
    raise OutcomeUnknown("X accepted a write without saying what it made")
