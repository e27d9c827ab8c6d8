"""Id cards, passports, driving licences and permits: a label and a number of the right shape.

Never without a label: too many product codes look alike. A wrong Polish check digit still counts (a typo).
"""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "pasa paso pase pasu pasz pass dowo dow tapa id atk vair teis praw driv lice iden legi leid kart seri",
    "asme doku docu vadi vadį",
)
_LABEL: Final = (
    r"pas(?:as|o|a|e|ui|u)|paszport\w*|passport\w*|dowod\w*|dow\. ?os\w*\.?|tapatyb\w*|id kort\w*|atk"
    r"|vairuotojo paz\w*"
    r"|vair\. ?paz\w*|teis(?:es|iu)|praw\w* jazdy|prawk[oa]|driv(?:ing|er'?s?) (?:licen[cs]e|permit)|id card"
    r"|identity (?:card|document)|legitymac\w*|leidim\w* (?:gyventi|nuolat\w*)|kart\w+ pobytu"
    r"|asmens dokument\w*"
    r"|dokument\w+ tozsam\w*|id(?= (?:nr|no|number))"
)
_SHAPE: Final = (
    r"[a-z]{3} ?\d{3} ?\d{3}|[a-z]{3}\d{7}|[a-z]{2} ?\d{7}|[a-z]{2,3} ?\d{6}|[a-z] ?\d{7,8}|\d{5}/\d{2}/\d{4}"
    r"|[a-z]{5}\d{6}[a-z0-9]{5}"
    r"|\d{3} ?\d{3} ?\d{3}|\d{7,9}|\d{4} \d{4}|\d{2} \d{6}"
)
_LABELLED: Final = re.compile(
    rf"(?<![a-z])(?:{_LABEL})(?![a-z])(?P<gap>[^\d\n]{{0,40}}?)(?<![a-z0-9])(?P<number>{_SHAPE})(?![a-z0-9])"
)
_LICENCE: Final = re.compile(r"[a-z]{2,5}9{0,3}\d[0156]\d[0-3]\d{2}[a-z][a-z9]\d[a-z]{2}(?![a-z0-9])")
_ELSE: Final = re.compile(
    r"(?<![a-z])(?:tel|skamb|dzwon|call|uzsak|zamow|order|eur|zl|iban|pesel"
    r"|asmens kod|nip)"
)


def recognise(view: View) -> Iterator[Hit]:
    """Find numbers after a document's name, and UK driving licences by their own shape."""
    text = view.digits
    if not view.heads.isdisjoint(HEADS):
        for match in filter(None, (_LABELLED.match(text, place) for place in view.places(HEADS))):
            if _ELSE.search(match["gap"]) is None:
                yield Hit(PersonalDataType.ID_DOCUMENT, *match.span("number"), 0.96)
    for place in view.prefixed:
        licence = _LICENCE.match(view.low, place)
        if licence and len(licence[0]) == 16 and view.cased[place].isupper():
            yield Hit(PersonalDataType.ID_DOCUMENT, *licence.span(), 0.9)
