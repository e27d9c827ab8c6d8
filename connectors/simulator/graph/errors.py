"""Errors of the Graph API: body, code, subcode and the HTTP status each really comes with.

Clients must decide by code and subcode; statuses vary between surfaces and mean little. Source of the
meanings: Meta's Messenger error table and Graph API error guide.
"""

import base64
import hashlib
from dataclasses import dataclass

STATUSES = {1: 500, 2: 503, 4: 403, 200: 403, 230: 403, 368: 403}  # every other code: 400
TRANSIENT = frozenset({1, 2, 4, 17, 32, 341, 613, 80001, 80002, 80006})
THROTTLED = {"pages": 80001, "instagram": 80002, "messenger": 80006, "app": 4}


@dataclass(slots=True)
class GraphError(Exception):
    """One refusal. `status` overrides the usual HTTP status of the code."""

    message: str
    code: int
    subcode: int | None = None
    type: str = "OAuthException"
    status: int | None = None

    @property
    def http_status(self) -> int:
        """HTTP status the error comes with."""
        return self.status or STATUSES.get(self.code, 400)

    def body(self, trace: str) -> dict[str, object]:
        """Give the error as the API words it; `trace` is any text that differs between requests."""
        error: dict[str, object] = {"message": self.message, "type": self.type}
        if self.code in TRANSIENT:
            error["is_transient"] = True
        error["code"] = self.code
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        digest = hashlib.sha256(trace.encode()).digest()[:17]
        error["fbtrace_id"] = "A" + base64.urlsafe_b64encode(digest).decode()[:22]
        return {"error": error}


TEXTS: dict[tuple[int, int | None], str] = {
    (1, None): "Please reduce the amount of data you're asking for, then retry your request",
    (1, 1357046): "Received Invalid JSON reply.",
    (2, None): "An unexpected error has occurred. Please retry your request later.",
    (3, None): "(#3) Application does not have the capability to make this API call.",
    (4, None): "(#4) Application request limit reached",
    (10, None): "(#10) Application does not have permission for this action",
    (10, 1893063): "(#10) Your Page is restricted from messaging people.",
    (10, 2018065): "(#10) This message is sent outside of allowed window.",
    (10, 2018108): "(#10) Cannot message users who are not admins, developers or testers of the app",
    (10, 2018278): "(#10) This message is sent outside of allowed window.",
    (10, 2534022): "This message is sent outside of allowed window.",
    (12, None): "(#12) This endpoint has been deprecated",
    (17, None): "(#17) User request limit reached",
    (32, None): "(#32) Page request limit reached",
    (100, 33): "Unsupported request. The object does not exist, cannot be loaded due to missing permissions, "
    "or does not support this operation",
    (100, 2018001): "(#100) No matching user found",
    (100, 2534001): "The thread has been archived or deleted by its owner",
    (100, 2534014): "The requested user cannot be found",
    (100, 2534023): "The comment has already been replied to privately",
    (100, 2534025): "The comment is invalid for a private reply",
    (100, 2534029): "The account is restricted from messaging",
    (100, 2534037): "The thread is owned by another app",
    (102, None): "Session key invalid or no longer valid",
    (190, None): "Invalid OAuth access token - Cannot parse access token",
    (190, 458): "Error validating access token: The user has not authorized application.",
    (190, 459): "Error validating access token: You cannot access the app till you log in and follow the "
    "instructions given.",
    (190, 460): "Error validating access token: The session has been invalidated because the user changed "
    "their password or Facebook has changed the session for security reasons.",
    (190, 463): "Error validating access token: Session has expired.",
    (190, 464): "Error validating access token: Sessions for the user are not allowed because the user is not "
    "a confirmed user.",
    (190, 467): "Error validating access token: The session is invalid because the user logged out.",
    (190, 492): "Error validating access token: The user must be an administrator of the page in order to "
    "impersonate it.",
    (200, None): "(#200) The permission(s) required for this call are not available",
    (200, 1545041): "(#200) This person isn't available right now.",
    (200, 2534041): "Message access is switched off in the account's settings",
    (230, None): "(#230) Requires pages_messaging permission to manage the object",
    (341, None): "(#341) Application limit reached",
    (368, None): "(#368) The action attempted has been deemed abusive or is otherwise disallowed",
    (551, 1545041): "(#551) This person isn't available right now.",
    (613, None): "(#613) Calls to this api have exceeded the rate limit.",
    (613, 2534040): "Calls to this api have exceeded the rate limit.",
    (1705, None): "(#1705) There was an error posting to this wall",
    (2018300, None): "(#2018300) Another app is controlling this thread now.",
    (2022, None): "(#2022) The Page is restricted from sending messages",
    (10900, None): "(#10900) Activity already replied to",
    (80001, None): "(#80001) There have been too many calls to this Page account. Wait a bit and try again.",
    (80002, None): "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again.",
    (80006, None): "(#80006) There have been too many calls to this Messenger account. Wait a bit and try again.",
    (9000001, None): "(#9000001) The requested resource has been deleted",
}


def refuse(code: int, subcode: int | None = None, message: str | None = None) -> GraphError:
    """Build the error of a code and subcode with its usual text, or another."""
    known = TEXTS.get((code, subcode)) or TEXTS.get((code, None)) or f"(#{code}) Unknown error"
    return GraphError(message or known, code, subcode)


def bad_parameter(message: str) -> GraphError:
    """Build the error of a call that is itself wrong."""
    return GraphError(f"(#100) {message}", 100)


def no_such_object(id_: str, method: str) -> GraphError:
    """Build the error for an object that is gone, or that this token may not see: the API tells no difference."""
    message = (
        f"Unsupported {method.lower()} request. Object with ID '{id_}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api"
    )
    return GraphError(message, 100, 33, type="GraphMethodException")


def instagram_messaging(code: int, subcode: int) -> GraphError:
    """Build a refusal of Instagram's own messaging layer, which calls itself by another name."""
    error = refuse(code, subcode)
    error.type, error.status = "IGApiException", 403 if code in (10, 200) else 400
    return error
