"""Second check: the draft repeats nothing the customer wrote or their record holds, in whatever form."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from monitor.domain.assessments import PersonalDataSpan
from monitor.domain.drafts import Finding
from monitor.domain.mentions import Visibility
from monitor.domain.writing.folding import View, view_of
from monitor.domain.writing.word_sets import word_set
from responders.gate.allowed import AllowList
from responders.gate.echo_numbers import Stretch, find_number, stretches
from responders.gate.inflection import is_form_of
from responders.gate.known import Form, Known, known_values

_WORD: Final = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_PARTS: Final = re.compile(r"[^\W_]+")
_AT: Final = re.compile(r"@|[(\[{<](?:at|eta|malpa)[)\]}>]| (?:at|eta|malpa) ")
_PUBLIC_DOMAINS: Final = re.compile(
    r"gmail|yahoo|hotmail|outlook|icloud|proton|aol|gmx|^wp|^o2|onet|interia|^op\.|inbox|^mail\.|live\."
    r"|example"
)


@dataclass(frozen=True)
class Drafted:
    """A draft prepared for comparison."""

    view: View

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """Folded words with their places."""
        return [(m[0], m.start(), m.end()) for m in _WORD.finditer(self.view.low)]

    @cached_property
    def digits(self) -> list[Stretch]:
        """Digits that stand together."""
        return stretches(self.view)

    @cached_property
    def compact(self) -> tuple[str, list[int]]:
        """Letters and digits only, with the place of each."""
        places = [i for i, c in enumerate(self.view.low) if c.isalnum()]
        return "".join(self.view.low[i] for i in places), places

    def finding(self, start: int, end: int, known: Known) -> Finding:
        """A finding over a span of the folded text."""
        why = f"repeats the customer's data ({known.kind})"
        return Finding("echo", *self.view.locate(start, end), why, "mask")


def find_echoes(
    draft: str,
    visibility: Visibility,
    thread: Sequence[str],
    customer: Mapping[str, str],
    allowed: Collection[str],
    detect: Callable[[str], Sequence[PersonalDataSpan]],
) -> Iterator[Finding]:
    """Yield a finding for each place that repeats a known value; in private only the severe ones count."""
    own = AllowList(allowed)
    drafted = Drafted(view_of(draft))
    for known in known_values(thread, customer, detect):
        if (visibility is Visibility.PRIVATE and not known.severe) or own.holds(known.value):
            continue
        for start, end in _MATCHERS[known.form](known.value, drafted):
            if not own.holds(drafted.view.low[start:end]):
                yield drafted.finding(start, end, known)


def _numbers(value: str, drafted: Drafted) -> Iterator[tuple[int, int]]:
    return ((stretch.start, stretch.end) for stretch in find_number(value, drafted.digits))


def _codes(value: str, drafted: Drafted) -> Iterator[tuple[int, int]]:
    wanted = "".join(_PARTS.findall(value))
    if len(wanted) < 5:
        yield from ((start, end) for word, start, end in drafted.words if word == wanted)
        return
    text, places = drafted.compact
    found = text.find(wanted)
    while found >= 0:
        yield places[found], places[found + len(wanted) - 1] + 1
        found = text.find(wanted, found + 1)


def _emails(value: str, drafted: Drafted) -> Iterator[tuple[int, int]]:
    local, _, domain = (_AT.sub("@", value, count=1) + "@").partition("@")
    yield from _codes(local, drafted)
    for part in _PARTS.findall(local):
        if len(part) >= 4 and not part.isdigit():
            yield from ((start, end) for word, start, end in drafted.words if word == part)
    domain = domain.strip("@ ")
    if domain and not _PUBLIC_DOMAINS.search(domain):
        yield from _codes(domain, drafted)


def _names(value: str, drafted: Drafted) -> Iterator[tuple[int, int]]:
    """Surnames in any case; the first of several words is the given name, which an answer may use."""
    parts = [part for part in _PARTS.findall(value) if len(part) > 1]
    for surname in parts[1:]:
        yield from ((start, end) for word, start, end in drafted.words if is_form_of(word, surname))


def _streets(value: str, drafted: Drafted) -> Iterator[tuple[int, int]]:
    for part in _PARTS.findall(value):
        if len(part) >= 5 and part.isalpha() and part not in _NOT_TELLING:
            yield from (
                (start, end)
                for word, start, end in drafted.words
                if is_form_of(word, part) and drafted.view.cased[start].isupper()
            )


_NOT_TELLING: Final = word_set(
    "gatve gatves ulica ulicy street road avenue lane vilnius kaunas klaipeda siauliai warszawa krakow",
    "london osiedle aleja prospektas wroclaw poznan gdansk lietuva polska england",
)


def _dates(value: str, drafted: Drafted) -> Iterator[tuple[int, int]]:
    digits = "".join(re.findall(r"\d", value))
    return _numbers(digits, drafted) if len(digits) >= 4 else iter(())


def _health(value: str, drafted: Drafted) -> Iterator[tuple[int, int]]:
    for part in _PARTS.findall(value):
        if len(part) >= 6:
            yield from ((start, end) for word, start, end in drafted.words if word[:6] == part[:6])


_MATCHERS: Final[dict[Form, Callable[[str, Drafted], Iterator[tuple[int, int]]]]] = {
    Form.NUMBER: _numbers,
    Form.CODE: _codes,
    Form.EMAIL: _emails,
    Form.NAME: _names,
    Form.STREET: _streets,
    Form.DATE: _dates,
    Form.HEALTH: _health,
}
