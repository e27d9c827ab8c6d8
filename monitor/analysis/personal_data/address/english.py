"""English order: the number, the name, the street word (12 High Street), perhaps a flat before."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.address.parts import POSTCODE, Street, street
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

_STREET: Final = re.compile(
    r"(?<![\w.,$£€])\d{1,5}[a-z]?,? (?P<name>(?:st\.? )?(?:[a-z][a-z']+ ){1,3}?)(?P<kind>street|st|road"
    r"|rd|avenue|ave|lane|ln|drive|close"
    r"|court|way|place|gardens|grove|terrace|crescent|square|mews|boulevard|blvd)(?![a-z])\.?"
    rf"(?P<tail>(?:,? [a-z]+){{0,2}}?,? {POSTCODE})?"
)
_FLAT: Final = re.compile(r"(?:flat|apt\.?|apartment|unit) \d{1,4}[a-z]?,? $")
_SURE: Final = frozenset({"street", "road", "avenue", "lane"})
_ORDINARY: Final = word_set(
    "was no one man fast first second way different lanes big small long block year years people cars car",
    "more other only am pm percent star next per it is the on of a an in at to from by for and or down up",
    "my your our this that off mile miles hour hours hrs mins minutes day days week weeks time times",
)
HEADS: Final = word_set(
    "stre st road rd aven ave lane ln driv clos cour way plac gard grov terr cres squa mews boul blvd",
)


def streets(view: View) -> Iterator[Street]:
    """Yield numbered streets."""
    text = view.low
    for place, _ in view.figures:
        match = _STREET.match(text, place)
        if match and _ORDINARY.isdisjoint(match["name"].split()) and _written_as_name(view, match):
            flat = _FLAT.search(text, max(0, match.start() - 20), match.start())
            start = flat.start() if flat else match.start()
            yield street(text, start, match.end(), detailed=bool(flat or match["tail"]))


def _written_as_name(view: View, match: re.Match[str]) -> bool:
    capital = view.cased[match.start("name")].isupper()
    if match["kind"] in _SURE:
        return capital or view.cased == view.low
    return capital and view.cased[match.start("kind")].isupper()
