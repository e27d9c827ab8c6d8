from typing import Any

import pytest

from connectors._graph.sending import Sender
from monitor.domain.errors import OutcomeUnknown, Rejected
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall


class Client:
    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.sent: list[tuple[str, str, dict[str, Any]]] = []

    async def put_object(self, node: str, edge: str, **body: Any) -> dict[str, Any]:
        self.sent.append((node, edge, body))
        return self.answer


def call(conversation: str = "t:17841:7", **more: Any) -> RemoteCall:
    return RemoteCall(
        key="k",
        move=MoveKind.MESSAGE,
        text="Labas!",
        mention_id="m",
        conversation_id=conversation,
        author_id="9",
        **more,
    )


async def send(answer: dict[str, Any], **more: Any) -> tuple[Receipt, Client]:
    client = Client(answer)
    return await Sender(client, "100", "17841").message(call(**more)), client  # type: ignore[arg-type]


async def test_a_message_goes_to_the_person_of_the_conversation_not_to_the_comment_s_author():
    receipt, client = await send({"recipient_id": "7", "message_id": "m_1"})
    assert receipt == Receipt("m_1", "t:17841:7")
    body = {"recipient": {"id": "7"}, "message": {"text": "Labas!"}, "messaging_type": "RESPONSE"}
    assert client.sent == [("100", "messages", body)]


async def test_the_human_agent_s_tag_is_set_by_the_approval_only():
    _, client = await send({"recipient_id": "7", "message_id": "m_1"}, human_agent=True)
    assert client.sent[0][2]["tag"] == "HUMAN_AGENT"
    assert client.sent[0][2]["messaging_type"] == "MESSAGE_TAG"


async def test_a_private_reply_names_its_conversation_by_the_recipient_of_the_answer():
    client = Client({"recipient_id": 7, "message_id": "m_1"})
    receipt = await Sender(client, "100", "17841").private_reply(  # type: ignore[arg-type]
        call("5_6"), recipient={"comment_id": "5_6"}
    )
    assert receipt == Receipt("m_1", "t:17841:7")
    client.answer = {"message_id": "m_2"}
    receipt = await Sender(client, "100", "17841").private_reply(  # type: ignore[arg-type]
        call("5_6"), recipient={"comment_id": "5_6"}
    )
    assert receipt.conversation_id is None


@pytest.mark.parametrize("answer", [{}, {"recipient_id": "7"}, {"success": True}, {"message_id": ""}])
async def test_an_answer_that_names_no_message_is_no_success(answer: dict[str, Any]):
    with pytest.raises(OutcomeUnknown):
        await send(answer)


async def test_nobody_is_written_to_who_never_wrote():
    with pytest.raises(Rejected) as refused:
        await send({"message_id": "m"}, conversation="5_6")
    assert refused.value.rule == "no_conversation"
