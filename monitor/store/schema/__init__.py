"""All tables; importing this package fills `metadata`.

A change here needs a revision in `monitor/store/migrations/versions`: a test compares the two on both engines.
"""

from monitor.store.schema.accounts import accounts, deletions, log_ins, lookups, tokens
from monitor.store.schema.answering import promises, writers
from monitor.store.schema.cases import cases
from monitor.store.schema.columns import metadata
from monitor.store.schema.completeness import arrivals, ledgers, rounds
from monitor.store.schema.events import events
from monitor.store.schema.intake import imports, quarantine, webhooks
from monitor.store.schema.learning import brand_models, corrections, rescorings
from monitor.store.schema.mentions import assessments, mention_raws, mentions, removals
from monitor.store.schema.pace import costs, paid, pulses, windows
from monitor.store.schema.people import sessions, users
from monitor.store.schema.playbooks import editions
from monitor.store.schema.replies import approvals, drafts, outbox
from monitor.store.schema.searching import search_terms
from monitor.store.schema.streams import streams

__all__ = [
    "accounts",
    "approvals",
    "arrivals",
    "assessments",
    "brand_models",
    "cases",
    "corrections",
    "costs",
    "deletions",
    "drafts",
    "editions",
    "events",
    "imports",
    "ledgers",
    "log_ins",
    "lookups",
    "mention_raws",
    "mentions",
    "metadata",
    "outbox",
    "paid",
    "promises",
    "pulses",
    "quarantine",
    "removals",
    "rescorings",
    "rounds",
    "search_terms",
    "sessions",
    "streams",
    "tokens",
    "users",
    "webhooks",
    "windows",
    "writers",
]
