"""A publisher made of moves: how each is made, and how its effect is found again."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from connectors._graph.errors import consequences
from monitor.domain.errors import BadPayload, Gone, Misconfigured, PermissionMissing, Rejected, Retryable
from monitor.domain.mentions import Visibility
from monitor.domain.moves import MoveKind, NetworkRules
from monitor.domain.outbox import Receipt, RemoteCall

Make = Callable[[RemoteCall], Awaitable[Receipt]]
Find = Callable[[RemoteCall], Awaitable[Receipt | None]]


@dataclass(frozen=True, slots=True)
class GraphPublisher:
    """One account's moves under its network's rules; `lacking` asks Meta what the token may not do."""

    rules: NetworkRules
    make: Mapping[MoveKind, Make]
    find: Mapping[MoveKind, Find]
    lacking: Callable[[], Awaitable[tuple[str, ...]]]

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
            return None  # what it answered is gone, and everything under it
        except (PermissionMissing, Rejected, BadPayload, Misconfigured) as error:
            raise Retryable(f"cannot look for the effect now: {error}") from error

    def _check_length(self, call: RemoteCall) -> None:
        private = call.move.visibility is Visibility.PRIVATE
        limit, length = self.rules.private_limit if private else self.rules.public_limit, self.rules.measure(call.text)
        if call.move.carries_text and length > limit:
            raise Rejected(f"the text is {length} long, {limit} is the most there", rule="too_long")

    async def _check_token(self) -> None:
        """Meta says "not there" of things a token may not see; a person must repair that before we believe it.

        Raises PermissionMissing, AuthExpired, Retryable, RateLimited.
        """
        lacking = await self.lacking()
        if lacking:
            raise PermissionMissing(f"it may be there, but the token lacks {', '.join(lacking)}")
