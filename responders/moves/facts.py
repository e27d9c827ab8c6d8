"""What the planner asks about a case: a situation at one moment, read as plain facts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.domain.mentions import Direction, Mention, MentionKind, Visibility
from monitor.domain.moves import MoveKind, NetworkRules
from monitor.ports import Situation

ABOUT_WORDS = frozenset({"duplicate", "too_long", "empty"})
"""Rules by which any network refuses a text, not the move; each has more of its own."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A situation at `now`. A move is open until, and not at, its closing moment."""

    situation: Situation
    now: datetime

    @property
    def mention(self) -> Mention:
        """What the customer wrote."""
        return self.situation.mention

    @property
    def rules(self) -> NetworkRules:
        """The network's rules."""
        return self.situation.rules

    @property
    def network(self) -> str:
        """The network's name as people write it."""
        return self.rules.shown

    @property
    def private(self) -> bool:
        """Whether the customer wrote privately."""
        return self.mention.visibility is Visibility.PRIVATE

    @property
    def comment(self) -> bool:
        """Whether it stands in a thread, not as a post of its own."""
        return self.mention.kind is MentionKind.COMMENT

    @property
    def ours(self) -> bool:
        """Whether these are our own words."""
        return self.mention.direction is Direction.OUTBOUND

    @property
    def hidden(self) -> bool:
        """Whether it is known to be hidden."""
        return self.mention.hidden is True

    @property
    def lead(self) -> bool:
        """Whether the network forbids answering because the author did not address us.

        Fails closed: where a summons is needed, only a network that says so (`abilities.reply`) opens the reply.
        """
        return self.rules.reply_needs_summons and not self.private and self.mention.abilities.reply is not True

    @property
    def last_inbound_at(self) -> datetime | None:
        """When the customer last wrote to us privately."""
        inbound = self.private and self.mention.direction is Direction.INBOUND
        times = (self.situation.last_private_inbound_at, self.mention.created_at if inbound else None)
        return max((time for time in times if time is not None), default=None)

    def refusal(self, kind: MoveKind) -> str | None:
        """Why the network refused this very move for this mention before; None where it did not, or only the words.

        A reason reads "rule: explanation"; where the rule is about the words, other words may still pass.
        """
        reasons = (reason.partition(": ") for refused, reason in self.situation.refused if refused is kind)
        about_words = ABOUT_WORDS | self.rules.about_words
        return next((told or rule for rule, _, told in reasons if rule not in about_words), None)

    @property
    def private_reply_closes_at(self) -> datetime | None:
        """End of the window that the comment opened."""
        return _after(self.mention.created_at, self.rules.private_reply_window)

    @property
    def message_closes_at(self) -> datetime | None:
        """End of the window that the customer's last private message opened."""
        return _after(self.last_inbound_at, self.rules.message_window)

    @property
    def human_agent_closes_at(self) -> datetime | None:
        """End of the longer window in which only a person may write."""
        return _after(self.last_inbound_at, self.rules.human_agent_window)

    def before(self, moment: datetime | None) -> bool:
        """Whether `moment` is still to come; a moment that does not exist never is."""
        return moment is not None and self.now < moment


def _after(start: datetime | None, window: timedelta | None) -> datetime | None:
    return None if start is None or window is None else start + window
