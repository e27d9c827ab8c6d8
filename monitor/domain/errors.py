"""Errors by consequence: each class changes what the caller does next, and its text names that step.

AsideError
├── RateLimited        wait until `until`
├── Retryable          try again after `after`; nothing happened on the network
├── AuthExpired        stop the account, a person must authorise it again
├── PermissionMissing  stop the stream or move, a person must grant `permission`
│   └── AccountBlocked stop the account, the network has restricted it, or wants to be paid
│       └── AccountLocked  the same until its owner unlocks it at the network: a new token would not help
├── Rejected           the network said no for good; `rule` says which rule
├── Gone               the thing addressed is no longer there
├── OutcomeUnknown     a write may or may not have happened: look it up before anything is sent again
├── BadPayload         what arrived cannot be read: quarantine it, go on
│   └── BadFile        a file somebody gave: say where, so that it can be mended
├── Misconfigured      a setting is wrong; the message names file and key
├── Conflict           somebody else changed it first: read again, then decide
├── GateClosed         the privacy gate stops a text: mend the words it names
└── NotFound           there is no such case, draft or user

Messages never hold tokens, URLs with queries, or anything a customer wrote.
"""

from datetime import datetime, timedelta


class AsideError(Exception):
    """Base of all errors Aside raises on purpose."""

    next_step: str = "see the log"


class RateLimited(AsideError):
    """The network asks us to wait."""

    next_step = "wait; Aside goes on by itself"

    def __init__(self, message: str, *, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class Retryable(AsideError):
    """A passing fault before anything took effect."""

    next_step = "Aside tries again by itself"

    def __init__(self, message: str, *, after: timedelta = timedelta(seconds=30)) -> None:
        super().__init__(message)
        self.after = after


class AuthExpired(AsideError):
    """The account's token no longer works."""

    next_step = "authorise the account again and put the new token in its secret"


class PermissionMissing(AsideError):
    """The token works but may not do this."""

    next_step = "grant the missing permission to the app, then run `aside check`"


class AccountBlocked(PermissionMissing):
    """The network has stopped the account or the app: for breaking a policy, or because nothing is paid any more."""

    next_step = "read the network's notice in its own app and settle it there; nothing is sent meanwhile"


class AccountLocked(AccountBlocked):
    """The network has locked or suspended the account itself; the token is as good as ever."""

    next_step = "log in to the network as the account and unlock it, or appeal; Aside then goes on by itself"


class Rejected(AsideError):
    """The network refused for good; `rule` names the rule in a stable word."""

    next_step = "choose another move"

    def __init__(self, message: str, *, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


class Gone(AsideError):
    """The post, comment or person is no longer there."""

    next_step = "nothing to do"


class OutcomeUnknown(AsideError):
    """A write was sent and no clear answer came back."""

    next_step = "Aside looks on the network before anything is sent again"


class BadPayload(AsideError):
    """The network answered something that cannot be read."""

    next_step = "the record is kept in quarantine; report it if it stays"


class BadFile(BadPayload):
    """A file that somebody gave cannot be read."""

    next_step = "mend it where it is named and run the same command again"


class Misconfigured(AsideError):
    """A setting is wrong or missing."""

    next_step = "mend the setting named and start again"


class Conflict(AsideError):
    """The row changed since it was read, or somebody else holds it."""

    next_step = "read it again"


class GateClosed(AsideError):
    """The privacy gate stops the text; `findings` name the words and the reasons."""

    next_step = "mask the words named, or move the text to private"

    def __init__(self, message: str, *, findings: tuple[object, ...]) -> None:
        super().__init__(message)
        self.findings = findings


class NotFound(AsideError):
    """There is no such case, draft or user."""

    next_step = "go back to the inbox"
