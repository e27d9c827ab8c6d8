"""What Instagram allows in answer to a customer, as data.

Sources: Meta, "Private Replies" (one per comment, within 7 days), "Instagram messaging" (24 hours; the tag
HUMAN_AGENT up to 7 days for words a person wrote; 1,000 bytes a message). Comments hold 2,200 characters.
"""

from datetime import timedelta

from monitor.domain.moves import NetworkRules


def utf8_length(text: str) -> int:
    """Length as Instagram counts messages: bytes of UTF-8; for comments it is on the safe side."""
    return len(text.encode("utf-8", errors="replace"))


RULES = NetworkRules(
    network="instagram",
    private_reply_window=timedelta(days=7),
    message_window=timedelta(hours=24),
    human_agent_window=timedelta(days=7),
    can_hide=True,
    can_delete=True,
    can_delete_own=True,
    answers_hidden=False,  # "replies to hidden comments are not supported"
    public_limit=2200,
    private_limit=1000,
    measure=utf8_length,
    message_link=None,  # links in comments cannot be clicked
)
