"""Moves: the lawful next steps on a network, and the network's rules they follow from, as values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.domain.mentions import Visibility


class MoveKind(StrEnum):
    """Everything Aside can do on a network for a case."""

    PUBLIC_REPLY = "public_reply"
    PRIVATE_REPLY = "private_reply"  # the one message a network allows in answer to a public comment
    MESSAGE = "message"  # into a conversation the customer opened, or a direct message
    INVITE = "invite"  # a public reply that asks the customer to write us privately
    HIDE = "hide"
    UNHIDE = "unhide"
    DELETE = "delete"  # what somebody else wrote under our posts
    DELETE_OWN = "delete_own"  # public words of ours
    BLOCK = "block"  # the person, from everything of ours

    @property
    def visibility(self) -> Visibility:
        """Who reads the result."""
        private = {MoveKind.PRIVATE_REPLY, MoveKind.MESSAGE}
        return Visibility.PRIVATE if self in private else Visibility.PUBLIC

    @property
    def carries_text(self) -> bool:
        """Whether the move publishes words."""
        return self in {MoveKind.PUBLIC_REPLY, MoveKind.PRIVATE_REPLY, MoveKind.MESSAGE, MoveKind.INVITE}

    @property
    def removes(self) -> bool:
        """Whether it takes words away for good, so that finding them gone is success."""
        return self in {MoveKind.DELETE, MoveKind.DELETE_OWN}

    @property
    def repeatable(self) -> bool:
        """Whether doing it twice is doing it once: it sets how a text is shown, and publishes or removes nothing."""
        return self in {MoveKind.HIDE, MoveKind.UNHIDE}

    @property
    def needs_lead(self) -> bool:
        """Whether only a lead may decide it: nothing in Aside takes it back."""
        return self.removes or self is MoveKind.BLOCK


@dataclass(frozen=True, slots=True)
class Move:
    """One possible step: whether the network allows it now, why (a plain sentence), and when it closes."""

    kind: MoveKind
    allowed: bool
    why: str
    closes_at: datetime | None = None
    uses_up: str = ""  # what it spends for good ("the one private reply to this comment")
    human_agent: bool = False  # allowed only for text a person wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRules:
    """A network's rules for answering, as data; each plug-in ships its own.

    Windows are measured from the customer's own act: `private_reply_window` from the comment, `message_window` and
    `human_agent_window` from the customer's last private message. None = the network has no such move or no limit,
    as the field says.
    """

    network: str
    title: str = ""  # the network's name as people write it; empty = `network` with a capital letter
    reply_needs_summons: bool = False  # X: only when the author named or quoted us
    private_reply_window: timedelta | None = None  # None = the network has no private replies
    message_window: timedelta | None = None  # None = no closing window once the conversation exists
    human_agent_window: timedelta | None = None  # None = no human-agent extension
    cold_message: bool = False  # may we write first to a person who accepts messages?
    can_hide: bool = False
    hiding_removes: bool = True  # False on X: a hidden reply stays readable with one click
    answers_hidden: bool = True  # False on Instagram: no reply to a hidden comment
    can_delete: bool = False  # what others wrote under our own posts
    can_delete_own: bool = False  # our own public replies
    can_block: bool = False
    threads: bool = False  # True on X: a long answer can go on as replies to our own reply
    model_needs_approval: bool = False  # True on X: replies a model worded need its written consent first
    public_limit: int
    private_limit: int
    measure: Callable[[str], int] = len  # length of a text as the network counts it
    about_words: frozenset[str] = frozenset()  # its own rules for refusing a text, not the move: others may pass
    message_link: str | None = None  # a template with {account_id}: where a customer can write us privately

    @property
    def shown(self) -> str:
        """The network's name as people read it, in sentences and on the screen."""
        return self.title or self.network.capitalize()
