"""A publisher made of moves: how each is made, and how its effect is found again."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from connectors._graph.comments import GONE, Comments
from connectors._graph.errors import consequences
from connectors._graph.readback import Readback
from connectors._graph.sending import Sender
from monitor.domain.errors import BadPayload, Gone, Misconfigured, PermissionMissing, Rejected, Retryable
from monitor.domain.mentions import Visibility
from monitor.domain.moves import MoveKind, NetworkRules
from monitor.domain.outbox import Receipt, RemoteCall

Make = Callable[[RemoteCall], Awaitable[Receipt]]
Find = Callable[[RemoteCall], Awaitable[Receipt | None]]
Lacking = Callable[[], Awaitable[tuple[str, ...]]]


class GraphMoves(Protocol):
    """One account's moves: what each network does in its own way, and the parts that do the rest alike."""

    @property
    def sender(self) -> Sender:
        """Sends private messages."""
        ...

    @property
    def readback(self) -> Readback:
        """Finds them again."""
        ...

    @property
    def comments(self) -> Comments:
        """Hides, shows and deletes comments."""
        ...

    @property
    def others(self) -> Mapping[MoveKind, tuple[Make, Find]]:
        """Moves that only this network has."""
        ...

    async def reply(self, call: RemoteCall) -> Receipt:
        """Answer publicly."""
        ...

    async def find_reply(self, call: RemoteCall) -> Receipt | None:
        """Find that answer again."""
        ...

    async def private_reply(self, call: RemoteCall) -> Receipt:
        """Answer a comment in private."""
        ...

    async def find_private_reply(self, call: RemoteCall) -> Receipt | None:
        """Find that message again."""
        ...


@dataclass(frozen=True, slots=True)
class GraphPublisher:
    """One account's moves under its network's rules; `lacking` asks Meta what the token may not do."""

    rules: NetworkRules
    make: Mapping[MoveKind, Make]
    find: Mapping[MoveKind, Find]
    lacking: Lacking

    async def publish(self, call: RemoteCall, *, now: datetime) -> Receipt:
        """Make the call once; raises what `Publisher.publish` raises."""
        make = self.make.get(call.move)
        if make is None:
            raise Rejected(f"this network has no {call.move}", rule="no_such_move")
        self._check_length(call)
        try:
            with consequences(now=now, writing=True):
                return await make(call)
        except Rejected as refused:
            if refused.rule != "already_replied_privately":
                raise
            earlier = await self.look_up(call, now=now)  # an attempt whose answer was lost: then it is done
            if earlier is None:
                raise
            return earlier
        except Gone:
            await self._check_token()
            if call.move.removes:
                return GONE  # by an attempt whose answer was lost, or by its author
            raise

    async def look_up(self, call: RemoteCall, *, now: datetime) -> Receipt | None:
        """Look for the call's effect; raises RateLimited, Retryable, AuthExpired when Meta cannot tell now."""
        find = self.find.get(call.move)
        if find is None:
            return None
        try:
            with consequences(now=now):
                return await find(call)
        except Gone:
            return await self._gone(call)
        except (PermissionMissing, Rejected, BadPayload, Misconfigured) as error:
            raise Retryable(f"cannot look for the effect now: {error}") from error

    def _check_length(self, call: RemoteCall) -> None:
        private = call.move.visibility is Visibility.PRIVATE
        limit, length = self.rules.private_limit if private else self.rules.public_limit, self.rules.measure(call.text)
        if call.move.carries_text and length > limit:
            raise Rejected(f"the text is {length} long, {limit} is the most there", rule="too_long")

    async def _gone(self, call: RemoteCall) -> Receipt | None:
        """Judge that what the call is about cannot be seen: a removal is done, anything else has nowhere to stand."""
        if not call.move.removes:
            return None
        try:
            await self._check_token()
        except PermissionMissing as error:
            raise Retryable(f"cannot look for the effect now: {error}") from error
        return GONE

    async def _check_token(self) -> None:
        """Meta says "not there" of things a token may not see; a person must repair that before we believe it.

        Raises PermissionMissing, AuthExpired, Retryable, RateLimited.
        """
        lacking = await self.lacking()
        if lacking:
            raise PermissionMissing(f"it may be there, but the token lacks {', '.join(lacking)}")


def graph_publisher(moves: GraphMoves, rules: NetworkRules, lacking: Lacking) -> GraphPublisher:
    """Make the publisher of one account; an invitation is a public reply whose text asks the customer to write."""
    comments = moves.comments
    steps: dict[MoveKind, tuple[Make, Find]] = {
        MoveKind.PUBLIC_REPLY: (moves.reply, moves.find_reply),
        MoveKind.INVITE: (moves.reply, moves.find_reply),
        MoveKind.PRIVATE_REPLY: (moves.private_reply, moves.find_private_reply),
        MoveKind.MESSAGE: (moves.sender.message, moves.readback.in_conversation),
        MoveKind.HIDE: (comments.hide, comments.find_hidden),
        MoveKind.UNHIDE: (comments.show, comments.find_shown),
        MoveKind.DELETE: (comments.delete, comments.find_deleted),
        MoveKind.DELETE_OWN: (comments.delete_own, comments.find_deleted),
        **moves.others,
    }
    return GraphPublisher(
        rules=rules,
        make={kind: make for kind, (make, _) in steps.items()},
        find={kind: find for kind, (_, find) in steps.items()},
        lacking=lacking,
    )
