"""The private reply to a comment, and the message."""

from responders.moves.rows import Closing, Row

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
        closes=Closing("{private_reply_window} after the comment", lambda facts: facts.private_reply_closes_at),
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
        closes=Closing("{message_window} after their last private message", lambda facts: facts.message_closes_at),
    ),
    Row(
        "the human-agent window is open",
        lambda facts: facts.before(facts.human_agent_closes_at),
        allowed=True,
        why="The {message_window} are over; until {human_agent_window} after their last message {network} still "
        "takes a text that a person wrote, no template and no model.",
        closes=Closing(
            "{human_agent_window} after their last private message", lambda facts: facts.human_agent_closes_at
        ),
        human_agent=True,
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=False,
        why="The time to answer their last private message is over; {network} takes none until they write again.",
    ),
)
