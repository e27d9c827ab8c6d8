"""Every cell of the planner's table: a network, public or private, a move, and the row that decides."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import NamedTuple

from monitor.domain.assessments import PersonalDataType
from monitor.domain.mentions import Abilities, Visibility
from monitor.domain.moves import MoveKind
from monitor.ports import Situation
from responders.moves.facts import Facts
from responders.moves.rows import Row
from responders.moves.table import TABLE
from tests.contracts.moves.plays import DAY, HOUR, NETWORKS, Network
from tests.support.situations import NOW, Story, situation

_AGES = (HOUR, 2 * DAY, 8 * DAY)
_ABILITIES = ("reply", "private_reply", "message", "hide")


class Cell(NamedTuple):
    network: str
    surface: Visibility
    kind: MoveKind
    when: str


def row_of(case: Situation, kind: MoveKind, *, now: datetime = NOW) -> Row:
    """The line of the table that decides."""
    return next(row for row in TABLE[kind] if row.holds(Facts(case, now)))


def cell_of(network: str, case: Situation, kind: MoveKind) -> Cell:
    return Cell(network, case.mention.visibility, kind, row_of(case, kind).when)


def possible() -> set[Cell]:
    """Every cell the planner can give for anything the connectors can tell; also the refusal of what was open."""
    found: set[Cell] = set()
    for name, network in NETWORKS.items():
        for case in (*_public(network), *_private(network)):
            for kind in MoveKind:
                row = row_of(case, kind)
                found.add(Cell(name, case.mention.visibility, kind, row.when))
                if row.allowed:
                    found.add(Cell(name, case.mention.visibility, kind, TABLE[kind][0].when))
    return found


def played() -> set[Cell]:
    """Every cell that a play expects to decide."""
    return {
        cell_of(name, play.expected(network.rules), kind)
        for name, network in NETWORKS.items()
        for play in network.plays.values()
        for kind in MoveKind
    }


def _public(network: Network) -> Iterator[Situation]:
    for post, told in ((False, network.comment), (True, network.post)):
        for *answers, hidden, nameless, ours in product(*told.values(), (False, True)):
            abilities = Abilities(**dict(zip(_ABILITIES, answers, strict=True)))
            story = Story(abilities=abilities, hidden=hidden, nameless=bool(nameless), post=post, ours=bool(ours))
            yield from _known(network, story)


def _known(network: Network, story: Story) -> Iterator[Situation]:
    """What Aside knows beside it: another fact at a time, since no row of the table asks for two of them."""
    yield situation(story, network.rules)
    yield situation(replace(story, age=8 * DAY), network.rules)
    yield situation(replace(story, data=(PersonalDataType.PHONE,)), network.rules)
    for age in _AGES:
        yield situation(story, network.rules, last_inbound=NOW - age)
    if network.rules.private_reply_window is not None:
        yield situation(story, network.rules, reply_used=NOW - timedelta(hours=1))


def _private(network: Network) -> Iterator[Situation]:
    stories = {play.story for play in network.plays.values() if play.story.visibility is Visibility.PRIVATE}
    for story, age in product(stories, _AGES):
        yield situation(replace(story, age=age), network.rules)
