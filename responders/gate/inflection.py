"""Whether a word of a draft is some grammatical form of a name, Lithuanian, Polish or English, diacritics or not.

No dictionary knows every surname, so forms are told by stem and ending: the nominative ending is cut off, the stem
may change as the languages change it (t to č, d to dž, a fleeting e, r to rz), and what follows must be an ending.
"""

import re
from functools import lru_cache
from typing import Final

from monitor.domain.writing.word_sets import word_set

_NOMINATIVE: Final = re.compile(r"(?:iene|ius|ys|is|as|us|ia|ski|cki|dzki|ska|cka|dzka|a|e|o|i|y)$")


_ENDINGS: Final = word_set(
    "a e i o u y as is ys us es os io iui iu iai ias ia iaus iam iams iais iuose uje yje oje eje ioje iame",
    "ame ai au aus ui um umi imi im ius ie ies iei iem iemis ei eis oms omis ose om am ams ais uose ems",
    "emis ese em owi iowi ow iow owie iowie ami iami ach iach ego emu ych ich ym ymi ej iej owa owej owe",
    "owo owna owny ienei ienes iene iena ienio ieni yte ytes ytei yta ute utes utei aite aites aitei iute",
    "iutes s iego iemu",
) | {""}
_CHANGES: Final = tuple(
    change.split(">")
    for change in [
        "t>c",
        "d>dz",
        "ek>k",
        "ec>c",
        "el>l",
        "er>r",
        "en>n",
        "iec>c",
        "r>rz",
        "k>c",
        "g>dz",
        "ch>sz",
        "iol>l",
        "iel>l",
        "ien>n",
        "t>ci",
        "d>dzi",
        "st>sci",
        "rzec>rc",
        "ol>l",
        "ab>eb",
        "iek>k",
        "s>si",
        "z>zi",
        "n>ni",
        "l>li",
    ]
)
"""How the end of a stem changes between cases: Petrait-is, Petraič-io; Dud-ek, Dudk-a; Marzec, Marc-a."""
_SHORTEST_STEM: Final = 3


@lru_cache(maxsize=2048)
def stems(name: str) -> frozenset[str]:
    """The stems a folded name may take in its cases."""
    base = _NOMINATIVE.sub("", name)
    if len(base) < _SHORTEST_STEM:
        base = name
    found = {base, name}
    for end, changed in _CHANGES:
        if base.endswith(end) and len(base) > len(end) + 1:
            found.add(base[: -len(end)] + changed)
    if name.endswith(("ski", "cki", "ska", "cka")):
        found.add(name[:-1])
    return frozenset(found)


def is_form_of(word: str, name: str) -> bool:
    """Whether a folded word is a case form, or a family form, of a folded name."""
    word = word.removesuffix("'s")
    for stem in stems(name):
        if word.startswith(stem) and word[len(stem) :] in _ENDINGS:
            return True
    return _shares_most(word, name)


def _shares_most(word: str, name: str) -> bool:
    """Catch forms the rules miss: long names that agree in all but their last letters."""
    stem = _NOMINATIVE.sub("", name)
    keep = max(5, len(stem) - 1)
    return len(stem) >= 5 and word[:keep] == name[:keep] and abs(len(word) - len(name)) <= 5
