"""What every network's client shares about HTTP: the session, answers as values, faults as our errors, clocks.

Belongs here: nothing that knows a network's words. Must not: log, retry, or show a URL, a header or a body.
"""

from connectors._http.answers import Answer
from connectors._http.clocks import seconds_until_epoch, server_time, wait_asked_for
from connectors._http.faults import not_reached, server_fault
from connectors._http.wire import Wire

__all__ = [
    "Answer",
    "Wire",
    "not_reached",
    "seconds_until_epoch",
    "server_fault",
    "server_time",
    "wait_asked_for",
]
