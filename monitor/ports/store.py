"""The database as use cases see it: transactions that reach every repository; and the time as they ask for it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from monitor.ports.accounts import Accounts, LogIns, Tokens
from monitor.ports.answering import Promises, Writers
from monitor.ports.erasure import Erasures, Lookups
from monitor.ports.intake import Imports, Mentions, Streams, Webhooks
from monitor.ports.learning import BrandModels, Corrections, Rescorings
from monitor.ports.ledger import LedgerBook
from monitor.ports.pace import Pulses, Spending, Windows
from monitor.ports.people import Events, Users
from monitor.ports.playbooks import Editions
from monitor.ports.work import Cases, Drafts, Outbox


class Transaction(Protocol):
    """Everything one transaction can reach; leaving its block commits, an exception rolls back."""

    @property
    def streams(self) -> Streams:
        """Cursors, leases, health."""
        ...

    @property
    def mentions(self) -> Mentions:
        """Mentions, raw JSON, quarantine, assessments."""
        ...

    @property
    def cases(self) -> Cases:
        """Cases and the inbox list."""
        ...

    @property
    def drafts(self) -> Drafts:
        """Drafts and approvals."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Remote calls and their outcomes."""
        ...

    @property
    def webhooks(self) -> Webhooks:
        """Raw webhook bodies."""
        ...

    @property
    def users(self) -> Users:
        """People and sessions."""
        ...

    @property
    def events(self) -> Events:
        """The audit trail."""
        ...

    @property
    def imports(self) -> Imports:
        """Progress of file imports."""
        ...

    @property
    def windows(self) -> Windows:
        """How many calls the networks still allow."""
        ...

    @property
    def pulses(self) -> Pulses:
        """How much goes on in each stream."""
        ...

    @property
    def spending(self) -> Spending:
        """What reading and answering cost."""
        ...

    @property
    def ledger(self) -> LedgerBook:
        """What is here, by which way it came, and what may be missing."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Health of accounts as a whole."""
        ...

    @property
    def tokens(self) -> Tokens:
        """Encrypted tokens of accounts connected in the browser."""
        ...

    @property
    def log_ins(self) -> LogIns:
        """People on their way through a network's log-in."""
        ...

    @property
    def erasures(self) -> Erasures:
        """Erasing on request."""
        ...

    @property
    def lookups(self) -> Lookups:
        """Mentions without their words."""
        ...

    @property
    def writers(self) -> Writers:
        """Who is writing which answer."""
        ...

    @property
    def promises(self) -> Promises:
        """Times our answers named."""
        ...

    @property
    def editions(self) -> Editions:
        """Playbooks that people changed."""
        ...

    @property
    def corrections(self) -> Corrections:
        """What people said an assessment should have been."""
        ...

    @property
    def brand_models(self) -> BrandModels:
        """What was learnt from it."""
        ...

    @property
    def rescorings(self) -> Rescorings:
        """Assessing anew."""
        ...


class Store(Protocol):
    """The database."""

    def write(self, *, ahead: bool = False) -> AbstractAsyncContextManager[Transaction]:
        """Open a writing transaction (on SQLite it takes the write lock at once), `ahead` of others that wait."""
        ...

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """Open a reading transaction on one snapshot."""
        ...

    async def ping(self) -> None:
        """Raise Retryable when the database does not answer."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


Now = Callable[[], datetime]
"""The present moment, timezone-aware UTC; passed in so that tests and replays can set it."""
