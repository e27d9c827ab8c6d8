"""Tax and company numbers: NIP and REGON, Lithuanian PVM and company codes, UK VAT and UTR; nearly always labelled.

One random ten-digit number in eleven has a right NIP check digit, so only the official grouping with dashes or a
country prefix counts without a label.
"""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data import check_digits
from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View

HEADS: Final = frozenset(
    {"nip", "nipu", "nipe", "rego", "pvm", "vat", "utr", "imon", "im", "k", "comp", "krs", "tax", "taxp", "mokes"[:4]}
)
_LABELLED: Final = re.compile(
    r"(?<![a-z])(?:nip(?:u|em|-?u)?|regon(?:u|em)?|krs|pvm(?: (?:moketojo )?kod\w*)?|vat(?: (?:id|reg\w*"
    r"|eu))?|utr"
    r"|imones kod\w*|im\. ?k(?:od\w*)?\.?|(?:(?<=i\.)|(?<=i\. ))k\.?|company (?:code|number|no)"
    r"|tax(?:payer)? (?:id\w*|reference"
    r"|number|code)"
    r"|mokesc\w+ moket\w+ (?:kod|num|ident)\w*)(?![a-z])"
    r"(?:\W{0,3}(?:nr|numer\w*|number|no|id|code|kod\w*|firmy|yra|to|is|jest|moketojo|mano|moj|my|our"
    r"|nasz)(?![a-z])){0,3}\W{0,3}"
    r"((?:[a-z]{2}[ -]?)?\d(?:[ .-]?\d){6,13})(?!\d)"
)
_NIP: Final = re.compile(r"(?<![\d-])(?:\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3})(?![\d-])")
_PREFIXED: Final = re.compile(r"(lt\d{9}(?:\d{3})?|pl\d{10})(?![a-z0-9])")


def recognise(view: View) -> Iterator[Hit]:
    """Find labelled numbers whatever their check digit, unlabelled ones only when form and check digit agree."""
    text = view.digits
    if not view.heads.isdisjoint(HEADS):
        for match in filter(None, (_LABELLED.match(text, place) for place in view.places(HEADS))):
            yield Hit(PersonalDataType.TAX_ID, match.start(1), match.end(1), 0.98)
    for start, end in view.figures:
        grouped = _NIP.match(text, start) if end - start == 3 and text[end : end + 1] == "-" else None
        if grouped and check_digits.is_valid("pl.nip", grouped[0].replace("-", "")):
            yield Hit(PersonalDataType.TAX_ID, *grouped.span(), 0.88)
    for place in view.prefixed:
        code = _PREFIXED.match(text, place)
        if code and check_digits.is_valid("lt.pvm" if code[0].startswith("lt") else "pl.nip", code[0][2:]):
            yield Hit(PersonalDataType.TAX_ID, *code.span(), 0.85)
