"""Passwords, PINs, card security codes and one-time codes: the label, a connecting word, and the value itself.

"Forgot my password again" holds no secret: the value must follow ":" or "is", and look like one unless the writer
says that it is theirs.
"""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "pin pina pino pinu cvv cvc puk slap hasl pass pwd blik sms vien jedn veri secu otp auto patv kod",
    "code atsi pine kode kodo kody wery one auth kodu saug prisi pris logi koda",
)
_PASSWORDS: Final = frozenset({"slap", "hasl", "pass", "pwd"})
_CODE: Final = re.compile(
    r"(?<![a-z])(?:pin(?:as|o|u|em)?|cvv2?|cvc2?|puk|otp|(?:kod\w* )?blik\w*|(?:sms|vienkartin\w*"
    r"|patvirtinimo|saugos"
    r"|prisijungimo|autoryzacyj\w*|weryfikacyj\w*|jednorazow\w*|verification|security|one[- ]time|login"
    r"|auth\w*) (?:kod\w*|code|pin)"
    r"|code (?:that )?(?:you|they|we|i) (?:texted|sent|got|received)(?: me| us)?|atsiust\w+ kod\w*"
    r"|kod\w*,? (?:ktory|kuri) \w+|kod\w* (?:sms|blik|pin|cvv|cvc|autoryzac\w*|weryfikac\w*"
    r"|(?:z|is) sms\w*))(?![a-z])(?:\W{0,3}(?:kod\w*"
    r"|code|nr|numer\w*|number"
    r"|is|yra|to|jest|was|buvo|mano|moj|my|karty|korteles)(?![a-z])){0,4}\W{0,4}(\d{3,8}"
    r"|(?:\d ){2,7}\d)(?![\d.,:%])(?! ?(?:eur|zl|pln|usd|gbp|€|£|\$))"
)
_PASSWORD: Final = re.compile(
    r"(?<![a-z])(?P<own>mano |mūsų |moje |my |our )?(?:slaptazod(?:is|zio|i|ziu)|hasl(?:o|a|em)|password"
    r"|passwd|pwd|pass)(?![a-z])"
    r"(?P<of>(?: (?:prie|do|nuo|for|prisijung\w*|account|konta|paskyros|paskyrai|email\w*|pasto|wifi"
    r"|wi-fi)){0,3})"
    r"(?P<link> ?[:=] ?| ?- ?| (?:yra|to|is|jest|buvo|was|bylo) (?:toks |takie )?[:\"']? ?| \""
    r"| ')?\s?(?P<value>[^\s\"']{4,40})"
)
_NOT_SECRET: Final = word_set(
    "wrong incorrect invalid expired reset resetting required correct needed changed lost forgotten",
    "asking protected weak strong neteisingas neteisinga negalioja pamirstas netinka blogas geras",
    "reikalingas pasikeite zle nieprawidlowe bledne niepoprawne wygaslo dobre zapomniane zmienione",
    "potrzebne zmiana wymagane still always never again also just manager being that this what when where",
    "wazne trudne latwe",
)


def recognise(view: View) -> Iterator[Hit]:
    """Find codes of digits after their label, and passwords after a connecting word."""
    for match in filter(None, (_CODE.match(view.digits, place) for place in view.places(HEADS))):
        yield Hit(PersonalDataType.SECRET, match.start(1), match.end(1), 0.95)
    for match in _PASSWORD.finditer(view.low) if not view.heads.isdisjoint(_PASSWORDS) else ():
        start, end = match.span("value")
        while end > start and view.low[end - 1] in ".,!?)":
            end -= 1
        value = view.cased[start:end]
        if len(value) >= 4 and _is_secret(match, value):
            yield Hit(PersonalDataType.SECRET, start, end, 0.92)


def _is_secret(match: re.Match[str], value: str) -> bool:
    letters_and_digits = any(c.isdigit() for c in value) and value[0] not in "(<‹"
    mixed = letters_and_digits or (any(c in "!@#$%^&*_" for c in value[1:]) and value.isascii())
    link = (match["link"] or "").strip()
    if mixed and (link or (letters_and_digits and any(c.isalpha() for c in value))):
        return True
    plain = value.lower() not in _NOT_SECRET and value.isalnum() and len(value) >= 5
    return plain and (link in {":", "="} or (bool(match["own"]) and bool(link)))
