"""Meta's callbacks about people who logged in to the app: the form field `signed_request`.

Signature, a dot, and a JSON payload, both base64url without padding; the signature is HMAC-SHA256 of the payload as it
was written, with the app's secret (developers.facebook.com, "Parsing the Signed Request").
"""

import base64
import binascii
import hashlib
import hmac
import json

from config.secret import Secret
from connectors._graph.payloads import id_or_none
from monitor.domain.errors import BadPayload

_ALGORITHM = "HMAC-SHA256"


def signed_user(signed_request: str, app_secret: Secret) -> str:
    """Return the id by which the app knows the person. Raises BadPayload for whatever Meta did not sign."""
    signature, dot, payload = signed_request.partition(".")
    right = hmac.new(app_secret.reveal().encode(), payload.encode(errors="replace"), hashlib.sha256).digest()
    # the signature first, in constant time: nothing unsigned is parsed any further
    if not dot or not hmac.compare_digest(_decoded(signature), right):
        raise BadPayload("the signed request is not signed with the app's secret")
    try:
        told = json.loads(_decoded(payload))
    except (ValueError, RecursionError):
        raise BadPayload("the signed request holds no JSON") from None
    user = id_or_none(told.get("user_id")) if isinstance(told, dict) else None
    if user is None or str(told.get("algorithm", "")).upper() != _ALGORITHM:
        raise BadPayload("the signed request names no person, or another algorithm")
    return user


def _decoded(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise BadPayload("the signed request is not base64url") from None
