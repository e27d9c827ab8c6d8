"""Makes one call, or finds it again by the mark it carried: Laiptinė keeps a mark of ours with all we write."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from laiptine.client import LaiptineClient, Reply
from laiptine.normalise import conversation_with, other_side
from laiptine.rules import RULES
from monitor.domain.errors import Gone, OutcomeUnknown, Rejected
from monitor.domain.mentions import Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall

_PUBLIC = frozenset({MoveKind.PUBLIC_REPLY, MoveKind.INVITE})
_MOVES = _PUBLIC | {MoveKind.MESSAGE, MoveKind.DELETE_OWN}


@dataclass(frozen=True, slots=True)
class LaiptinePublisher:
    """Implements the port Publisher."""

    client: LaiptineClient

    async def publish(self, call: RemoteCall, *, now: datetime) -> Receipt:
        """Make the call once.

        Raises RateLimited, Retryable, OutcomeUnknown, Rejected, Gone, AuthExpired, PermissionMissing.
        """
        _check(call)
        if call.move is MoveKind.DELETE_OWN:
            return await self._withdraw(call, now)
        if call.move in _PUBLIC:
            entry = {"thread": call.conversation_id, "above": call.mention_id}
            made = await self.client.post("talk", now=now, words=call.text, mark=call.key, **entry)
            return Receipt(_made(made), call.conversation_id)
        to = other_side(call.conversation_id) or call.author_id
        made = await self.client.post("letters", now=now, to=to, words=call.text, mark=call.key)
        return Receipt(_made(made), conversation_with(to))

    async def look_up(self, call: RemoteCall, *, now: datetime) -> Receipt | None:
        """Ask for what stands there under the call's mark. Raises like `fetch` of a source."""
        if call.move is MoveKind.DELETE_OWN:
            entry = await self.client.get("talk", call.mention_id, now=now)
            return Receipt("") if entry.get("withdrawn") is True else None
        answer = await self.client.get("marks", call.key, now=now)
        found = (item for item in answer.get("items", ()) if item.get("words") == call.text)
        return next((Receipt(str(item["id"]), call.conversation_id) for item in found if item.get("id")), None)

    async def _withdraw(self, call: RemoteCall, now: datetime) -> Receipt:
        """Take an entry of ours back; one that is gone already was withdrawn before."""
        with suppress(Gone):
            await self.client.post("talk", call.mention_id, "withdraw", now=now)
        return Receipt("")


def _check(call: RemoteCall) -> None:
    letter = other_side(call.conversation_id) is not None
    if call.move not in _MOVES or (call.move is MoveKind.DELETE_OWN and letter):
        raise Rejected("Laiptinė has no such move", rule="no_such_move")
    limit = RULES.private_limit if call.move.visibility is Visibility.PRIVATE else RULES.public_limit
    if call.move.carries_text and RULES.measure(call.text) > limit:
        raise Rejected(f"the text is longer than Laiptinė allows ({limit})", rule="too_long")


def _made(reply: Reply) -> str:
    made = reply.get("id")
    if not isinstance(made, str) or not made:
        raise OutcomeUnknown("Laiptinė took a text without naming it")
    return made
