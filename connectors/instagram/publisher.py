"""Instagram's own ways: reply and private reply, each with the way to find its effect again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from connectors._graph.client import GraphClient
from connectors._graph.comments import Comments, made_by
from connectors._graph.payloads import inner, objects, short_text
from connectors._graph.publisher import Find, Make
from connectors._graph.readback import Readback
from connectors._graph.sending import Sender
from connectors.instagram.normalise import mentioned_in
from monitor.domain.errors import Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall

_REPLY = "id,text,timestamp,from,username"
_SHOWN = 50
_LONG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class InstagramMoves:
    """Makes and finds the moves of one account."""

    client: GraphClient
    account_id: str
    sender: Sender
    readback: Readback
    comments: Comments

    @property
    def others(self) -> Mapping[MoveKind, tuple[Make, Find]]:
        """None."""
        return {}

    async def reply(self, call: RemoteCall) -> Receipt:
        """Answer publicly; what answers a reply stands under its top-level comment, which is the conversation."""
        mentioned = mentioned_in(call.conversation_id)
        if mentioned:
            media, comment = mentioned
            answer = await self.client.put_object(
                self.account_id, "mentions", media_id=media, comment_id=comment, message=call.text
            )
        else:
            answer = await self.client.put_object(call.conversation_id, "replies", message=call.text)
        return Receipt(made_by(answer), call.conversation_id, None if mentioned else call.conversation_id)

    async def find_reply(self, call: RemoteCall) -> Receipt | None:
        """Look through the replies of the thread, or through the comments of the media that mentioned us."""
        mentioned = mentioned_in(call.conversation_id)
        found = (
            await self._under_others(call, mentioned[0])
            if mentioned
            else await self.readback.comment(
                call, call.conversation_id, "replies", text="text", time="timestamp", fields=_REPLY
            )
        )
        return Receipt(found, call.conversation_id, None if mentioned else call.conversation_id) if found else None

    async def _under_others(self, call: RemoteCall, media: str) -> str | None:
        """Look where others' media are shown at all: through the mention, one page deep.

        Raises Retryable when that page is full and our words are not on it: they may stand behind it.
        """
        comments = f"comments.limit({_SHOWN}){{{_REPLY},replies.limit({_SHOWN}){{{_REPLY}}}}}"
        answer = await self.client.get_object(
            self.account_id, fields=f"mentioned_media.media_id({media}){{{comments}}}"
        )
        top = objects(inner(answer, "mentioned_media", "comments"))
        nested = [reply for comment in top for reply in objects(comment.get("replies"))]
        found = self.readback.among([*top, *nested], call, text="text", time="timestamp")
        if found is None and (len(top) >= _SHOWN or len(nested) >= _SHOWN):
            raise Retryable("the thread is too long to be sure that our reply is not there", after=_LONG)
        return found

    async def private_reply(self, call: RemoteCall) -> Receipt:
        """Answer a comment in private; people who do not follow us find it among their requests."""
        return await self.sender.private_reply(call, recipient={"comment_id": call.mention_id})

    async def find_private_reply(self, call: RemoteCall) -> Receipt | None:
        """Look through the conversations with the comment's author, whose user name is the same in both places."""
        return await self.readback.in_any_conversation(call, with_=await self._username(call))

    async def _username(self, call: RemoteCall) -> str | None:
        """Fetch the author's user name; None when the comment is gone or does not tell."""
        comment = await self.comments.still_there(call.mention_id, "id,from,username")
        if comment is None:
            return None
        return short_text(comment.get("username")) or short_text(inner(comment, "from", "username"))
