"""Bank accounts: IBAN by country length and remainder 97, bare Polish numbers of 26 digits, UK sort code + number."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data import check_digits
from monitor.analysis.personal_data.hits import Hit
from monitor.analysis.personal_data.labels import Label
from monitor.analysis.personal_data.runs import Run
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = frozenset({"sort"})
_BY_LENGTH: Final = {
    15: "no", 16: "be", 18: "dk fi fo gl nl fk sd", 19: "mk si", 20: "at ba ee kz lt lu xk mn", 21: "ch hr li lv",
    22: "bg bh cr de gb ge ie me rs va", 23: "ae gi il iq om tl", 24: "ad cz es md pk ro sa se sk tn vg",
    25: "ly pt st", 26: "is tr", 27: "bi dj fr gr it mc mr sm", 28: "al az by cy do gt hu lb ni pl sv",
    29: "br eg ps qa ua", 30: "jo kw mu", 31: "mt sc", 32: "lc", 33: "ru",
}  # fmt: skip
_LENGTHS: Final = {code: length for length, codes in _BY_LENGTH.items() for code in codes.split()}
_HEAD: Final = re.compile(r"([a-z]{2})[ -]?\d{2}(?=[ -]?[0-9a-z])")
_BODY: Final = re.compile(r"[a-z]{2}[ -]?\d{2}(?:[ .-]{0,2}\d)+|[a-z]{2}[ -]?\d{2}(?:[ -]?[0-9a-z]){8,30}")
_GAPS: Final = re.compile(r"[ .-]")
_SORT_CODE: Final = re.compile(
    r"sort code\W{1,3}(?:is )?(?P<code>\d{2}[- ]?\d{2}[- ]?\d{2}(?:\D{1,40}?(?<!\d)\d{8})?)(?!\d)"
)
_DIGITS_ONLY: Final = word_set(
    "lt pl de ee es fi dk se no be at hu cz sk pt",
)


def score(run: Run) -> float:
    """How likely a run of digits is a Polish account written without its country, 0..1."""
    digits = run.digits
    if len(digits) == 26 and not run.claimed_by_other(Label.ACCOUNT, Label.CARD):
        if check_digits.iban("PL" + digits):
            return 0.96
        return 0.85 if run.says(Label.ACCOUNT) or run.shape == (2, 4, 4, 4, 4, 4, 4) else 0.6
    typo = 16 <= len(digits) <= 28 and len(digits) != 24
    return 0.86 if typo and run.says(Label.ACCOUNT) and not run.claimed_by_other(Label.ACCOUNT) else 0.0


def recognise(view: View) -> Iterator[Hit]:
    """Find accounts that begin with a country, and UK accounts by their sort code."""
    text = view.digits
    for place in view.prefixed:
        head = _HEAD.match(text, place)
        expected = _LENGTHS.get(head[1]) if head else None
        if head and expected and (hit := _account(text, head, expected)):
            yield hit
    if "sort" in view.heads:
        for match in _SORT_CODE.finditer(text):
            yield Hit(PersonalDataType.IBAN, *match.span("code"), 0.92)


def _account(text: str, head: re.Match[str], expected: int) -> Hit | None:
    body = _BODY.match(text, head.start(), head.start() + 60)
    if body is None:
        return None
    end = _end_of(text, head.start(), body.end(), expected)
    compact = _GAPS.sub("", text[head.start() : end]).upper()
    if len(compact) == expected and check_digits.iban(compact) and _mostly_digits(compact):
        return Hit(PersonalDataType.IBAN, head.start(), end, 0.99)
    all_digits = compact[2:].isdigit() and head[1] in _DIGITS_ONLY
    if all_digits and abs(len(compact) - expected) <= 2 and len(compact) >= 15:
        return Hit(PersonalDataType.IBAN, head.start(), end, 0.92 if len(compact) == expected else 0.86)
    uk = head[1] == "gb" and abs(len(compact) - expected) <= 2 and compact[4:8].isalpha() and compact[8:].isdigit()
    return Hit(PersonalDataType.IBAN, head.start(), end, 0.86) if uk else None


def _end_of(text: str, start: int, limit: int, expected: int) -> int:
    """Where the expected number of characters is reached, or the end of what was matched."""
    count = 0
    for place in range(start, limit):
        count += text[place].isalnum()
        if count == expected:
            following = text[place + 1 : place + 2]
            return limit if following.isdigit() else place + 1
    return limit


def _mostly_digits(compact: str) -> bool:
    return sum(c.isdigit() for c in compact) * 2 >= len(compact)
