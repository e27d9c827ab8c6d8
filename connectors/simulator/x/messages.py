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
        self._messages: list[DirectMessage] = []

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
        self._messages.append(message)
        return message

    def of(self, user_id: str) -> list[DirectMessage]:
        """List what a user sent or received, newest first, encrypted ones included."""
        mine = (m for m in self._messages if user_id in (m.sender_id, m.recipient_id))
        return sorted(mine, key=lambda message: int(message.id), reverse=True)

    def between(self, one: str, other: str) -> list[DirectMessage]:
        """List what two users wrote to each other, oldest first."""
        conversation = conversation_between(one, other)
        mine = (m for m in self._messages if m.conversation_id == conversation)
        return sorted(mine, key=lambda message: int(message.id))
