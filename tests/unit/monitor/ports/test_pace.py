"""Tolls: what a call was told reaches whoever made it, and nobody else."""

import asyncio

import pytest

from monitor.domain.pace import Rate
from monitor.domain.spending import Charge
from monitor.ports import Toll, note, tolled
from tests.support.patience import PATIENCE

SEARCH = Rate(kind="search", covers=("own",), left=3, seconds=60)


def test_a_note_without_a_toll_is_nothing():
    note(SEARCH, Charge("post_read"))
    assert Toll() == Toll()


def test_the_newest_of_a_kind_and_every_charge_are_kept():
    toll = Toll()
    with tolled(toll):
        note(Rate(kind="search", covers=(), left=4, seconds=60), Charge("a"))
        note(SEARCH, Charge("a"))
    note(Charge("outside"))
    assert (toll.rates, toll.charges) == ({"search": SEARCH}, [Charge("a"), Charge("a")])


async def test_calls_at_once_keep_their_tolls_apart_also_in_tasks_of_their_own():
    async def call(name: str) -> None:
        await asyncio.sleep(0)
        note(Charge(name))

    async def tell(name: str) -> list[Charge]:
        toll = Toll()
        with tolled(toll):
            await asyncio.wait_for(call(name), PATIENCE)
        return toll.charges

    told = await asyncio.gather(*(tell(str(number)) for number in range(5)))
    assert told == [[Charge(str(number))] for number in range(5)]


def fail() -> None:
    note(Charge("a"))
    raise KeyError


def test_an_error_does_not_lose_what_was_told():
    toll = Toll()
    with pytest.raises(KeyError), tolled(toll):
        fail()
    assert toll.charges == [Charge("a")]
