"""Which texts a case gets, and on which move: private first where data is involved, and a public note after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from config.playbooks.shapes import Playbook
from monitor.domain.mentions import Visibility
from monitor.domain.moves import Move, MoveKind
from monitor.ports import Situation

Shape = Literal["private", "reply", "note", "invite"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to write: on which move, and of which shape."""

    move: MoveKind
    shape: Shape


def pieces(book: Playbook, situation: Situation, moves: Sequence[Move]) -> tuple[Piece, ...]:
    """At most one private and one public text, in the order in which they must leave.

    A move that only a person's own words may use (human agent) gets none. An open conversation is preferred to the
    one private reply, which stays unspent.
    """
    free = {move.kind for move in moves if move.allowed and not move.human_agent}
    channel = next((kind for kind in (MoveKind.MESSAGE, MoveKind.PRIVATE_REPLY) if kind in free), None)
    if situation.mention.visibility is Visibility.PRIVATE:
        return (Piece(MoveKind.MESSAGE, "private"),) if MoveKind.MESSAGE in free else ()
    if book.route != "private" and not (situation.assessment.needs_private or situation.exposed):
        return _if_free(MoveKind.PUBLIC_REPLY, "reply", free)
    if channel is not None:
        return (Piece(channel, "private"), *_if_free(MoveKind.PUBLIC_REPLY, "note", free))
    if _waits_for_them(situation):
        return _if_free(MoveKind.PUBLIC_REPLY, "note", free)
    return _if_free(MoveKind.INVITE, "invite", free)


def _if_free(kind: MoveKind, shape: Shape, free: set[MoveKind]) -> tuple[Piece, ...]:
    return (Piece(kind, shape),) if kind in free else ()


def _waits_for_them(situation: Situation) -> bool:
    """Whether our private reply has gone and they have not answered it: the note then reminds them."""
    sent, heard = situation.private_reply_used_at, situation.last_private_inbound_at
    return sent is not None and (heard is None or heard < sent)
