"""Addresses of shops, hotels and clinics: a word for the place stands directly before the street, or behind it.

Between the word and the street only names and prepositions may stand: "hotel Flora w Łodzi, ul. Długa 5" is the
hotel's, "the shop never delivered to 5 Long Road" is not the shop's.
"""

import re
from typing import Final

from monitor.analysis.personal_data.address.parts import Street
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "pard salo kavi rest vies mote vais klin poli degal dega past biur fili skyr cent uab vsi plc grup moky muzi teat",
    "pica bara baru kepy dirb serv",
    "skle kawi hote apte przy szpi gabi stac pacz oddz gale kino muze szko punk firm plac sie biedr bied pubu pub",
    "shop stor cafe inn phar hosp surg bran offi loca gym bank cine suit lock supe mall loca clin post tesc lidl hq",
)
"""How words for premises begin."""
_SMALL: Final = word_set(
    "na przy w we z prie ties ant at on in the by near outside obok kolo salia yra jest is ir i and of from nr",
    "your wasz wasza jusu musu nasz nasza our their ltd plc sp zoo",
)
_HOME_HEADS: Final = word_set("gyve mies zami live home namu nama buta bute flat apar")
_WORD: Final = re.compile(r"[a-z]+|[.!?;]")
_STREET_WORD: Final = re.compile(
    r" (?:g|gatv\w*|pr|prosp\w*|al|alej\w*|pl|plent\w*|tak\w*|kel\w*|skg|street|st|road|rd|lane|ln|avenue|ave|drive"
    r"|close|way|place|court|terrace)(?![a-z])"
)
"""Directly behind the word it makes it a street's own name: Mokyklos g., Bank Street."""
_LOOK: Final = 60
_MOST_BETWEEN: Final = 6
_BEHIND: Final = re.compile(
    r",? (?:[a-z]+ ){0,2}?(?:store|shop|branch|location|office|restaurant|hotel|parduotuv\w*|salon\w*|kavin\w*"
    r"|filial\w*|sklep\w*|oddzial\w*)(?![a-z])"
)


def belong_to(view: View, street: Street) -> bool:
    """Whether a street with its number is where a business stands."""
    if not view.heads.isdisjoint(_HOME_HEADS):
        return False
    return _stands_before(view, street.start) or _BEHIND.match(view.low, street.end) is not None


def _stands_before(view: View, start: int) -> bool:
    """Whether going back over names and prepositions leads to a word for premises."""
    first = _WORD.match(view.low, start)
    named_so = first and first[0][:4] in HEADS and len(first[0]) > len("post")
    if first and named_so and _STREET_WORD.match(view.low, first.end()) is None:
        return True
    words = list(_WORD.finditer(view.low, max(0, start - _LOOK), start))
    for word in words[: -_MOST_BETWEEN - 1 : -1]:
        if word[0][:4] in HEADS:
            return True
        named = view.cased[word.start()].isupper() or word[0] == "."
        if not (named or word[0] in _SMALL):
            return False
    return False
