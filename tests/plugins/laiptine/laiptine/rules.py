"""Laiptinė's rules for answering, as data: everyone in a thread may answer, a letter answers a letter."""

from monitor.domain.moves import NetworkRules

POLL_SECONDS = 30.0
RULES = NetworkRules(
    network="laiptine",
    title="Laiptinė",
    public_limit=1_000,
    private_limit=4_000,
    can_delete_own=True,
    about_words=frozenset({"same_words"}),
    message_link="https://laiptine.example/letters/{account_id}",
)
