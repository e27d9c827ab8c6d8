"""The doors between use cases and the outside, owned by the use cases that call through them.

Every port that does I/O is async. Networks implement `Connector` and the plug-in around it; the store implements
`Store`; analysis and responders are plain functions behind `Assess`, `Compose` and `Guard`.
"""

from monitor.ports.accounts import Accounts, LogIn, LogIns, SealedToken, Tokens
from monitor.ports.erasure import Deletion, Erasures, Lookup, Lookups
from monitor.ports.intake import Absorbed, Imports, Mentions, Streams, Webhooks
from monitor.ports.ledger import LedgerBook, Round, Way, WaysOfDay
from monitor.ports.networks import (
    CallsBack,
    Connector,
    NetworkPlugin,
    Probe,
    Publisher,
    Rereads,
    Source,
    WebhookReceiver,
)
from monitor.ports.pace import Billed, Pulses, Spending, Toll, Windows, note, tolled
from monitor.ports.people import Event, Events, User, Users
from monitor.ports.rules import Assess, Compose, Guard, PlanMoves, Prepare, Prioritise, Proposal, Situation
from monitor.ports.store import Now, Store, Transaction
from monitor.ports.work import Cases, Drafts, InboxRow, Outbox

__all__ = [
    "Absorbed",
    "Accounts",
    "Assess",
    "Billed",
    "CallsBack",
    "Cases",
    "Compose",
    "Connector",
    "Deletion",
    "Drafts",
    "Erasures",
    "Event",
    "Events",
    "Guard",
    "Imports",
    "InboxRow",
    "LedgerBook",
    "LogIn",
    "LogIns",
    "Lookup",
    "Lookups",
    "Mentions",
    "NetworkPlugin",
    "Now",
    "Outbox",
    "PlanMoves",
    "Prepare",
    "Prioritise",
    "Probe",
    "Proposal",
    "Publisher",
    "Pulses",
    "Rereads",
    "Round",
    "SealedToken",
    "Situation",
    "Source",
    "Spending",
    "Store",
    "Streams",
    "Tokens",
    "Toll",
    "Transaction",
    "User",
    "Users",
    "Way",
    "WaysOfDay",
    "WebhookReceiver",
    "Webhooks",
    "Windows",
    "note",
    "tolled",
]
