"""The planner's table: for each move, conditions in order; the first that holds decides.

Sources: X's reply and direct-message rules (docs.x.com, manage posts and developer guidelines, 2026), Meta's
Messenger and Instagram messaging windows and private replies (developers.facebook.com, Graph API v26). The figures
stand in each network's `NetworkRules`, not here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.domain.moves import MoveKind
from responders.moves.facts import Facts


def _never(_facts: Facts) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `when` says in words what `holds` tests; `why` may use {network} and the windows."""

    when: str
    holds: Callable[[Facts], bool]
    allowed: bool
    why: str
    closes_at: Callable[[Facts], datetime | None] = _never
    uses_up: str = ""
    human_agent: bool = False


_ONE_REPLY = "the one reply that {network} allows to this mention"

_NO_PUBLIC_WORD = (
    Row(
        "the customer wrote privately",
        lambda facts: facts.private,
        allowed=False,
        why="The customer wrote to us privately, so the answer stays private.",
    ),
    Row(
        "the network asks for a summons and none is known",
        lambda facts: facts.lead,
        allowed=False,
        why="{network} takes a reply only where the author named or quoted us, and nothing shows that here: "
        "read it, do not answer.",
    ),
    Row(
        "the network says it cannot be answered",
        lambda facts: facts.mention.abilities.reply is False,
        allowed=False,
        why="{network} says that this cannot be answered: replies are switched off here.",
    ),
    Row(
        "it is hidden and the network takes no reply to what is hidden",
        lambda facts: facts.mention.hidden and not facts.rules.answers_hidden,
        allowed=False,
        why="{network} takes no reply to a hidden comment; show it again first, or answer privately.",
    ),
)

PUBLIC_REPLY = (
    *_NO_PUBLIC_WORD,
    Row(
        "personal data stands in the text, and the network counts replies",
        lambda facts: facts.situation.assessment.needs_private and facts.rules.reply_needs_summons,
        allowed=True,
        why="Only a note without any personal data, after the private message has gone.",
        uses_up=_ONE_REPLY,
    ),
    Row(
        "personal data stands in the text",
        lambda facts: facts.situation.assessment.needs_private,
        allowed=True,
        why="Only a note without any personal data, after the private message has gone.",
    ),
    Row(
        "the author named or quoted us, as the network asks",
        lambda facts: facts.rules.reply_needs_summons,
        allowed=True,
        why="The author named or quoted us, so {network} takes a reply; everyone can read it.",
        uses_up=_ONE_REPLY,
    ),
    Row("otherwise", lambda _: True, allowed=True, why="{network} takes a reply here; everyone can read it."),
)

INVITE = (
    *_NO_PUBLIC_WORD,
    Row(
        "the network counts replies",
        lambda facts: facts.rules.reply_needs_summons,
        allowed=True,
        why="A public line that asks the customer to write to us privately; once they do, we may answer there.",
        uses_up=_ONE_REPLY,
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=True,
        why="A public line that asks the customer to write to us privately; once they do, we may answer there.",
    ),
)

PRIVATE_REPLY = (
    Row(
        "the customer wrote privately",
        lambda facts: facts.private,
        allowed=False,
        why="This is a private conversation already: answer with a message.",
    ),
    Row(
        "the network has no private replies",
        lambda facts: facts.rules.private_reply_window is None,
        allowed=False,
        why="{network} has no private reply to a comment; a message or an invitation takes its place.",
    ),
    Row(
        "it was used before",
        lambda facts: facts.situation.private_reply_used_at is not None,
        allowed=False,
        why="The one private reply to this comment has been sent; {network} never takes a second one.",
    ),
    Row(
        "the network says it cannot be answered privately",
        lambda facts: facts.mention.abilities.private_reply is False,
        allowed=False,
        why="{network} says that this cannot be answered privately.",
    ),
    Row(
        "it is a post of its own, and the network does not say that it takes one",
        lambda facts: not facts.comment and facts.mention.abilities.private_reply is None,
        allowed=False,
        why="{network} takes a private reply to a comment, and this is a post of its own.",
    ),
    Row(
        "the window is open",
        lambda facts: facts.before(facts.private_reply_closes_at),
        allowed=True,
        why="{network} takes one private reply to a comment within {private_reply_window}; "
        "after it we wait until the customer answers.",
        closes_at=lambda facts: facts.private_reply_closes_at,
        uses_up="the one private reply to this comment",
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=False,
        why="The {private_reply_window} for a private reply to this comment are over.",
    ),
)

