"""Texts with personal data covered, for screens and logs."""

from collections.abc import Iterable

from monitor.domain.assessments import PersonalDataSpan


def mask(text: str, spans: Iterable[PersonalDataSpan]) -> str:
    """Replace each span by a label such as ‹PHONE›; what is left holds nothing the recognisers would find again."""
    parts: list[str] = []
    done = 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start < done:
            continue
        parts += (text[done : span.start], f"‹{span.type}›")
        done = span.end
    return "".join((*parts, text[done:]))
