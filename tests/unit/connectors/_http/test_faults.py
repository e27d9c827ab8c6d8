import ssl
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from connectors._http import Answer, not_reached, server_fault
from connectors._http.faults import too_big
from monitor.domain.errors import BadPayload, Misconfigured, OutcomeUnknown, Retryable

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
KEY = ConnectionKey(
    "secret-host.example", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
)
REFUSED = aiohttp.ClientConnectorError(KEY, OSError(111, "refused"))
UNTRUSTED = aiohttp.ClientConnectorCertificateError(KEY, ssl.SSLCertVerificationError("bad"))


@pytest.mark.parametrize("error", [REFUSED, UNTRUSTED, aiohttp.ConnectionTimeoutError("https://secret-host.example")])
@pytest.mark.parametrize("write", [False, True])
def test_a_connection_never_made_carried_nothing(error, write):
    assert type(not_reached(error, "x", may_have_effect=write)) is Retryable


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError(),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError("half"),
        aiohttp.SocketTimeoutError("https://secret-host.example/?token=1"),
        ConnectionResetError("https://secret-host.example/?token=1"),
    ],
)
def test_a_lost_answer_is_unknown_for_a_write_and_passing_for_a_read(error):
    write, read = not_reached(error, "x", may_have_effect=True), not_reached(error, "x", may_have_effect=False)
    assert type(write) is OutcomeUnknown
    assert type(read) is Retryable
    assert "secret-host" not in f"{write}{read}"


def test_a_wrong_address_names_the_setting():
    error = not_reached(aiohttp.InvalidURL("ftp://secret-host.example"), "x", may_have_effect=True)
    assert type(error) is Misconfigured
    assert "networks.x.base_url" in str(error)
    assert "secret-host" not in str(error)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_a_failing_server(status):
    answer = Answer(status, {"Retry-After": "90"}, b"<html>")
    assert type(server_fault(answer, "x", may_have_effect=True, now=NOW)) is OutcomeUnknown
    read = server_fault(answer, "x", may_have_effect=False, now=NOW)
    assert isinstance(read, Retryable)
    assert read.after == timedelta(seconds=90)


def test_a_redirect_is_a_wrong_address():
    error = server_fault(
        Answer(302, {"Location": "https://elsewhere.example"}, b""), "x", may_have_effect=True, now=NOW
    )
    assert type(error) is Misconfigured
    assert "elsewhere" not in str(error)


def test_a_body_without_end_is_a_bad_payload():
    assert type(too_big("x", 2**20)) is BadPayload
