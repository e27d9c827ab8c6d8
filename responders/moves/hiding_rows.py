"""Hiding, and showing again."""

from responders.moves.rows import Row

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
    Row("it is hidden", lambda facts: facts.hidden, allowed=False, why="It is hidden already."),
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

UNHIDE = (
    Row("it is not known to be hidden", lambda facts: not facts.hidden, allowed=False, why="It is not hidden."),
    Row(
        "the network hides nothing",
        lambda facts: not facts.rules.can_hide,
        allowed=False,
        why="{network} does not let us hide anything.",
    ),
    Row("otherwise", lambda _: True, allowed=True, why="Everybody can read it again."),
)
