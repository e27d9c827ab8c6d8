"""Facebook's own ways: reply, private reply, block; each with the way to find its effect again."""

from collections.abc import Mapping
from dataclasses import dataclass

from connectors._graph.client import GraphClient
from connectors._graph.comments import DONE, Comments, made_by
from connectors._graph.payloads import flag, id_or_none, inner, obj, objects
from connectors._graph.publisher import Find, Make
from connectors._graph.readback import NEWEST_FIRST, Readback
from connectors._graph.sending import Sender
from connectors._graph.source import CONVERSATION_FIELDS
from connectors.facebook.normalise import comment_key, last_part
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
    comments: Comments

    @property
    def others(self) -> Mapping[MoveKind, tuple[Make, Find]]:
        """Blocking: a Page can, an Instagram account cannot by this API."""
        return {MoveKind.BLOCK: (self.block, self.find_block)}

    async def reply(self, call: RemoteCall) -> Receipt:
        """Answer publicly: a new comment under the one addressed (posting to the comment itself would edit it)."""
        answer = await self.client.put_object(call.mention_id, "comments", message=call.text)
        return Receipt(self._key(made_by(answer), call), call.conversation_id, call.conversation_id)

    async def find_reply(self, call: RemoteCall) -> Receipt | None:
        """Look through the thread: a reply to a reply stands under the top-level comment."""
        found = await self.readback.comment(
            call, call.conversation_id, "comments", text="message", time="created_time", **_REPLIES
        )
        return Receipt(self._key(found, call), call.conversation_id, call.conversation_id) if found else None

    async def private_reply(self, call: RemoteCall) -> Receipt:
        """Answer a comment, or a visitor's post, in private."""
        return await self.sender.private_reply(call, recipient={self._kind_of(call): call.mention_id})

    async def find_private_reply(self, call: RemoteCall) -> Receipt | None:
        """Ask the comment whether it was answered privately, and where; else look through the conversations."""
        is_comment = self._kind_of(call) == "comment_id"
        comment = await self.comments.still_there(call.mention_id, _PRIVATE_FIELDS) if is_comment else None
        if comment is not None:
            if flag(comment, "can_reply_privately") is True:
                return None
            thread = comment.get("private_reply_conversation")
            if thread is not None:
                return self.readback.in_thread(call, obj(thread, "private_reply_conversation"))
        name = inner({"": comment}, "", "from", "name")
        return await self.readback.in_any_conversation(call, with_=name if isinstance(name, str) else None)

    async def block(self, call: RemoteCall) -> Receipt:
        """Block a person from the Page; it can be taken back in the Page's own settings only."""
        await self.client.put_object(self.page_id, "blocked", user=[call.author_id])
        return DONE

    async def find_block(self, call: RemoteCall) -> Receipt | None:
        """Ask the Page whether it blocks the person."""
        answer = await self.client.get_connections(self.page_id, "blocked", user=call.author_id)
        return DONE if any(id_or_none(each.get("id")) == call.author_id for each in objects(answer)) else None

    def _kind_of(self, call: RemoteCall) -> str:
        """Tell a visitor's post from a comment: posts on our Page bear its id."""
        return "post_id" if call.mention_id.startswith(f"{self.page_id}_") else "comment_id"

    def _key(self, made: str, call: RemoteCall) -> str:
        """Name the new comment as polling will: by the number of its post."""
        owner, _, number = call.mention_id.rpartition("_")
        is_post = call.conversation_id == call.mention_id and self._kind_of(call) == "post_id"
        return comment_key(made, number if is_post else last_part(owner) or number)
