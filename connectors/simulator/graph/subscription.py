"""What the app asked to be told, and how its telling is disturbed."""

from dataclasses import dataclass, field, fields
from typing import Any

from connectors.simulator.graph.notifications import Notification
from connectors.simulator.identities import META_VERIFY_TOKEN

FIELDS: dict[str, frozenset[str]] = {
    "page": frozenset(
        {"feed", "mention", "messages", "message_echoes", "message_edits", "standby"},
    ),
    "instagram": frozenset({"comments", "mentions", "messages", "message_edit", "standby"}),
}


@dataclass(slots=True)
class Subscription:
    """Where the app wants to be told, and of what: fields by object."""

    url: str
    verify_token: str = META_VERIFY_TOKEN
    fields: dict[str, set[str]] = field(default_factory=lambda: {name: set(of) for name, of in FIELDS.items()})

    def wants(self, notification: Notification) -> bool:
        """Tell whether the app subscribed to such an event."""
        return notification.field in self.fields.get(notification.subject, set())


@dataclass(slots=True)
class Disturbance:
    """Knobs of delivery. Seconds are real ones; probabilities lie between 0 and 1.

    `attempts`, `backoff`: Meta repeats for 36 hours; here it is `attempts` times, waiting `backoff` seconds
    doubled each time. `gather`: collect events that long and send them as batches.
    """

    delay: float = 0.0
    duplicate: float = 0.0
    drop: float = 0.0
    reorder: bool = False
    gather: float = 0.0
    attempts: int = 6
    backoff: float = 0.5

    def change(self, values: dict[str, Any]) -> None:
        """Set the named knobs. Raises ValueError for an unknown name."""
        unknown = set(values) - {knob.name for knob in fields(self)}
        if unknown:
            raise ValueError(f"unknown knob: {', '.join(sorted(unknown))}")
        for name, value in values.items():
            setattr(self, name, value)
