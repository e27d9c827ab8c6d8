"""Words that say what a number is ("asmens kodas", "numer zamówienia", "call me on"), with their case endings.

All patterns are written for folded small letters, so they meet Lithuanian and Polish written with or without
diacritics. Where two labels could speak for a number, the nearer one does.
"""

import re
from enum import StrEnum
from typing import Final


class Label(StrEnum):
    """What a label says about the number beside it; the names are the groups of the pattern."""

    NATIONAL_ID = "national_id"
    DOCUMENT = "document"
    ACCOUNT = "account"
    CARD = "card"
    TAX = "tax"
    PARCEL = "parcel"
    ORDER = "order"
    PHONE = "phone"
    PLATE = "plate"
    SECRET = "secret"  # noqa: S105 - a category name
    MEASURE = "measure"
    NUMBER = "number"


_PATTERNS: Final = {
    Label.NATIONAL_ID: (
        r"asmens? kod\w*|mano kod(?:as|a|u)(?![a-z])|a\. ?k\b\.?|ak(?=[ .:] ?\d)|a/k\b|asm\.? ?kod\w*|pesel\w*|nino?\b"
        r"|national insurance"
        r"|ni (?:number|no\b)|nhs\b|personal (?:id(?:entity|entification)? )?(?:code|number)|national id\w*"
        r"|identity (?:number|code)|numer ewidencyjn\w*|gyventojo kod\w*"
    ),
    Label.DOCUMENT: (
        r"pas(?:as|o|a|e|ui|u)\b|paszport\w*|passport\w*|dow(?:od|ode|odu|odem|ody)\b|dow\. ?os"
        r"|tapatybes(?: kortel\w*| dok\w*)?|asmens dok\w*"
        r"|tapatybei|id kort\w*|atk\b|vairuotojo paz\w*|vair\. ?paz\w*|teis(?:es|iu)\b|praw[oa]? jazdy|prawka"
        r"|driv(?:ing|er'?s?) licen[cs]e|id card|identity card|legitymacj\w*|leidim\w* gyvent\w*"
        r"|kart\w+ pobytu"
    ),
    Label.ACCOUNT: (
        r"iban\b|saskait\w*|sask\b|rachun(?:ek|ku|kiem|ki)\b|kon(?:to|ta|cie|tem|tu)\b|nrb\b|sort code"
        r"|bank account|account"
    ),
    Label.CARD: (
        r"kortel\w*|kart(?:a|y|e|o|ą|ami)\b|karcie\b|credit card|debit card|card\b|visa\b|visos\b|mastercard"
        r"|maestro|amex|mokej(?:au|imas|imo|o)\b|placil[ae]m|platnosc\w*|paid with|payment"
    ),
    Label.TAX: r"nip(?:u|em)?\b|regon\w*|pvm\b|vat\b|utr\b|imones kod\w*|im\. ?k\b|company (?:code|number)",
    Label.PARCEL: (
        r"siunt\w*|sekim\w*|pakuot\w*|paczk\w*|paczek|paczuszk\w*|przesyl\w*|inpost\w*|paczkomat\w*"
        r"|tracking|parcel\w*"
        r"|shipment|consignment|sledzeni\w*|list\w* przewozow\w*|omniva\w*|dpd\b|venipak\w*|package"
    ),
    Label.ORDER: (
        r"uzsakym\w*|zamowieni\w*|zam\. ?nr|order\w*|booking\w*|reserv\w*|rezerv\w*|rezerwacj\w*|pnr\b"
        r"|biliet\w*"
        r"|bilet\w*|ticket\w*|incident|byl(?:a|os|oje)\b|cases?\b|zgloszen\w*|sprawy\b|reklamacj\w*|faktur\w*"
        r"|invoice\w*|sutart\w*|umow(?:a|y|e)\b|klient\w*|client\w*|customer\w*|member\w*|contract\w*"
        r"|ref(?:erence|erencij\w*)?\b|policy|polis\w*|kvit\w*|paragon\w*|skund\w*|uzklaus\w*|pretenzij\w*"
        r"|inquiry|enquiry|confirmation|meter|artikul\w*|item\b|style numbers?|model\w*|preke?s? kod\w*|ean\b"
        r"|imei\b|isbn\b|serij\w*|serial\w*|barkod\w*|barcode|kod(?:as|o)? prekes|sku\b"
    ),
    Label.PHONE: (
        r"(?:my|best|home|work|daytime|contact) (?:new |phone |mobile |cell )?number|"
        r"(?:give|drop) (?:me|us) a (?:bell|ring|buzz)|ring\b|reach\w*|[tm](?=: ?[+\d(])|atsiliep\w*|zlap\w*"
        r"|dostepn\w* pod"
        r"|(?:zostaw|paliek|palik)\w* (?:moj |swoj |savo |mano )?(?:numer\w*|nr)\b|mano (?:nr\b|numer\w*)"
        r"|moj (?:nr\b|numer\w*)"
        r"|pod numer\w*|na numer\b|numeriu\b|"
        r"tel(?:ef(?:on(?:as|o|u|ui|e|em|ie|y|ow\w*|iczn\w*|uoti|uokit\w*|ai|us)?)?)?\b|mob(?:il\w*)?\b"
        r"|tel(?=\d)|(?:tele)?phones?\b|cell\w*|call\w*|ring me|text me|sms\w*|whats ?app|viber\w*|signal\b"
        r"|(?:pa|su|at|pri|per)?(?:si)?skamb\w*|susisiek\w*|(?:za|od|ode|)dzwon\w*|kontakt\w*|komork\w*|kom(?=[.:])"
        r"|contact\w*|fax\w*|faks\w*"
    ),
    Label.PLATE: r"valst\w*\.? ?n\w+|auto(?:mobilio)? num\w*|rejestrac\w*|nr rej\b|tablic\w*"
    r"|number plate|reg plate",
    Label.SECRET: r"pin(?:as|o|u)?\b|cvv2?\b|cvc2?\b|puk\b|blik\w*|slaptazod\w*|hasl(?:o|a|em)\b|password\w*",
    Label.NUMBER: r"nr\b|numer(?:is|iu|io|i|ui|em|u)?\b|number\b|num\b",
    Label.MEASURE: r"versij\w*|wersj\w*|version\w*|ver\b|build\b|koordinat\w*|wspolrzedn\w*"
    r"|eur\b|usd\b|pln\b|gbp\b|zl\b|flight\w*|skryd\w*|lot(?:u|em)?\b",
}
_LABEL: Final = re.compile("(?<![a-z])(?:" + "|".join(f"(?P<{k}>{v})" for k, v in _PATTERNS.items()) + ")")
_BY_GROUP: Final = {label.value: label for label in Label}

REACH_BACK: Final = 32
"""How far before a number its label may end, in characters (Purview uses 300; posts are shorter)."""
REACH_FORWARD: Final = 18
"""How far after a number its label may begin."""


def labels_in(low: str, start: int, end: int) -> list[tuple[int, int, Label]]:
    """Labels in a stretch of a folded text, in order, as (start, end, what it says)."""
    return [(m.start(), m.end(), _BY_GROUP[m.lastgroup or ""]) for m in _LABEL.finditer(low, start, end)]
