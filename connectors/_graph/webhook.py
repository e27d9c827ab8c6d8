"""Meta's webhook handshake and signature; reading the bodies is each network's own matter."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from config.secret import Secret
from connectors._graph.callbacks import signed_user
from connectors._graph.settings import GraphNetworkSettings

ROUTE = "meta"
"""Both networks' webhooks come to the same address, as they belong to one Meta app."""


@dataclass(frozen=True, slots=True)
class MetaReceiver:
    """Answers `hub.challenge` and checks `X-Hub-Signature-256`."""

    app_secret: Secret
    verify_token: Secret

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """Echo the challenge as plain text when mode and word are right."""
        right = hmac.compare_digest(
            query.get("hub.verify_token", "").encode(), self.verify_token.reveal().encode()
        )  # constant time: the word is a secret
        if query.get("hub.mode") != "subscribe" or not right:
            return None
        return query.get("hub.challenge")

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Check the signature over the bytes as they came; Meta signs its own escaped form, so never re-serialise."""
        given = {name.lower(): value for name, value in headers.items()}.get("x-hub-signature-256", "")
        right = hmac.new(self.app_secret.reveal().encode(), body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(given.encode(), f"sha256={right}".encode())

    def caller(self, form: Mapping[str, str]) -> str:
        """Whom a data-deletion or deauthorise callback is about. Raises BadPayload."""
        return signed_user(form.get("signed_request", ""), self.app_secret)


def receiver_of(network: GraphNetworkSettings) -> MetaReceiver | None:
    """Make the receiver, None when one of its secrets is not set."""
    if network.app_secret is None or network.verify_token is None:
        return None
    return MetaReceiver(network.app_secret, network.verify_token)
