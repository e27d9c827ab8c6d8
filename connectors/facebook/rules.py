"""What Facebook allows in answer to a customer, as data.

Sources: Meta, "Private Replies" (one per comment, within 7 days), "Messenger Platform policy" (24 hours; the tag
HUMAN_AGENT up to 7 days for words a person wrote), Send API reference (2,000 characters a message). Meta documents
no limit for comments; 8,000 characters is what the web client takes.
"""

from datetime import timedelta

from monitor.domain.moves import NetworkRules

RULES = NetworkRules(
    network="facebook",
    private_reply_window=timedelta(days=7),
    message_window=timedelta(hours=24),
    human_agent_window=timedelta(days=7),
    can_hide=True,
    can_delete=True,
    can_delete_own=True,
    can_block=True,
    public_limit=8000,
    private_limit=2000,
    message_link="https://m.me/{account_id}",
)
