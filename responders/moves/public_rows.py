"""Public reply and public invitation."""

from responders.moves.rows import Row

_ONE_REPLY = "the one reply that {network} allows to this mention"

_NO_TRACE = "Only words without a trace of that data: a note after the private message, or an invitation to one."

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
        "it is hidden and the network takes no reply to what is hidden",
        lambda facts: facts.hidden and not facts.rules.answers_hidden,
        allowed=False,
        why="{network} takes no reply to a hidden comment; show it again first, or answer privately.",
    ),
    Row(
        "the network says it cannot be answered",
        lambda facts: facts.mention.abilities.reply is False,
        allowed=False,
        why="{network} says that this cannot be answered: replies are switched off here.",
    ),
)

PUBLIC_REPLY = (
    *_NO_PUBLIC_WORD,
    Row(
        "personal data stands in the text, and the network counts replies",
        lambda facts: facts.situation.assessment.needs_private and facts.rules.reply_needs_summons,
        allowed=True,
        why=_NO_TRACE,
        uses_up=_ONE_REPLY,
    ),
    Row(
        "personal data stands in the text",
        lambda facts: facts.situation.assessment.needs_private,
        allowed=True,
        why=_NO_TRACE,
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
