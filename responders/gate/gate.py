"""The three checks in order, and what happens when one of them breaks."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from monitor.domain.assessments import PersonalDataSpan
from monitor.domain.drafts import Finding
from monitor.domain.mentions import Visibility
from responders.gate.asking import find_requests
from responders.gate.detector import find_detected
from responders.gate.echo import find_echoes

Detect = Callable[[str], Sequence[PersonalDataSpan]]
"""Finds personal data in a text: `monitor.analysis.personal_data.find_personal_data`, or a double of it."""


def check(
    draft: str,
    *,
    visibility: Visibility,
    thread: Sequence[str],
    customer: Mapping[str, str],
    allowed: Collection[str],
    detect: Detect,
) -> tuple[Finding, ...]:
    """Check one outgoing text; an empty answer lets it pass.

    `thread` holds every text of the case, public and private; `customer` the fields of the customer's record by
    name; `allowed` the brand's own published contacts. Findings are sorted; their offsets count code points of the
    draft, and their reasons never repeat what was found. Any failure inside becomes a finding over the whole draft.
    """
    try:
        findings = list(find_detected(draft, visibility, allowed, detect))
        findings += find_echoes(draft, visibility, thread, customer, allowed, detect)
        if visibility is Visibility.PUBLIC:
            findings += find_requests(draft)
    except Exception:  # noqa: BLE001 - fail closed, whatever broke
        return (_broken(draft),)
    return tuple(_distinct(findings))


def _broken(draft: str) -> Finding:
    return Finding("gate_failure", 0, len(draft), "the privacy check itself failed, so the text stays here", "rephrase")


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a kind and place, in the order of the draft; a part of a longer one of its kind is left out."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, f.start - f.end)):
        inside = any(k.start <= finding.start and finding.end <= k.end and k.kind == finding.kind for k in kept)
        if not inside:
            kept.append(finding)
    return kept
