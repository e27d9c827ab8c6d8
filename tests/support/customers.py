"""One customer's story on each network: what they write, and what they read back, told by the simulator."""

import time
import urllib.error
from dataclasses import dataclass
from typing import Any

from tests.support.patience import PATIENCE
from tests.support.processes import BRAND, Web

PAUSE = 0.1
"""Seconds between two looks."""
COMPLAINT = "Vėl vėluoja siunta, mano tel. 8 612 34567, kiek galima laukti!"


@dataclass
class XCustomer:
    """Names the brand on X, and accepts messages."""

    street: Web
    account = f"{BRAND.key}-x"

    def write(self, text: str = COMPLAINT) -> None:
        self.street.call("POST", "/control/x/users", {"username": "ruta_k", "name": "Rūta", "accepts_dms": True})
        self.post = self.street.call(
            "POST", "/control/x/posts", {"author": "ruta_k", "text": f"@{BRAND.x_handle} {text}"}
        )["id"]

    def private(self) -> list[str]:
        found = self.street.call("GET", f"/control/x/dms?with={BRAND.x_handle}&and=ruta_k")
        return [message["text"] for message in found if message["sender_id"] == BRAND.x_user_id]

    def public(self) -> list[str]:
        return [post["typed"] for post in self.street.call("GET", f"/control/x/posts?replies_to={self.post}")]


@dataclass
class GraphCustomer:
    """Comments under a post of the brand's account on Facebook or Instagram."""

    street: Web
    network: str

    @property
    def account(self) -> str:
        return f"{BRAND.key}-{self.network}"

    @property
    def account_id(self) -> str:
        return BRAND.page_id if self.network == "facebook" else BRAND.instagram_id

    def write(self, text: str = COMPLAINT) -> None:
        post = {"account": self.account_id, "text": "Naujas paštomatas Kaune"}
        self.post = self.street.call("POST", "/control/graph/posts", post)["id"]
        comment = {"post": self.post, "person": "Rūta", "text": text}
        self.comment = self.street.call("POST", "/control/graph/comments", comment)["id"]

    def private(self) -> list[str]:
        found: list[dict[str, Any]] = self.street.call("GET", f"/control/graph/messages?account={self.account_id}")[
            "data"
        ]
        return [message["text"] for message in found if message["from_account"]]

    def public(self) -> list[str]:
        found = self.street.call("GET", f"/control/graph/comments?post={self.post}")["data"]
        return [comment["text"] for comment in found if comment["person"] is None]


def customer(network: str, street: Web) -> XCustomer | GraphCustomer:
    return XCustomer(street) if network == "x" else GraphCustomer(street, network)


def waiting_case(web: Web, account: str) -> dict[str, Any] | None:
    """The account's open case with its drafts, once it has them."""
    rows = web.call("GET", f"/api/v1/cases?account={account}")["rows"]
    case = web.call("GET", f"/api/v1/cases/{rows[0]['id']}") if rows else None
    return case if case and case["drafts"] else None


def approve(web: Web, case: dict[str, Any]) -> dict[str, Any]:
    """Approve what is drafted, and return it, as a person would: what was drafted anew meanwhile is read again, and
    an answer that is still being sent is waited for."""
    path = f"/api/v1/cases/{case['row']['id']}"
    for _ in range(int(PATIENCE / PAUSE)):
        try:
            web.call("POST", f"{path}/approve", {"drafts": _as_read(case)})
        except urllib.error.HTTPError as error:
            fresh = web.call("GET", path)
            leaving = any(entry["state"] in {"queued", "waiting", "sending"} for entry in fresh["entries"])
            if error.code != 409 or not fresh["drafts"] or (_as_read(fresh) == _as_read(case) and not leaving):
                raise
            case = fresh
            time.sleep(PAUSE)
        else:
            return case
    raise AssertionError("what was to be approved never stood still")


def _as_read(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"draft_id": d["id"], "version": d["version"], "text": d["text"]} for d in case["drafts"]]
