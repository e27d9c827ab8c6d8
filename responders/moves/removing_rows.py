"""Deleting what others wrote, taking our own words back, and blocking: nothing in Aside undoes them, a lead decides."""

from responders.moves.rows import Row

DELETE = (
    Row(
        "the customer wrote privately",
        lambda facts: facts.private,
        allowed=False,
        why="A private message cannot be taken from the person who wrote it.",
    ),
    Row(
        "the network lets only the author delete",
        lambda facts: not facts.rules.can_delete,
        allowed=False,
        why="{network} lets nobody but the author delete this.",
    ),
    Row(
        "the network says we cannot even hide it, or it is a post of its own",
        lambda facts: facts.mention.abilities.hide is False or not facts.comment,
        allowed=False,
        why="{network} lets us delete only comments under our own posts.",
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=True,
        why="It disappears for everybody and for good, with the replies under it. Hiding can be undone, this cannot.",
    ),
)

DELETE_OWN = (
    Row("somebody else wrote it", lambda facts: not facts.ours, allowed=False, why="These are not our words."),
    Row(
        "we wrote it privately",
        lambda facts: facts.private,
        allowed=False,
        why="{network} gives us no way to take a private message back.",
    ),
    Row(
        "the network deletes nothing for us",
        lambda facts: not facts.rules.can_delete_own,
        allowed=False,
        why="{network} gives us no way to take our words back.",
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=True,
        why="Our words disappear for everybody and for good; who has read them has read them.",
    ),
)

BLOCK = (
    Row(
        "the network lets us block nobody",
        lambda facts: not facts.rules.can_block,
        allowed=False,
        why="{network} lets us block people only in its own app.",
    ),
    Row(
        "the network does not say who wrote it",
        lambda facts: not facts.mention.author.remote_id,
        allowed=False,
        why="{network} does not tell who wrote this, so there is nobody to block.",
    ),
    Row(
        "otherwise",
        lambda _: True,
        allowed=True,
        why="The person can no longer comment or write to us; only the settings on {network} take it back.",
    ),
)
