"""Whether what a page or webhook says of a mention is older than what is known already; pure.

Webhooks come late, twice and out of order, and a page may still be on its way while a webhook overtakes it. Two
webhooks are compared by the network's own clock. A page is as old as the question it answers, by our clock, so between
the two kinds a doubt is left: there the webhook counts, because the next pages put right what was wrong.
"""

from datetime import datetime, timedelta

SKEW = timedelta(minutes=2)
"""How far the network's clock and ours may lie apart."""
IN_FLIGHT = timedelta(minutes=10)
"""No page is on its way for longer; a webhook that seems to come from further ahead has a wrong clock."""


def is_old_webhook(as_of: datetime, *, polled: datetime | None, pushed: datetime | None) -> bool:
    """Whether a webhook of that moment tells less than the newest page or webhook that told of the same mention."""
    return (pushed is not None and as_of < pushed) or (polled is not None and as_of < polled - SKEW)


def is_old_page(asked_at: datetime, *, pushed: datetime | None) -> bool:
    """Whether a page that was asked for then was overtaken by a webhook."""
    return pushed is not None and asked_at < pushed <= asked_at + IN_FLIGHT
