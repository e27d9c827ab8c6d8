"""Who is calling: OAuth 1.0a user, OAuth 2.0 user, or the app by its bearer token."""

import hmac
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from connectors.simulator.identities import X_BEARER_TOKEN, X_CONSUMER_KEY, X_CONSUMER_SECRET, SimulatedBrand
from connectors.simulator.x import oauth1
from connectors.simulator.x.problems import forbidden, unauthorized, unsupported_authentication
from connectors.simulator.x.tokens import TOKENS

APP_ONLY = "OAuth 2.0 Application-Only"
USER_KINDS = "OAuth 1.0a User Context, OAuth 2.0 User Context"
NONCES = web.AppKey("NONCES", oauth1.Nonces)
SIGNERS = web.AppKey("SIGNERS", dict[str, SimulatedBrand])  # brands by OAuth 1.0a access token
REVOKED = web.AppKey("REVOKED", set[str])  # ids of users who withdrew the app's access


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller; `user_id` is None for an app. `scopes` is None where tokens have none (OAuth 1.0a)."""

    kind: Literal["oauth1", "oauth2_user", "app"]
    user_id: str | None = None
    scopes: frozenset[str] | None = None

    @property
    def key(self) -> str:
        """Name under which the caller's calls are counted."""
        return self.user_id or "app"


def identify(request: web.Request) -> Caller:
    """Tell who signed a request. Raises Refusal (401) when nobody did, or not correctly."""
    header = request.headers.get("Authorization", "")
    if header.startswith("OAuth "):
        return _by_signature(request, oauth1.parse_header(header))
    if header.startswith("Bearer "):
        return _by_bearer(request, header.removeprefix("Bearer "))
    raise unauthorized()


def _same(one: str, other: str) -> bool:
    """Compare in constant time; a header may hold bytes that are no text."""
    return hmac.compare_digest(one.encode(errors="surrogateescape"), other.encode(errors="surrogateescape"))


def _by_bearer(request: web.Request, token: str) -> Caller:
    if _same(token, X_BEARER_TOKEN):
        return Caller("app")
    pair = request.app[TOKENS].check(token)
    if pair is None:
        raise unauthorized()
    return Caller("oauth2_user", pair.user_id, pair.scopes)


def _by_signature(request: web.Request, fields: dict[str, str]) -> Caller:
    token = fields.get("oauth_token", "")
    brand = request.app[SIGNERS].get(token)
    known = fields.get("oauth_consumer_key") == X_CONSUMER_KEY and fields.get("oauth_version", "1.0") == "1.0"
    method = fields.get("oauth_signature_method")
    if brand is None or brand.x_user_id in request.app[REVOKED] or not known or method != "HMAC-SHA1":
        raise unauthorized()
    base = oauth1.base_string(request.method, request.url, fields)
    expected = oauth1.signature(base, X_CONSUMER_SECRET, brand.x_access_secret)
    if not _same(expected, fields.get("oauth_signature", "")):
        raise unauthorized()
    stamp, nonce = fields.get("oauth_timestamp", ""), fields.get("oauth_nonce", "")
    if not request.app[NONCES].accept(token, stamp, nonce):
        raise unauthorized()
    return Caller("oauth1", brand.x_user_id)


def admit(caller: Caller, *, users_only: bool, apps_only: bool, scopes: frozenset[str]) -> None:
    """Let a caller in. Raises Refusal (403) for the wrong kind of caller, or a scope that was not granted."""
    if apps_only and caller.user_id is not None:
        raise unsupported_authentication(USER_KINDS, APP_ONLY)
    if users_only and caller.user_id is None:
        raise unsupported_authentication(APP_ONLY, USER_KINDS)
    if caller.scopes is not None and not scopes <= caller.scopes:
        raise forbidden("Forbidden")
