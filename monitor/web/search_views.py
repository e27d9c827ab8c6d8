"""Finds cases by their words, author or number, for the page and the API.

What is looked for is mostly a name or a number of somebody's, so it travels in a request's body, never in an address.
"""

import re

import msgspec

from monitor.domain.searching import sought
from monitor.web.desk import Desk
from monitor.web.views import RowView, row_view

MOST = 50
_NUMBER = re.compile(r"\s*#?([0-9]{1,18})\s*")


class FoundView(msgspec.Struct, frozen=True):
    """The cases found, those with the newest texts first; `more`: there are others, so more words are needed."""

    rows: list[RowView]
    more: bool = False


async def find_cases(desk: Desk, words: str) -> FoundView:
    """Find at most 50 cases: the one of that number, then those in which all words stand."""
    number = _NUMBER.fullmatch(words)
    async with desk.store.read() as tx:
        numbered = await tx.cases.rows([int(number[1])]) if number else []
        worded = await tx.cases.search(sought(words), most=MOST + 1)
    rows = {row.case.id: row_view(row, desk.now()) for row in (*numbered, *worded)}
    return FoundView(list(rows.values())[:MOST], more=len(rows) > MOST)
