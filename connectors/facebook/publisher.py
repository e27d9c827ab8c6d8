"""Facebook's moves: reply, private reply, message, hide; each with the way to find its effect again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from connectors._graph.client import GraphClient
from connectors._graph.errors import GraphFailure, Kind, meaning_of
from connectors._graph.payloads import Json, flag, id_or_none, inner, obj
from connectors._graph.publisher import GraphPublisher
from connectors._graph.readback import NEWEST_FIRST, Readback
from connectors._graph.sending import Sender
from connectors._graph.source import CONVERSATION_FIELDS
from connectors.facebook.normalise import comment_key, last_part
from connectors.facebook.rules import RULES
from monitor.domain.errors import OutcomeUnknown
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall

_REPLIES = {"filter": "stream", "order": NEWEST_FIRST, "fields": "id,from,message,created_time"}
_PRIVATE_FIELDS = f"id,from,can_reply_privately,private_reply_conversation{{{CONVERSATION_FIELDS}}}"


@dataclass(frozen=True, slots=True)
class FacebookMoves:
    """Makes and finds the moves of one Page."""

    client: GraphClient
    page_id: str
    sender: Sender
    readback: Readback

    async def reply(self, call: RemoteCall) -> Receipt:
        """Answer publicly: a new comment under the one addressed (posting to the comment itself would edit it)."""
        answer = await self.client.put_object(call.mention_id, "comments", message=call.text)
        made = id_or_none(answer.get("id"))
        if made is None:
            raise OutcomeUnknown("Meta took the reply without naming it")
        return Receipt(self._key(made, call), call.conversation_id)

    async def find_reply(self, call: RemoteCall) -> Receipt | None:
        """Look through the thread: a reply to a reply stands under the top-level comment."""
        found = await self.readback.comment(
            call, call.conversation_id, "comments", text="message", time="created_time", **_REPLIES
        )
        return Receipt(self._key(found, call), call.conversation_id) if found else None

    async def private_reply(self, call: RemoteCall) -> Receipt:
        """Answer a comment, or a visitor's post, in private."""
        return await self.sender.private_reply(call, recipient={self._kind_of(call): call.mention_id})

    async def find_private_reply(self, call: RemoteCall) -> Receipt | None:
        """Ask the comment whether it was answered privately, and where; else look through the conversations."""
        comment = await self._comment(call) if self._kind_of(call) == "comment_id" else None
        if comment is not None:
            if flag(comment, "can_reply_privately") is True:
                return None
            thread = comment.get("private_reply_conversation")
            if thread is not None:
                return self.readback.in_thread(call, obj(thread, "private_reply_conversation"))
        name = inner({"": comment}, "", "from", "name")
        return await self.readback.in_any_conversation(call, with_=name if isinstance(name, str) else None)

    async def hide(self, call: RemoteCall) -> Receipt:
        """Hide a comment: only its author and their friends still see it."""
        await self.client.request(f"{self.client.version}/{call.mention_id}", post_args={"is_hidden": True})
        return Receipt("")

    async def find_hidden(self, call: RemoteCall) -> Receipt | None:
        """Ask the comment whether it is hidden."""
        comment = await self.client.get_object(call.mention_id, fields="id,is_hidden")
        return Receipt("") if flag(comment, "is_hidden") else None

    async def _comment(self, call: RemoteCall) -> Json | None:
        """Fetch the comment answered; it may be gone while the message it led to is not."""
        try:
            answer: Json = await self.client.get_object(call.mention_id, fields=_PRIVATE_FIELDS)
        except GraphFailure as failure:
            meaning = meaning_of(failure)
            if meaning is None or meaning.kind is not Kind.GONE:
                raise
            return None
        return answer

    def _kind_of(self, call: RemoteCall) -> str:
        """Tell a visitor's post from a comment: posts on our Page bear its id."""
        return "post_id" if call.mention_id.startswith(f"{self.page_id}_") else "comment_id"

    def _key(self, made: str, call: RemoteCall) -> str:
        """Name the new comment as polling will: by the number of its post."""
        owner, _, number = call.mention_id.rpartition("_")
        is_post = call.conversation_id == call.mention_id and self._kind_of(call) == "post_id"
        return comment_key(made, number if is_post else last_part(owner) or number)


def facebook_publisher(moves: FacebookMoves, lacking: Callable[[], Awaitable[tuple[str, ...]]]) -> GraphPublisher:
    """Make the publisher of one Page; an invitation is a public reply whose text holds the way to write to us."""
    return GraphPublisher(
        rules=RULES,
        make={
            MoveKind.PUBLIC_REPLY: moves.reply,
            MoveKind.INVITE: moves.reply,
            MoveKind.PRIVATE_REPLY: moves.private_reply,
            MoveKind.MESSAGE: moves.sender.message,
            MoveKind.HIDE: moves.hide,
        },
        find={
            MoveKind.PUBLIC_REPLY: moves.find_reply,
            MoveKind.INVITE: moves.find_reply,
            MoveKind.PRIVATE_REPLY: moves.find_private_reply,
            MoveKind.MESSAGE: moves.readback.in_conversation,
            MoveKind.HIDE: moves.find_hidden,
        },
        lacking=lacking,
    )
