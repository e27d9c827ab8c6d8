"""What all processes know of pace and money: windows of calls, the pulse of streams, what was paid for, and the sums.

`paid` holds only yesterday and today: it tells what a network does not bill again within a UTC day.
"""

from sqlalchemy import BigInteger, Column, Date, Double, Index, Integer, PrimaryKeyConstraint, Table

from monitor.store.schema.columns import CleanText, Json, UtcDateTime, column, metadata

windows = Table(
    "windows",
    metadata,
    column("holder", CleanText),
    column("kind", CleanText),
    column("covers", Json),
    column("left_calls", Integer),
    column("limit_calls", Integer),
    column("until", UtcDateTime),
    PrimaryKeyConstraint("holder", "kind"),
)

pulses = Table(
    "pulses",
    metadata,
    column("account", CleanText),
    column("stream", CleanText),
    column("warmth", Double),
    Column("warmth_at", UtcDateTime),
    Column("news_at", UtcDateTime),
    Column("pushed_at", UtcDateTime),
    Column("since", UtcDateTime),
    Column("pause", Double),
    column("why", CleanText),
    PrimaryKeyConstraint("account", "stream"),
)

paid = Table(
    "paid",
    metadata,
    column("payer", CleanText),
    column("day", Date),
    column("thing", CleanText),
    PrimaryKeyConstraint("payer", "day", "thing"),
)

costs = Table(
    "costs",
    metadata,
    column("payer", CleanText),
    column("day", Date),
    column("account", CleanText),
    column("purpose", CleanText),
    column("kind", CleanText),
    column("number", BigInteger),
    column("amount", BigInteger),
    PrimaryKeyConstraint("payer", "day", "account", "purpose", "kind"),
)
Index("ix_costs_account", costs.c.account, costs.c.day)
