"""Private messages out: the Send API, the same for Messenger and Instagram, always through the Page."""

from dataclasses import dataclass
from typing import Any

from connectors._graph.client import GraphClient
from connectors._graph.messages import conversation_id, person_of
from connectors._graph.payloads import id_or_none
from monitor.domain.errors import OutcomeUnknown, Rejected
from monitor.domain.outbox import Receipt, RemoteCall

HUMAN_AGENT = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
RESPONSE = {"messaging_type": "RESPONSE"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends as one account: `own_id` names our side of conversations, `page_id` is whom Meta sends as."""

    client: GraphClient
    page_id: str
    own_id: str

    async def private_reply(self, call: RemoteCall, *, recipient: dict[str, str]) -> Receipt:
        """Answer a comment or post privately: once in its life, within 7 days."""
        return await self._send({"recipient": recipient, "message": {"text": call.text}, **RESPONSE})

    async def message(self, call: RemoteCall) -> Receipt:
        """Write into a conversation; the tag HUMAN_AGENT only where a person's own words were approved for it.

        Raises Rejected when the call names nobody who can be written to.
        """
        person = person_of(call.conversation_id)
        if person is None:
            raise Rejected("there is no private conversation with this person yet", rule="no_conversation")
        terms = HUMAN_AGENT if call.human_agent else RESPONSE
        return await self._send({"recipient": {"id": person}, "message": {"text": call.text}, **terms})

    async def _send(self, body: dict[str, Any]) -> Receipt:
        answer = await self.client.put_object(self.page_id, "messages", **body)
        message = id_or_none(answer.get("message_id"))
        if message is None:
            raise OutcomeUnknown("Meta took the message without naming it")
        person = id_or_none(answer.get("recipient_id")) or body["recipient"].get("id")
        return Receipt(message, conversation_id(self.own_id, person) if person else None)
