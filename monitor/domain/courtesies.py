"""Texts that are no answer: an acknowledgement outside business hours, and a question whether the answer helped.

They leave only by a policy that names their playbook. An acknowledgement keeps no promise and ends no waiting: the
case stays open, as late as it was. A survey asks once, privately, while the customer may still be written to.
"""

from datetime import datetime, timedelta
from typing import Final

from monitor.domain.assessments import Assessment
from monitor.domain.drafts import Draft
from monitor.domain.mentions import Mention, Visibility
from monitor.domain.moves import Move, MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState

ACKNOWLEDGEMENT: Final = "acknowledgement"
SURVEY: Final = "survey"
COURTESIES: Final = frozenset({ACKNOWLEDGEMENT, SURVEY})
"""Names of the playbooks, which drafts carry."""
LATEST_SURVEY: Final = timedelta(hours=2)
"""A survey that could not be sent within this time after its hour is not sent any more."""


def is_courtesy(draft: Draft) -> bool:
    """Whether a text answers nothing."""
    return draft.playbook in COURTESIES


def says(entry: OutboxEntry, mention: Mention) -> bool:
    """Whether a text of ours is the one this entry sends, even read back before the network has told us its id."""
    if entry.remote_id:
        return entry.remote_id == mention.remote_id
    leaving = entry.state in {OutboxState.SENDING, OutboxState.UNKNOWN}
    return (
        leaving and entry.call.move.visibility is mention.visibility and _words(entry.call.text) == _words(mention.text)
    )


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def lawful(kind: MoveKind, move: Move | None, *, heard_privately: datetime | None) -> bool:
    """Whether a courtesy may go by this move, without a person.

    A message only to somebody who has written to us privately, a public reply where replying is allowed; never the one
    private reply to a comment, an invitation, or anything under the human-agent tag, which says that a person wrote.
    """
    if move is None or not move.allowed or move.human_agent:
        return False
    return kind is MoveKind.PUBLIC_REPLY or (kind is MoveKind.MESSAGE and heard_privately is not None)


def harmless(found: Assessment, visibility: Visibility) -> bool:
    """Whether a set phrase may meet these words: no grave matter, and no personal data standing in public."""
    exposed = found.needs_private and visibility is Visibility.PUBLIC
    return found.urgency.threat is None and found.act.label not in {"spam", "praise"} and not exposed
