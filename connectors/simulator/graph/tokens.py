"""Tokens: log-in, exchange and inspection."""

import hmac
import secrets
from datetime import timedelta
from typing import Any

from aiohttp import web
from yarl import URL

from connectors.simulator.graph.access import APP_TOKEN, PERMISSIONS, USER_TOKEN, Caller, whose
from connectors.simulator.graph.errors import TEXTS, GraphError, bad_parameter
from connectors.simulator.graph.records import Account
from connectors.simulator.graph.rendering import Args
from connectors.simulator.graph.state import GraphState
from connectors.simulator.identities import META_APP_ID, META_APP_SECRET

DATA_ACCESS = timedelta(days=90)
USER_TOKEN_LIFE = 5_183_944  # seconds: about 60 days


class LogIns:
    """Codes handed out by the log-in dialog, each good once for its redirect address."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def dialog(self, request: web.Request) -> web.Response:
        """Play the person who agrees at once: send the browser back with a code."""
        target, client = request.query.get("redirect_uri"), request.query.get("client_id")
        if not target or client != META_APP_ID:
            raise bad_parameter("client_id and redirect_uri are required")
        code = secrets.token_urlsafe(24)
        self._codes[code] = target
        answer = {"code": code, "state": request.query.get("state", "")}
        return web.Response(status=302, headers={"Location": str(URL(target).update_query(answer))})

    def exchange(self, args: Args) -> dict[str, Any]:
        """Give a token for a code, a short token or the app's secret. Raises GraphError when refused."""
        _check_client(args)
        if args.get("grant_type") == "client_credentials":
            return {"access_token": APP_TOKEN, "token_type": "bearer"}
        if args.get("grant_type") == "fb_exchange_token":
            if args.get("fb_exchange_token") != USER_TOKEN:
                raise GraphError("Error validating access token", 190, 463)
        elif self._codes.pop(args.get("code", ""), None) != args.get("redirect_uri") or "code" not in args:
            raise GraphError("Error validating verification code.", 100, 36009)
        return {"access_token": USER_TOKEN, "token_type": "bearer", "expires_in": USER_TOKEN_LIFE}


def _check_client(args: Args) -> None:
    right = hmac.compare_digest(args.get("client_secret", "").encode(), META_APP_SECRET.encode())
    if args.get("client_id") != META_APP_ID or not right:
        raise GraphError("Error validating client secret.", 1, status=400)


def inspect(state: GraphState, caller: Caller, args: Args) -> dict[str, Any]:
    """Answer `debug_token`. Page tokens may not inspect (100)."""
    if caller.holder == "page":
        raise bad_parameter(
            "You must provide an app access token, or a user access token that is an owner or developer of the app"
        )
    token = args.get("input_token")
    if not token:
        raise bad_parameter("The parameter input_token is required")
    found = whose(state, token)
    if found is None:
        return _invalid(190, None, "Invalid OAuth access token - Cannot parse access token")
    if found.account is not None and found.account.token_subcode is not None:
        subcode = found.account.token_subcode
        return _invalid(190, subcode, TEXTS.get((190, subcode), TEXTS[190, None]))
    return {"data": _facts(state, found)}


def _invalid(code: int, subcode: int | None, message: str) -> dict[str, Any]:
    error: dict[str, Any] = {"code": code, "message": message}
    if subcode is not None:
        error["subcode"] = subcode
    return {"data": {"app_id": META_APP_ID, "error": error, "is_valid": False, "scopes": []}}


def _facts(state: GraphState, found: Caller) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "app_id": META_APP_ID,
        "type": found.holder.upper(),
        "application": "Aside",
        "is_valid": True,
    }
    if found.holder == "app":
        return facts | {"scopes": []}
    accounts = [found.account] if found.account else state.all_accounts()
    removed = found.account.removed_permissions if found.account else set()
    scopes = [name for name in PERMISSIONS if name not in removed]
    granular = [{"scope": name, "target_ids": _targets(name, accounts)} for name in scopes]
    now = state.clock.now()
    facts |= {
        "expires_at": 0 if found.account else int(now.timestamp()) + USER_TOKEN_LIFE,
        "data_access_expires_at": int((now + DATA_ACCESS).timestamp()),
        "scopes": scopes,
        "granular_scopes": granular,
        "user_id": "900000000000099",
    }
    return facts | ({"profile_id": found.account.page_id} if found.account else {})


def _targets(permission: str, accounts: list[Account]) -> list[str]:
    instagram = permission.startswith("instagram")
    return [account.instagram_id if instagram else account.page_id for account in accounts]
