"""Who must approve a reply before it leaves; pure.

    own     whoever writes it may send it
    lead    a lead, a manager or an admin
    two     two different people, one of them a lead or above

The gravest of four grounds decides: the playbook's own word, the threat, the points, the money promised in the text.
Near the due time the deputy's word counts as a lead's: a reply that waits for an absent lead helps nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final, Literal

from config.settings import ApprovalSettings
from monitor.domain.amounts import Amount, amounts_in

LEADS: Final = frozenset({"lead", "manager", "admin"})
POLICY: Final = "policy:"
"""Begins the actor of an approval that a policy gave in place of a person."""
Missing = Literal["", "lead", "second"]


class Need(IntEnum):
    """How many eyes a text needs, in rising order."""

    OWN = 0
    LEAD = 1
    TWO = 2

    @classmethod
    def of_playbook(cls, word: str) -> "Need":
        """Read a playbook's `approval`; an unknown word asks for a lead."""
        return {"agent": cls.OWN, "lead": cls.LEAD, "two": cls.TWO}.get(word, cls.LEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What decides how many eyes a reply needs: the case's gravity, its playbook's word, the texts themselves."""

    points: int
    threat: str | None
    playbook: Need
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Requirement:
    """How many eyes, and on which grounds: playbook, threat, points, amount."""

    need: Need
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's approval of the exact text in question, with their role."""

    actor: str
    role: str


def required(matter: Matter, policy: ApprovalSettings) -> Requirement:
    """Say how many eyes the reply needs."""
    needs = {
        "playbook": matter.playbook if policy.follow_playbooks else Need.OWN,
        "threat": _of_threat(matter.threat, policy),
        "points": Need.LEAD if policy.lead_points and matter.points >= policy.lead_points else Need.OWN,
        "amount": _of_amounts([amount for text in matter.texts for amount in amounts_in(text)], policy),
    }
    need = max(needs.values())
    return Requirement(need, tuple(ground for ground, each in needs.items() if each is need and need > Need.OWN))


def _of_threat(threat: str | None, policy: ApprovalSettings) -> Need:
    if threat in policy.two_threats:
        return Need.TWO
    return Need.LEAD if threat in policy.lead_threats else Need.OWN


def _of_amounts(amounts: Sequence[Amount], policy: ApprovalSettings) -> Need:
    """Sums of one answer are not added up: a text often names one sum twice."""
    largest = max((euros(amount, policy) for amount in amounts), default=0.0)
    if largest >= policy.two_from_euros:
        return Need.TWO
    return Need.LEAD if largest >= policy.lead_from_euros else Need.OWN


def euros(amount: Amount, policy: ApprovalSettings) -> float:
    """Value a sum in euros, at the rates of the settings."""
    per_euro = {"EUR": 1.0, "PLN": policy.zloty_per_euro, "GBP": policy.pounds_per_euro}
    return amount.value / per_euro[amount.currency]


def missing(need: Need, voices: Sequence[Voice], *, deputy: str = "") -> Missing:
    """Say whose word is still missing. `deputy` names who may speak for a lead now, empty when nobody may.

    A policy's word is nobody's: it lets go only what whoever writes may send alone.
    """
    people = [voice for voice in voices if not voice.actor.startswith(POLICY)]
    led = any(voice.role in LEADS or voice.actor == deputy for voice in people)
    if need is not Need.OWN and not led:
        return "lead"
    return "second" if need is Need.TWO and len({voice.actor for voice in people}) < 2 else ""


def deputy_at(now: datetime, due_at: datetime, policy: ApprovalSettings) -> str:
    """Name the deputy from `deputy_minutes` before the answer is due, empty before that or when there is none."""
    return policy.deputy if now >= due_at - timedelta(minutes=policy.deputy_minutes) else ""
