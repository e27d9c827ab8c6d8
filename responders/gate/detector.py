"""First check: nothing of the taxonomy in a public text, and in a private one nothing that is never to be echoed."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, Literal

from monitor.domain.assessments import SEVERITY, PersonalDataSpan, PersonalDataType
from monitor.domain.drafts import Finding
from monitor.domain.mentions import Visibility
from responders.gate.allowed import AllowList

NEVER_SENT: Final = frozenset(kind for kind, severity in SEVERITY.items() if severity == 5)
"""Stopped even in private: codes, documents, cards, secrets and health have no place in an answer."""
_IGNORED: Final = frozenset({PersonalDataType.PERSON})
"""Agents sign with their names; the customer's surname is the echo check's matter."""


def find_detected(
    draft: str,
    visibility: Visibility,
    allowed: Collection[str],
    detect: Callable[[str], Sequence[PersonalDataSpan]],
) -> Iterator[Finding]:
    """Yield a finding for every span the detector sees and the allow-list does not know."""
    own = AllowList(allowed)
    fix: Literal["mask", "move_private"] = "mask" if visibility is Visibility.PRIVATE else "move_private"
    for span in detect(draft):
        if span.type in _IGNORED or (visibility is Visibility.PRIVATE and span.type not in NEVER_SENT):
            continue
        if own.covers(draft, span.start, span.end):
            continue
        why = f"holds personal data of the kind {span.type}"
        yield Finding("personal_data", span.start, span.end, why, fix)
