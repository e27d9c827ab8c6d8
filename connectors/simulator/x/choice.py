"""What a caller asked to be shown: fields and expansions, checked against the server's vocabulary."""

from collections.abc import Iterable
from dataclasses import dataclass

from connectors.simulator.x.params import Params
from connectors.simulator.x.vocabulary import MEDIA_FIELDS, Vocabulary

NEVER_FILLED = ("poll.fields", "place.fields")  # accepted, but nothing here has polls or places
DM_DEFAULTS = frozenset({"id", "event_type", "text"})
USER_DEFAULTS = frozenset({"id", "name", "username"})
MEDIA_DEFAULTS = frozenset({"media_key", "type"})


@dataclass(frozen=True, slots=True)
class Choice:
    """Names of fields to show of each kind of thing, and what to expand."""

    post: frozenset[str]
    user: frozenset[str]
    media: frozenset[str]
    dm: frozenset[str]
    expansions: frozenset[str]


def field_params(vocabulary: Vocabulary, *, dm: bool = False, user: bool = False) -> tuple[str, ...]:
    """List the parameters by which fields are chosen; those of one kind of endpoint differ from another's."""
    names = ("expansions", vocabulary.post_param, "user.fields")
    if user:
        return names
    if dm:
        return (*names, "media.fields", "dm_event.fields")
    return (*names, "media.fields", *NEVER_FILLED)


def read_choice(params: Params, vocabulary: Vocabulary, expandable: Iterable[str]) -> Choice:
    """Read the choice. Raises Refusal naming the value X does not know."""
    return Choice(
        post=vocabulary.post_defaults | params.names(vocabulary.post_param, vocabulary.post_fields),
        user=USER_DEFAULTS | params.names("user.fields", vocabulary.user_fields),
        media=MEDIA_DEFAULTS | params.names("media.fields", MEDIA_FIELDS),
        dm=DM_DEFAULTS | params.names("dm_event.fields", vocabulary.dm_fields),
        expansions=params.names("expansions", expandable),
    )
