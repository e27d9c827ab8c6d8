"""Faults of the wire as our errors, by what the caller must do next. No message holds a URL, a host or a body."""

from datetime import datetime, timedelta

import aiohttp

from connectors._http.answers import Answer
from connectors._http.clocks import wait_asked_for
from monitor.domain.errors import AsideError, BadPayload, Misconfigured, OutcomeUnknown, Retryable

_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_BAD_ADDRESS = (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError)
_DEFAULT_WAIT = 30.0


def not_reached(error: Exception, network: str, *, may_have_effect: bool) -> AsideError:
    """Name the consequence of a transport error.

    `may_have_effect` says whether the request was a write that must not be repeated blindly. A connection that was
    never made carried nothing, so even a write may then be tried again; after that, nobody knows.
    """
    kind = type(error).__name__
    if isinstance(error, _BAD_ADDRESS):
        return Misconfigured(f"networks.{network}.base_url is not an http(s) address ({kind})")
    if isinstance(error, _NEVER_SENT):
        return Retryable(f"{network} cannot be reached ({kind})")
    if may_have_effect:
        return OutcomeUnknown(f"{network} did not answer a write ({kind})")
    return Retryable(f"{network} did not answer ({kind})")


def server_fault(answer: Answer, network: str, *, may_have_effect: bool, now: datetime) -> AsideError:
    """Name the consequence of a 3xx or 5xx answer (often HTML, never worth parsing)."""
    if answer.status < 500:
        return Misconfigured(
            f"{network} answers with a redirect (HTTP {answer.status}): check networks.{network}.base_url"
        )
    if may_have_effect:
        return OutcomeUnknown(f"{network} failed on a write (HTTP {answer.status})")
    wait = wait_asked_for(answer.headers, now=now) or _DEFAULT_WAIT
    return Retryable(f"{network} fails (HTTP {answer.status})", after=timedelta(seconds=wait))


def too_big(network: str, limit: int) -> BadPayload:
    """Name the consequence of a body that does not end."""
    return BadPayload(f"{network} answered with more than {limit // 2**20} MiB")
