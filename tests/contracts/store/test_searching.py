"""Search: the same texts are found on both engines, newest first, and what is erased is found no more."""

from typing import Any

import pytest
from sqlalchemy import text as sql

from monitor.domain.cases import CaseState
from monitor.domain.mentions import Author, Direction
from monitor.domain.searching import sought
from monitor.domain.streams import Removed
from monitor.ports import Store
from monitor.store.repositories.cases import TEXTS_A_CASE
from tests.support.records import ASSESSMENT, MINUTE, NOW, absorbed, opened, seen


async def heard(store: Store, number: str, text: str, **fields: Any) -> int:
    """Store a text as a case of its own; gives the case's id."""
    [new] = await absorbed(store, seen(number, text=text, **fields))
    case = await opened(store, last_inbound_id=new)
    async with store.write() as tx:
        await tx.mentions.assessed(new, ASSESSMENT, case.id, now=NOW)
    return case.id


async def found(store: Store, words: str, most: int = 50) -> list[int]:
    async with store.read() as tx:
        return [row.case.id for row in await tx.cases.search(sought(words), most=most)]


async def test_texts_are_found_by_all_their_words_newest_first(store: Store) -> None:
    first = await heard(store, "1", "Vėl vėluoja SIUNTA Kaune")
    await heard(store, "2", "viskas gerai, ačiū")
    third = await heard(store, "3", "kur mano siuntos?")
    assert await found(store, "siuntą") == [third, first]
    assert await found(store, "veluoja siunta") == [first]
    assert await found(store, "siunta", most=1) == [third]
    assert await found(store, "siunta viskas") == []
    assert (await found(store, "s"), await found(store, "sm")) == ([], [])


async def test_authors_are_found_by_name_and_handle(store: Store) -> None:
    author = Author(remote_id="u-7", handle="jonas_k", name="Jonas Pavyzdys")
    case = await heard(store, "1", "labas", author=author)
    await heard(store, "2", "labas")
    assert [await found(store, words) for words in ("@jonas_k", "Jono Pavyzdys", "jonas labas")] == [[case]] * 3


WORDS = [
    "12345",
    "5e3",
    "007",
    "1e10",
    "3lt",
    "lt3",
    "a1b2c3",
    "žąsis",
    "żółw",
    "straße",
    "приветы",
    "日本",
    "ـمرحبا",
    "x",
]


@pytest.mark.parametrize("word", WORDS)
async def test_a_word_is_a_word_on_both_engines(store: Store, word: str) -> None:
    case = await heard(store, "1", f"({word}), -{word}. {word}@example.com/{word}")
    await heard(store, "2", "other words")
    assert await found(store, word) == [case]


@pytest.mark.parametrize("words", ['" OR "x', "'); --", "siunta*", "a:*", "NOT labas", "terms:x", "\x00", "\ud800", ""])
async def test_nothing_typed_is_taken_for_a_command(store: Store, words: str) -> None:
    await heard(store, "1", "visai kitas tekstas")
    assert await found(store, words) == []


async def test_a_case_stands_once_whatever_number_of_its_texts_match(store: Store) -> None:
    case = await heard(store, "0", "siunta")
    others = [await heard(store, "a", "siunta jau čia")]
    ids = await absorbed(store, *(seen(str(number), text="siunta!") for number in range(1, TEXTS_A_CASE)))
    async with store.write() as tx:
        for each in ids:
            await tx.mentions.assessed(each, ASSESSMENT, case, now=NOW)
    assert await found(store, "siunta") == [case, *others]


async def test_a_line_shows_the_text_that_was_found(store: Store) -> None:
    case = await heard(store, "1", "kur siunta, jau vėl nėra")
    [later] = await absorbed(store, seen("2", text="jau gavau, ačiū"))
    async with store.write() as tx:
        await tx.mentions.assessed(later, ASSESSMENT, case, now=NOW)
        [row] = await tx.cases.search(sought("siunta"), most=9)
        [other] = await tx.cases.search(sought("gavau"), most=9)
    assert (row.excerpt[:10], other.excerpt[:9]) == ("kur siunta", "jau gavau")


async def test_our_own_texts_are_found_too(store: Store) -> None:
    case = await heard(store, "1", "labas")
    [ours] = await absorbed(store, seen("2", text="Atsiprašome už vėlavimą", direction=Direction.OUTBOUND))
    async with store.write() as tx:
        await tx.mentions.assessed(ours, None, case, now=NOW)
    assert await found(store, "atsiprašome") == [case]


async def test_an_edited_text_is_found_by_its_new_words_only(store: Store) -> None:
    case = await heard(store, "1", "senas tekstas")
    async with store.write() as tx:
        [edited] = (await tx.mentions.absorb([seen("1", text="naujas tekstas")], now=NOW)).edited
        await tx.mentions.assessed(edited, ASSESSMENT, case, now=NOW)
    assert (await found(store, "naujas"), await found(store, "senas")) == ([case], [])


async def test_what_was_removed_or_erased_is_found_no_more(store: Store) -> None:
    author = Author(remote_id="u-7", name="Jonas Pavyzdys")
    await heard(store, "1", "pirmas tekstas", author=author)
    await heard(store, "2", "antras tekstas", author=author)
    async with store.write() as tx:
        await tx.mentions.absorb([Removed("siuntos-x", "1", NOW + MINUTE)], now=NOW + MINUTE)
    assert (await found(store, "pirmas"), len(await found(store, "antras"))) == ([], 1)
    async with store.write() as tx:
        await tx.erasures.author("x", "u-7", now=NOW)
        left = await tx.users._connection.scalar(sql("SELECT count(*) FROM search_terms"))
    assert (await found(store, "jonas tekstas"), left) == ([], 0)


async def test_lines_of_chosen_cases_come_in_the_order_asked_for(store: Store) -> None:
    cases = [await opened(store, state=state) for state in CaseState]
    wanted = [cases[2].id, cases[0].id]
    async with store.read() as tx:
        assert [row.case.id for row in await tx.cases.rows([wanted[0], 10**9, wanted[1]])] == wanted
        assert await tx.cases.rows([]) == []