MESSAGE = (
    Row(
        "the network says the person cannot be written to",
        lambda facts: facts.mention.abilities.message is False,
        allowed=False,
        why="{network} says that this person cannot receive our messages.",
    ),
    Row(
        "they never wrote privately, and did not address us in public either",
        lambda facts: facts.last_inbound_at is None and facts.lead,
        allowed=False,
        why="The author did not address us, and {network} forbids writing to people who merely spoke about us.",
    ),
    Row(
        "they never wrote privately, but accept messages, and the network lets us begin",
        lambda facts: (
            facts.last_inbound_at is None and facts.rules.cold_message and facts.mention.abilities.message is True
        ),
        allowed=True,
        why="This person accepts messages, so {network} lets us write first.",
    ),
    Row(
        "they never wrote privately, and our one private reply has gone",
        lambda facts: facts.last_inbound_at is None and facts.situation.private_reply_used_at is not None,
        allowed=False,
        why="Our one private reply has gone; {network} takes the next message only after the customer answers it.",
    ),
    Row(
        "they never wrote privately",
        lambda facts: facts.last_inbound_at is None,
        allowed=False,
        why="The customer has not written to us privately, and {network} does not let us begin.",
    ),
    Row(
        "they wrote privately, and the network sets no limit",
        lambda facts: facts.rules.message_window is None,
        allowed=True,
        why="The customer has written to us privately; {network} sets no time limit.",
    ),
    Row(
        "the window is open",
        lambda facts: facts.before(facts.message_closes_at),
        allowed=True,
        why="{network} takes messages for {message_window} after the customer's last private message.",
        closes_at=lambda facts: facts.message_closes_at,
    ),
    Row(
        "the human-agent window is open",
        lambda facts: facts.before(facts.human_agent_closes_at),
        allowed=True,
        why="The {message_window} are over; until {human_agent_window} after their last message {network} still "
        "takes a text that a person wrote, no template and no model.",
        closes_at=lambda facts: facts.human_agent_closes_at,
        human_agent=True,
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=False,
        why="The time to answer their last private message is over; {network} takes none until they write again.",
    ),
)

HIDE = (
    Row(
        "the customer wrote privately",
        lambda facts: facts.private,
        allowed=False,
        why="Nobody else reads a private message, so there is nothing to hide.",
    ),
    Row(
        "the network hides nothing",
        lambda facts: not facts.rules.can_hide,
        allowed=False,
        why="{network} does not let us hide anything.",
    ),
    Row("it is hidden", lambda facts: facts.mention.hidden, allowed=False, why="It is hidden already."),
    Row(
        "the network says we cannot hide it",
        lambda facts: facts.mention.abilities.hide is False,
        allowed=False,
        why="{network} says that we cannot hide this: it does not stand under a post of ours.",
    ),
    Row(
        "the network does not say, and it is a post of its own or hiding is not removal there",
        lambda facts: facts.mention.abilities.hide is None and not (facts.comment and facts.rules.hiding_removes),
        allowed=False,
        why="{network} lets us hide only what stands under our own posts, and nothing shows that this does.",
    ),
    Row(
        "hiding is not removal",
        lambda facts: not facts.rules.hiding_removes,
        allowed=True,
        why="Hiding on {network} is not removal: one click shows it again. Ask the author to delete it as well.",
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=True,
        why="Others no longer see it; its author and their friends still do.",
    ),
)

TABLE: dict[MoveKind, tuple[Row, ...]] = {
    MoveKind.PUBLIC_REPLY: PUBLIC_REPLY,
    MoveKind.PRIVATE_REPLY: PRIVATE_REPLY,
    MoveKind.MESSAGE: MESSAGE,
    MoveKind.INVITE: INVITE,
    MoveKind.HIDE: HIDE,
}
