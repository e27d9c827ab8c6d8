"""Third check: a public text must not ask the customer to post data where everybody reads it.

Sentence by sentence: a request, something personal requested, and no private way named. "Here", "in a comment" and
the like make it certain; a warning ("don't post your number here") is the opposite of a request and passes.
"""

import re
from collections.abc import Iterator
from typing import Final

from monitor.domain.drafts import Finding
from monitor.domain.writing.folding import view_of

_B: Final = r"(?<![a-z])"
_DATA: Final = re.compile(
    _B + r"(?:asmens (?:kod|duomen)|asm\.? kod|pesel|nip\b|regon|numer|nr\b|tel\b|telefon(?!u\b)"
    r"|kontakt(?:us|ini)"
    r"|adres|el\. ?past(?!u\b)|e-?mail(?!em\b)|kortel|kart[yęea]|saskait|iban|kont[ao]\b|kod(?:a|as|u)\b"
    r"|gimimo|dat[aey] urodz"
    r"|dane\b|danych|duomen|imie\b|nazwisk|pavard|slaptazod|hasl|pin\b|uzsakym|zamowieni|rezerv|rezerwac"
    r"|bilet"
    r"|siunt\w* (?:nr|num)|paczk\w* (?:nr|num)|order|booking|reservation|confirmation|reference|ref\b"
    r"|number|phone"
    r"|mobile|address|postcode|post code|zip|account|details|date of birth|dob\b|birth|card|id\b"
    r"|passport|paszport"
    r"|pas[oa]\b|dowod|name\b|surname|info(?:rmation)?\b|password|pnr\b|case|ticket|tracking|kontakt do)"
)
_REQUEST: Final = re.compile(
    _B + r"(?:(?:at|pa|par|i|nu|su)?(?:si)?(?:siusk|rasyk|raso|rasyti|rodyk|teik|sakyk|lik|dalink|dalin"
    r"|nesk|virtink|praneskit|komentuok)\w*"
    r"|ivesk\w*|pakomentuok\w*|pateik\w*|nurod\w*|prasome|prasau|reik\w*|galetumet\w*|ar galit\w*|koks"
    r"|kokia|kokiu"
    r"|podaj\w*|podac|podanie|napisz\w*|napisac|wyslij\w*|wyslac|przeslij\w*|przeslac|przesla\w*"
    r"|zostaw\w*|wpisz\w*|udostepnij\w*"
    r"|potrzebujemy|prosimy|prosze|poprosimy|jaki|jaka|czy moz\w*|daj\w*|odpisz\w*|skomentuj\w*"
    r"|dopisz\w*|wklej\w*"
    r"|reply|send|share|provide|give|tell|leave|post|drop|comment|confirm|let us know|supply|enter|type"
    r"|write|put"
    r"|what(?:'s| is)|which|can (?:we|you|i)|could (?:we|you|i)|may (?:we|i)|need|require|please"
    r"|pop)(?![a-z])"
)
_NOT: Final = re.compile(
    _B + r"(?:ne(?:rasyk|siusk|skelbk|viesink|dalink|palik|pateik|nurod|rasy|siunt|deki|komentuok|atskleis"
    r"|dekit|talpin|publikuok)\w*"
    r"|nereik\w*|niekada|niekuomet|vengkit\w*|nie (?:\w+ )?(?:pod\w*|pis\w*|wys\w*|udost\w*|publ\w*"
    r"|zamieszcz\w*|zostaw\w*|wpis\w*|przes\w*|ujawn\w*|wkle\w*|potrzeb\w*|trzeba|dziel\w*)|nigdy"
    r"|(?:do not|don't|dont|never|avoid|without|not to|no need to|instead of|rather than|refrain from"
    r"|stop|shouldn't|should not|won't|will not|would not)(?: \w+){0,3})"
)
_PUBLIC: Final = re.compile(
    _B + r"(?:cia\b|komentar\w*|viesai|po siuo|po irasu|siame irase|tutaj|tu\b|w komentarz\w*|pod postem"
    r"|pod tym|pod wpisem"
    r"|publicznie|here|comments?\b|below|publicly|in (?:the|this) (?:thread|post)|on (?:the|this"
    r"|our) (?:wall|page|post|timeline)|reply with|with a reply)"
)
_PRIVATE: Final = re.compile(
    _B + r"(?:privac\w*|asmenin\w* zinut\w*|zinut\w*|asmeniskai|messenger\w*|inbox\w*|pm\b|dm(?:s|'s)?\b"
    r"|pw\b|priv\w*|prywatn\w*"
    r"|wiadomosc\w*|direct\w*|messag\w*|el\. pastu|e-?mailem|mailowo|telefonicznie|by (?:phone|e-?mail)"
    r"|via (?:dm|e-?mail|chat|phone)"
    r"|call us|paskambin\w*|zadzwon\w*|skambin\w*|formul?arz\w*|form(?:a|oje|e|os)?\b|link\w*|nuorod\w*"
    r"|chat|pokalb\w*|czat\w*|app\b|program\w*|aplikac\w*|email us|e-mail us)"
)
_SENTENCE: Final = re.compile(r"[^.!?\n;]+(?:[.!?;\n]+|$)")
_ABBREVIATION: Final = re.compile(r"(?<![a-z])(el|nr|tel|asm|a|k|d|m|val|ul|g|pr|p|np|min)\.(?= )")


def find_requests(draft: str) -> Iterator[Finding]:
    """Yield a finding for each sentence that asks for data without naming a private way."""
    view = view_of(draft)
    text = _ABBREVIATION.sub(lambda m: m[1] + "\x01", view.low)
    private_before = False
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0].replace("\x01", ".")
        private = _PRIVATE.search(words) is not None
        if _asks(words, private=private or private_before):
            start, end = view.locate(*sentence.span())
            why = "asks the customer to give data where everybody can read it"
            yield Finding("asks_publicly", start, end, why, "move_private")
        private_before = private


def _asks(sentence: str, *, private: bool) -> bool:
    asked = _NOT.sub(" ", sentence)
    if _DATA.search(asked) is None or _REQUEST.search(asked) is None:
        return False
    if _NOT.search(sentence) and (private or _PUBLIC.search(sentence)):
        return False
    return _PUBLIC.search(asked) is not None or not private
