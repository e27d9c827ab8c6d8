"""Personal codes: asmens kodas, PESEL, UK National Insurance and NHS numbers.

Eleven digits with a real birth date and a right check digit pass chance once in a hundred, so they count without a
label. With a label a slip of the pen still counts: the person meant to write their code.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from monitor.analysis.personal_data import check_digits
from monitor.analysis.personal_data.hits import Hit
from monitor.analysis.personal_data.labels import Label
from monitor.analysis.personal_data.runs import Run
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View

_WRITTEN_AS_IDS: Final = frozenset({(11,), (1, 6, 4), (6, 5)})
_SHAPES: Final = frozenset(
    {(11,), (6, 5), (7, 4), (1, 6, 4), (1, 10), (2, 2, 2, 5), (1, 2, 2, 2, 4), (3, 3, 3, 2), (3, 3, 5), (4, 4, 3)}
)
_LT_DAYS: Final = range(3, 7)
_PL_DAYS: Final = range(2, 6)
_DIALLED: Final = frozenset({"370", "480", "447", "000"})
"""How telephone numbers with their country begin."""
_NINO: Final = re.compile(r"[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\d{2}[ .-]?\d{2}[ .-]?\d{2} ?[a-d](?![a-z0-9])")
_NINO_LABELLED: Final = re.compile(
    r"(?<![a-z])(?:nino?|national insurance(?: (?:number|no\.?))?|ni (?:number|no\.?))(?![a-z])[^a-z0-9]{0,4}"
    r"(?:is |: ?)?([a-z]{2} ?(?:\d[ .-]?){5,7}[a-z]?)(?![a-z0-9])"
)

HEADS: Final = frozenset({"ni", "nino", "nati"})


def score(run: Run) -> float:
    """How likely the run is a personal code, 0..1."""
    count = len(run.digits)
    if run.says(Label.NATIONAL_ID) and not run.plus:
        return {11: 0.97, 10: 0.85, 12: 0.8, 9: 0.7}.get(count, 0.0)
    if count != 11 or run.plus or run.shape not in _SHAPES or run.claimed_by_other(Label.NATIONAL_ID):
        return 0.0
    return _unlabelled(run)


def _unlabelled(run: Run) -> float:
    digits = run.digits
    asmens, pesel = check_digits.asmens_date, check_digits.pesel_date
    dated = asmens(digits), pesel(digits)
    if dated[0] and check_digits.is_valid("lt.asmens", digits):
        return 0.9
    if dated[1] and check_digits.is_valid("pl.pesel", digits):
        return 0.9
    alone = run.spoken is None or run.says(Label.NUMBER, Label.SECRET)
    if any(dated) and alone and run.shape in _WRITTEN_AS_IDS:
        return 0.45
    slipped = alone and run.shape == (11,) and not run.late and digits[:3] not in _DIALLED
    return 0.4 if slipped and (_nearly(asmens, digits, _LT_DAYS) or _nearly(pesel, digits, _PL_DAYS)) else 0.0


def _nearly(dated: Callable[[str], bool], digits: str, places: range) -> bool:
    """Whether one other digit in the month or the day would make it a date: a slip of the finger."""
    return any(dated(digits[:at] + other + digits[at + 1 :]) for at in places for other in "0123456789")


def recognise(view: View) -> Iterator[Hit]:
    """Find UK National Insurance numbers: by their letters, or by their label whatever the letters."""
    for place in view.prefixed:
        if (match := _NINO.match(view.low, place)) and view.cased[place].isupper():
            yield Hit(PersonalDataType.NATIONAL_ID, match.start(), match.end(), 0.9)
    if view.heads.isdisjoint(HEADS):
        return
    for match in _NINO_LABELLED.finditer(view.low):
        yield Hit(PersonalDataType.NATIONAL_ID, match.start(1), match.end(1), 0.95)
