"""Postal addresses in Lithuanian, Polish and English order, postcodes, and "I live at ..." in any of the three.

A street and a house number alone may be a shop or a hotel. They count unless the text merely locates something
("przy ul. Nowej 5", "at 5 New Road") and nothing in it speaks of a home, a delivery or an address, or unless it is
where a business stands.
"""

from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.address import english, home, lithuanian, polish, postcode, premises
from monitor.analysis.personal_data.address.parts import Street
from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View

_STREETS: Final = (lithuanian, polish, english)
_NEAR: Final = 12
"""How far from its street a business's postcode may stand."""
HEADS: Final = home.HEADS.union(
    *[order.HEADS for order in _STREETS], lithuanian.TOWNS, polish.COMMUNES, {"lt", "code", "post"}
)


def recognise(view: View) -> Iterator[Hit]:
    """Find addresses and postcodes."""
    personal = not view.heads.isdisjoint(home.HEADS)
    business = not view.heads.isdisjoint(premises.HEADS)
    shops: list[Street] = []
    for street in _streets(view):
        if business and not street.flat and premises.belong_to(view, street):
            shops.append(street)
        elif personal or not street.merely_located:
            yield Hit(PersonalDataType.ADDRESS, street.start, street.end, 0.9)
    if personal:
        yield from home.recognise(view)
    for hit in postcode.recognise(view):
        if not any(shop.start - _NEAR <= hit.start <= shop.end + _NEAR for shop in shops):
            yield hit


def _streets(view: View) -> Iterator[Street]:
    for order in _STREETS:
        if not view.heads.isdisjoint(order.HEADS):
            yield from order.streets(view)
