"""The masked beginning of a text, as the inbox shows it."""

from collections.abc import Callable, Sequence

from monitor.domain.assessments import PersonalDataSpan

Mask = Callable[[str, Sequence[PersonalDataSpan]], str]

LENGTH = 160
"""Code points of an excerpt, the mark of cutting included."""


def mask_by_type(text: str, spans: Sequence[PersonalDataSpan]) -> str:
    """Put `[TYPE]` where personal data stands; spans that overlap become one."""
    parts, at = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.end <= at:
            continue
        if span.start >= at:
            parts += [text[at : span.start], f"[{span.type.value}]"]
        at = span.end
    return "".join([*parts, text[at:]])


def excerpt(text: str, spans: Sequence[PersonalDataSpan], mask: Mask) -> str:
    """Mask first, cut afterwards: half a phone number would no longer look like one."""
    line = " ".join(mask(text, spans).split())
    return line if len(line) <= LENGTH else line[: LENGTH - 1].rstrip() + "…"
