"""English order: the number, the name, the street word (12 High Street), perhaps a flat before."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.address.parts import POSTCODE, Street, street
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

_STREET: Final = re.compile(
    r"(?<![\w.,$£€])\d{1,5}[a-z]?,? (?P<name>(?:st\.? )?(?:[a-z][a-z']+ ){1,3}?|the )(?P<kind>street|st|road"
    r"|rd|avenue|ave|lane|ln|drive|close"
    r"|court|way|place|gardens|grove|terrace|crescent|square|mews|boulevard|blvd|walk|hill"
    r"|view|rise|row|parade|wharf|quay|croft|green|end|mount)(?![a-z])\.?"
    rf"(?P<tail>(?:,? [a-z]+){{0,2}}?,? {POSTCODE})?"
)
_FLAT: Final = re.compile(r"(?:flat|apt\.?|apartment|unit) \d{1,4}[a-z]?,? $")
_SURE: Final = frozenset({"street", "road", "avenue", "lane"})
_WEAK: Final = word_set("walk hill view rise row parade wharf quay croft green end mount")
"""Words that end the names of many things besides streets."""
_ORDINARY: Final = word_set(
    "was no one man fast first second way different lanes big small long block year years people cars car",
    "more other only am pm percent star next per it is the on of a an in at to from by for and or down up",
    "my your our this that off mile miles hour hours hrs mins minutes day days week weeks time times",
)
HEADS: Final = word_set(
    "stre st road rd aven ave lane ln driv clos cour way plac gard grov terr cres squa mews boul blvd",
    "walk hill view rise row para whar quay crof gree end moun",
)


def streets(view: View) -> Iterator[Street]:
    """Yield numbered streets."""
    text = view.low
    for place, _ in view.figures:
        match = _STREET.match(text, place)
        if match and _is_name(match["name"]) and _written_as_name(view, match):
            flat = _FLAT.search(text, max(0, match.start() - 20), match.start())
            start = flat.start() if flat else match.start()
            found = street(text, start, match.end(), flat=flat is not None, postcode=bool(match["tail"]))
            weak = match["kind"] in _WEAK and not (flat or match["tail"])
            yield found._replace(merely_located=True) if weak else found


def _is_name(words: str) -> bool:
    """Whether nothing among the words belongs to an ordinary sentence; "the" alone names The Avenue."""
    return words == "the " or _ORDINARY.isdisjoint(words.split())


def _written_as_name(view: View, match: re.Match[str]) -> bool:
    capital = view.cased[match.start("name")].isupper()
    if match["kind"] in _SURE and match["name"] != "the ":
        return capital or view.cased == view.low
    return capital and view.cased[match.start("kind")].isupper()
