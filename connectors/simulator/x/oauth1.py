"""OAuth 1.0a signatures (RFC 5849, HMAC-SHA1), checked over the request as it was received.

Written here and not taken from the library the clients sign with: two sides of one library agree on its bugs.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from urllib.parse import quote, unquote, unquote_plus

from yarl import URL

CLOCK_TOLERANCE = 300


def _encode(text: str) -> str:
    return quote(text, safe="-._~")


def parse_header(header: str) -> dict[str, str]:
    """Read `Authorization: OAuth k="v", …` into its decoded parameters; the realm is left out."""
    fields: dict[str, str] = {}
    for part in header.removeprefix("OAuth ").split(","):
        name, equals, value = part.strip().partition("=")
        if equals and name != "realm":
            fields[unquote(name)] = unquote(value.strip('"'))
    return fields


def _query_pairs(raw_query: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in raw_query.split("&") if part)
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs]


def base_string(method: str, url: URL, oauth: Mapping[str, str]) -> str:
    """Build the string both sides sign: method, address with any port of its own, all parameters in order."""
    signed = [(name, value) for name, value in oauth.items() if name != "oauth_signature"]
    encoded = sorted((_encode(name), _encode(value)) for name, value in [*_query_pairs(url.raw_query_string), *signed])
    port = "" if url.is_default_port() or url.port is None else f":{url.port}"
    address = f"{url.scheme}://{(url.raw_host or '').lower()}{port}{url.raw_path}"
    joined = "&".join(f"{name}={value}" for name, value in encoded)
    return "&".join((method.upper(), _encode(address), _encode(joined)))


def signature(base: str, consumer_secret: str, token_secret: str) -> str:
    """Sign a base string."""
    key = f"{_encode(consumer_secret)}&{_encode(token_secret)}".encode()
    return base64.b64encode(hmac.new(key, base.encode(), hashlib.sha1).digest()).decode()


class Nonces:
    """Nonces seen lately: a signed request is good once. Time here is the real one, as clients sign by it."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], float] = {}

    def accept(self, token: str, timestamp: str, nonce: str) -> bool:
        """Tell whether a request is fresh and was not seen before, and remember it."""
        now = time.time()
        self._forget(now - 2 * CLOCK_TOLERANCE)
        key = (token, timestamp, nonce)
        fresh = timestamp.isdecimal() and abs(now - int(timestamp)) <= CLOCK_TOLERANCE
        if not fresh or not nonce or key in self._seen:
            return False
        self._seen[key] = now
        return True

    def _forget(self, before: float) -> None:
        """Drop the oldest, which stand first: going through all at each call would slow a busy day down."""
        while self._seen:
            key = next(iter(self._seen))
            if self._seen[key] > before:
                return
            del self._seen[key]
