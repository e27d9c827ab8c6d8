"""What both networks let us do with a comment that stands: hide it, show it again, take it away."""

from dataclasses import dataclass

from connectors._graph.client import GraphClient
from connectors._graph.errors import GraphFailure, Kind, meaning_of
from connectors._graph.messages import Own, person_of
from connectors._graph.payloads import Json, author, flag, id_or_none
from monitor.domain.errors import OutcomeUnknown, Rejected
from monitor.domain.outbox import Receipt, RemoteCall

DONE = Receipt("")
"""What a move leaves that makes nothing of its own."""
GONE = Receipt("", with_replies=True)
"""What a removal leaves: Meta takes the replies away too."""


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments seen by one account; `hidden` names the field that tells, and `hide` sets whether one is hidden.

    Instagram reads the wish from the query, Facebook from the body.
    """

    client: GraphClient
    own: Own
    author_fields: str = "id,from"
    hidden: str = "is_hidden"
    hide_in_query: str | None = None

    async def hide(self, call: RemoteCall) -> Receipt:
        """Hide a comment from all but its author, and on Facebook their friends."""
        return await self._set(call, hidden=True)

    async def show(self, call: RemoteCall) -> Receipt:
        """Show a hidden comment again."""
        return await self._set(call, hidden=False)

    async def delete(self, call: RemoteCall) -> Receipt:
        """Take a comment away for good, with the replies under it.

        Raises Rejected for a message: Meta answers that as it answers for what is gone already.
        """
        if person_of(call.conversation_id) is not None:
            raise Rejected("Meta takes no private message back", rule="no_such_move")
        await self.client.delete_object(call.mention_id)
        return GONE

    async def delete_own(self, call: RemoteCall) -> Receipt:
        """Take our own comment away, after asking whose it is: Meta would delete a customer's just as well.

        Raises Rejected when it is not ours.
        """
        answer = await self.client.get_object(call.mention_id, fields=self.author_fields)
        if not self.own.wrote(author(answer.get("from"), username=answer.get("username"))):
            raise Rejected("these are not our own words", rule="not_ours")
        return await self.delete(call)

    async def find_hidden(self, call: RemoteCall) -> Receipt | None:
        """Ask the comment whether it is hidden."""
        return DONE if await self._is_hidden(call) is True else None

    async def find_shown(self, call: RemoteCall) -> Receipt | None:
        """Ask the comment whether everybody sees it."""
        return DONE if await self._is_hidden(call) is False else None

    async def find_deleted(self, call: RemoteCall) -> Receipt | None:
        """Ask for the comment. Raises GraphFailure when it is not to be seen, which may have other causes."""
        await self.client.get_object(call.mention_id, fields="id")
        return None

    async def still_there(self, remote_id: str, fields: str) -> Json | None:
        """Fetch a comment; None when it is gone, while what it led to may not be."""
        try:
            answer: Json = await self.client.get_object(remote_id, fields=fields)
        except GraphFailure as failure:
            meaning = meaning_of(failure)
            if meaning is None or meaning.kind is not Kind.GONE:
                raise
            return None
        return answer

    async def _set(self, call: RemoteCall, *, hidden: bool) -> Receipt:
        path = f"{self.client.version}/{call.mention_id}"
        if self.hide_in_query:
            await self.client.request(path, args={self.hide_in_query: hidden}, post_args={})
        else:
            await self.client.request(path, post_args={self.hidden: hidden})
        return DONE

    async def _is_hidden(self, call: RemoteCall) -> bool | None:
        return flag(await self.client.get_object(call.mention_id, fields=f"id,{self.hidden}"), self.hidden)


def made_by(answer: Json) -> str:
    """Read the id of the comment a write made. Raises OutcomeUnknown when Meta does not name it."""
    made = id_or_none(answer.get("id"))
    if made is None:
        raise OutcomeUnknown("Meta took the reply without naming it")
    return made
