"""Second check: the draft repeats nothing the customer wrote or their record holds, in whatever form."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from monitor.domain.drafts import Finding
from monitor.domain.mentions import Visibility
from responders.gate import echo_codes, echo_dates, echo_health, echo_names, echo_numbers, echo_places
from responders.gate.allowed import AllowList
from responders.gate.drafted import Drafted, drafted
from responders.gate.inflection import is_form_of
from responders.gate.known import Detect, Form, Known, given_names, known_values
from responders.gate.masked import find_masked

_MATCHERS: Final[dict[Form, Callable[[str, Drafted], Iterator[tuple[int, int]]]]] = {
    Form.NUMBER: echo_numbers.find,
    Form.CODE: echo_codes.find_code,
    Form.EMAIL: echo_codes.find_email,
    Form.NAME: echo_names.find,
    Form.SURNAME: echo_names.find_surname,
    Form.STREET: echo_places.find,
    Form.DATE: echo_dates.find,
    Form.HEALTH: echo_health.find,
}


def find_echoes(
    draft: str,
    visibility: Visibility,
    thread: Sequence[str],
    customer: Mapping[str, str],
    allowed: Collection[str],
    detect: Detect,
) -> Iterator[Finding]:
    """Yield a finding for each place that repeats a known value; in private only the severe ones count."""
    own = AllowList(allowed)
    prepared = drafted(draft)
    given = given_names(customer)
    for known in known_values(thread, customer, detect):
        if (visibility is Visibility.PRIVATE and not known.severe) or own.holds(known.value):
            continue
        for start, end in _MATCHERS[known.form](known.value, prepared):
            place = prepared.view.locate(start, end)
            if known.form is Form.EMAIL and _greets(prepared.low[start:end], given):
                continue
            if not own.covers(draft, *place):
                yield _finding(place, known)
    if visibility is Visibility.PUBLIC:
        yield from find_masked(draft)


def _greets(word: str, given: frozenset[str]) -> bool:
    """Whether a word is the given name of the record, in some case."""
    return any(is_form_of(word, name) for name in given)


def _finding(place: tuple[int, int], known: Known) -> Finding:
    return Finding("echo", *place, f"repeats the customer's data ({known.kind})", "mask")
