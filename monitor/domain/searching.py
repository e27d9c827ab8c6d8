"""Words to find texts by, made alike from what was written and from what somebody looks for; pure.

Texts keep their words folded: no case, no diacritics, each once. What is looked for loses the ending that Lithuanian,
Polish and English words change, and finds every word that begins so: "siuntą" finds "siuntos", "Przesyłka" finds
"przesyłek", and the first digits of a parcel number find it.
"""

import re
from itertools import islice

from monitor.domain.writing.folding import folded

MOST_TERMS = 500
"""Of one text; hardly a post has more, and a pasted dump of data is found by its beginning."""
MOST_SOUGHT = 12
"""Words looked for at a time."""
SHORTEST_BEGINNING = 3
"""Letters; what is shorter is a whole word, as half of all words begin with one letter or other."""
_LONGEST_TERM = 60
_WORD = re.compile(r"[^\W_]+")
_LONG = "iuose iams iais iems omis emis ymis uose iose owie oms ams ems ose ese yse yje oje eje uje ius ies ios iai iau"
_SHORT = "as is ys us os es ai ui ei ia ie io iu om ow em ym ed ly a e i o u y s"
_STEMMED_FURTHER = "iego iemu ego emu imi ymi ich ych owi ami ach iej ing ka ki ke ko ek"
"""Endings that leave four letters at least, because what is left of a short word would find too much."""
_ENDINGS = tuple(
    sorted(
        [(ending, 3) for ending in f"{_LONG} {_SHORT}".split()] + [(ending, 4) for ending in _STEMMED_FURTHER.split()],
        key=lambda pair: -len(pair[0]),
    )
)
"""Folded, longest first, each with how many letters it leaves at least."""


def terms_of(*texts: str | None) -> str:
    """Give the words of texts in order, each once, folded and set apart by spaces."""
    found = dict.fromkeys(word[:_LONGEST_TERM] for text in texts if text for word in _WORD.findall(folded(text)))
    return " ".join(islice(found, MOST_TERMS))


def sought(words: str) -> tuple[str, ...]:
    """Give how the words begin that somebody looks for; a text is found when it has all of them."""
    return tuple(dict.fromkeys(map(_beginning, terms_of(words).split()[:MOST_SOUGHT])))


def _beginning(word: str) -> str:
    """Cut off the ending; what holds a digit is looked for as it was typed."""
    if not word.isalpha():
        return word
    return next(
        (word[: -len(end)] for end, left in _ENDINGS if word.endswith(end) and len(word) - len(end) >= left), word
    )
