"""Who calls: tokens, the proof that goes with them, and what each may see."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from connectors.simulator.graph.errors import GraphError, refuse
from connectors.simulator.graph.records import Account
from connectors.simulator.graph.state import GraphState
from connectors.simulator.identities import META_APP_ID, META_APP_SECRET

APP_TOKEN = f"{META_APP_ID}|{META_APP_SECRET}"
PERMISSIONS = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_engagement",
    "pages_manage_metadata",
    "pages_messaging",
    "pages_manage_ads",
    "ads_management",
    "instagram_basic",
    "instagram_manage_comments",
    "instagram_manage_messages",
    "human_agent",
)


USER_TOKEN = "simulated-user-token"  # noqa: S105 -- of the one person who administers every Page


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of a token: `page`, `user` (who administers all Pages) or `app`."""

    token: str
    holder: str
    account: Account | None


def proof_of(token: str, secret: str = META_APP_SECRET) -> str:
    """Compute the `appsecret_proof` of a token: hex HMAC-SHA256 of it under the app secret."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def token_in(request: web.Request, parameters: dict[str, Any]) -> str:
    """Find the token: a parameter wins over the header. Raises GraphError (104) when there is none."""
    given = parameters.get("access_token")
    if isinstance(given, str) and given:
        return given
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() in ("bearer", "oauth") and value:
        return value.strip()
    raise GraphError("An access token is required to request this resource.", 104)


def whose(state: GraphState, token: str) -> Caller | None:
    """Find the holder of a token; None when no such token was ever given out."""
    if token in (APP_TOKEN, USER_TOKEN):
        return Caller(token, "app" if token == APP_TOKEN else "user", None)
    account = state.holder(token)
    return Caller(token, "page", account) if account else None


def admit(state: GraphState, request: web.Request, parameters: dict[str, Any]) -> Caller:
    """Let a caller in; the app's own token holds the secret already and needs no proof.

    Raises GraphError for a missing, unknown or dead token, or a wrong or missing proof.
    """
    token = token_in(request, parameters)
    check_proof(token, parameters.get("appsecret_proof"), required=state.options.require_proof and token != APP_TOKEN)
    caller = whose(state, token)
    if caller is None:
        raise refuse(190)
    if caller.account is not None and caller.account.token_subcode is not None:
        raise refuse(190, caller.account.token_subcode)
    return caller


def check_proof(token: str, proof: object, *, required: bool) -> None:
    """Refuse a proof that was made for another token or with another secret, or one that is missing."""
    if proof is None and required:
        raise GraphError(
            "API calls from the server require an appsecret_proof argument", 100, type="GraphMethodException"
        )
    if proof is not None and not hmac.compare_digest(str(proof).encode(), proof_of(token).encode()):
        raise GraphError("Invalid appsecret_proof provided in the API argument", 100, type="GraphMethodException")
