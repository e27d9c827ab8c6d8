"""What screens and the API show of corrections."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from monitor.domain.assessments import Assessment
from monitor.domain.corrections import NO_KIND, Correction, Verdict, said, standing
from monitor.ports import Transaction
from monitor.services.situations import CaseFile
from monitor.web.words import words

LANGUAGES_OFFERED = ("lt", "pl", "en", "lv", "ru", "uk", "de")
MOODS_OFFERED = ("negative", "neutral", "positive")
ACTS_OFFERED = ("complaint", "question", "praise", "idea", "spam", "other")


class CorrectionView(msgspec.Struct, frozen=True):
    """One verdict of a person on the customer's newest text; `was` is what the analyser `analyser` had said."""

    verdict: str
    value: str
    was: str
    confirms: bool
    analyser: str
    actor: str
    at: datetime


async def correction_views(tx: Transaction, file: CaseFile) -> list[CorrectionView]:
    """What stands of the corrections of the customer's newest text."""
    newest = next((each for each in file.mentions if each.id == file.case.last_inbound_id), None)
    if newest is None:
        return []
    kept = standing(await tx.corrections.of_mention(newest.id), revision=newest.revision)
    return [_view(each) for each in kept]


def _view(each: Correction) -> CorrectionView:
    return CorrectionView(each.verdict.value, each.value, each.was, each.confirms, each.analyser, each.actor, each.at)


def said_of(found: Assessment) -> dict[str, str]:
    """Return what each choice of the form stands at."""
    return {verdict.value: said(found, verdict) for verdict in Verdict}


def choices() -> Mapping[str, tuple[str, ...]]:
    """Return what can be chosen for each verdict, in order; the first group of kinds is "none"."""
    kinds = sorted(key.removeprefix("kind_") for key in words("en") if key.startswith("kind_"))
    return {
        Verdict.SENTIMENT: MOODS_OFFERED,
        Verdict.ACT: ACTS_OFFERED,
        Verdict.KIND: (NO_KIND, *(kind for kind in kinds if kind != NO_KIND)),
        Verdict.URGENCY: ("0", "1", "2", "3"),
        Verdict.LANGUAGE: LANGUAGES_OFFERED,
        Verdict.ABOUT_US: ("yes", "no"),
    }
