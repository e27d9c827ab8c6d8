"""Drafts and approvals: the exact words, where they came from, and who let them go.

    proposed ──► submitted ──► approved ──► proposed   (taken back, refused, held back)
        │ ▲ │        │ │
        │ │ └────────┼─┼─────► approved                (one person's word is enough)
        │ └──────────┘ ▼
        └─────────► discarded

`submitted` waits for somebody else: a lead, or a second person (monitor.domain.approval says whom).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from monitor.domain.mentions import Visibility
from monitor.domain.moves import MoveKind


class DraftState(StrEnum):
    """Where a draft stands."""

    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    DISCARDED = "discarded"


DRAFT_TRANSITIONS: dict[DraftState, frozenset[DraftState]] = {
    DraftState.PROPOSED: frozenset({DraftState.SUBMITTED, DraftState.APPROVED, DraftState.DISCARDED}),
    DraftState.SUBMITTED: frozenset({DraftState.PROPOSED, DraftState.APPROVED, DraftState.DISCARDED}),
    DraftState.APPROVED: frozenset({DraftState.PROPOSED}),  # undone within the window, refused, or held back
    DraftState.DISCARDED: frozenset(),
}

Provenance = Literal["template", "model", "person"]


def text_hash(text: str) -> str:
    """SHA-256 of the exact text: what an approval binds to."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Finding:
    """Why the privacy gate stops a text: which words (code-point offsets), why, and what would mend it."""

    kind: str
    start: int
    end: int
    why: str
    fix: Literal["mask", "move_private", "rephrase"] = "rephrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One text for one move of one case."""

    id: int = 0
    case_id: int
    mention_id: int
    move: MoveKind
    text: str
    language: str
    playbook: str
    edition: int | None = None  # of the playbook that wrote it; 0 = the shipped file, None = not known
    provenance: Provenance = "template"
    state: DraftState = DraftState.PROPOSED
    findings: tuple[Finding, ...] = ()
    deputy_since: datetime | None = None  # when the deputy was asked, because a lead would be too late
    version: int = 1

    @property
    def visibility(self) -> Visibility:
        """Who would read it."""
        return self.move.visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved which exact text, and when; `actor` is a user name, or "policy:<playbook>".

    An approval is withdrawn when its text is edited, taken back or held back: it then counts no more.
    """

    draft_id: int
    actor: str
    text_hash: str
    approved_at: datetime
    withdrawn_at: datetime | None = None
