"""Payment cards: 13 to 19 digits, an issuer's prefix and the Luhn digit; a label forgives a wrong digit."""

import re
from typing import Final

from monitor.analysis.personal_data import check_digits
from monitor.analysis.personal_data.labels import Label
from monitor.analysis.personal_data.runs import Run

_ISSUER: Final = re.compile(
    r"4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-59]|[689]\d)\d{11}(?:\d{2})?|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d|22\d)\d{12}"
    r"|(?:5[06789]|6\d)\d{14}(?:\d{2,3})?|1\d{14}"
)
_SHAPES: Final = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3)})
_NOT_ALONE: Final = (Label.ORDER, Label.PARCEL)


def score(run: Run) -> float:
    """How likely the run is a card number, 0..1."""
    digits = run.digits
    if not 12 <= len(digits) <= 19 or run.plus or len(set(digits)) == 1:
        return 0.0
    issued = _ISSUER.fullmatch(digits) is not None
    called = run.says(Label.CARD) and not run.claimed_by_other(Label.CARD)
    if not (issued or called):
        return 0.0
    checked = len(digits) > 12 and check_digits.luhn(digits)
    if called:
        return 0.97 if issued and checked else 0.8 if run.spoken and not run.spoken.after else 0.0
    if run.claimed_by_other(Label.CARD, Label.ACCOUNT, Label.SECRET):
        return 0.0
    if checked:
        return 0.0 if run.says(*_NOT_ALONE) and len(run.shape) == 1 else 0.9
    return 0.6 if run.shape in _SHAPES else 0.0
