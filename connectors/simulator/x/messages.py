"""The direct messages of the simulated X, between two accounts each."""

from datetime import datetime

from connectors.simulator.x.model import DirectMessage
from connectors.simulator.x.snowflake import Snowflakes


def conversation_between(one: str, other: str) -> str:
    """Give the id of a one-to-one conversation: both user ids, the smaller first."""
    return "-".join(sorted((one, other), key=int))


class Messages:
    """All direct messages, oldest first."""

    def __init__(self, ids: Snowflakes) -> None:
        self._ids = ids
        self._of: dict[str, list[DirectMessage]] = {}
        self._in: dict[str, list[DirectMessage]] = {}

    def send(
        self,
        sender_id: str,
        recipient_id: str,
        text: str,
        at: datetime,
        *,
        media: tuple[str, ...] = (),
        encrypted: bool = False,
    ) -> DirectMessage:
        """Deliver a message; whether it may be sent is the caller's question."""
        message = DirectMessage(
            id=self._ids.next(at),
            conversation_id=conversation_between(sender_id, recipient_id),
            sender_id=sender_id,
            recipient_id=recipient_id,
            text=text,
            created_at=at,
            media=media,
            encrypted=encrypted,
        )
        for user_id in {sender_id, recipient_id}:
            self._of.setdefault(user_id, []).append(message)
        self._in.setdefault(message.conversation_id, []).append(message)
        return message

    def of(self, user_id: str) -> list[DirectMessage]:
        """List what a user sent or received, newest first, encrypted ones included."""
        return sorted(self._of.get(user_id, ()), key=lambda message: int(message.id), reverse=True)

    def between(self, one: str, other: str) -> list[DirectMessage]:
        """List what two users wrote to each other, oldest first."""
        return sorted(self._in.get(conversation_between(one, other), ()), key=lambda message: int(message.id))
