"""Finding texts by their words: what is kept of each, and the newest that have them all."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import TextClause, delete, text
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.searching import SHORTEST_BEGINNING
from monitor.store.dialect import insert_into, is_postgresql
from monitor.store.schema import search_terms


@dataclass(frozen=True, slots=True)
class _Engine:
    """How one engine is asked: its quote, its sign of a beginning, what stands between words, the statement."""

    quote: str
    beginning: str
    both: str
    statement: TextClause

    def written(self, word: str) -> str:
        """Write a word as the engine reads it; it holds letters and digits only, so nothing can break out of it."""
        return f"{self.quote}{word}{self.quote}{self.beginning if len(word) >= SHORTEST_BEGINNING else ''}"


_SQLITE = _Engine(
    *('"', "*", " "),
    text("SELECT rowid FROM search_index WHERE search_index MATCH :wanted ORDER BY rowid DESC LIMIT :most"),
)
_POSTGRESQL = _Engine(
    *("'", ":*", " & "),
    text(
        "SELECT mention_id FROM search_terms"
        " WHERE array_to_tsvector(string_to_array(terms, ' ')) @@ CAST(:wanted AS tsquery)"
        " ORDER BY mention_id DESC LIMIT :most"
    ),
)


async def keep_terms(connection: AsyncConnection, mention_id: int, terms: str) -> None:
    """Let a mention be found by these words and no others."""
    statement = insert_into(connection, search_terms).values(mention_id=mention_id, terms=terms)
    newest = statement.on_conflict_do_update(
        index_elements=["mention_id"],
        set_={"terms": statement.excluded.terms},
        where=search_terms.c.terms != statement.excluded.terms,  # assessed anew, most have the words they had
    )
    await connection.execute(newest)


async def forget_terms(connection: AsyncConnection, mention_ids: Sequence[int]) -> None:
    """Let these mentions, some hundreds, be found no more."""
    await connection.execute(delete(search_terms).where(search_terms.c.mention_id.in_(mention_ids)))


async def newest_with(connection: AsyncConnection, beginnings: Sequence[str], *, most: int) -> list[int]:
    """Return the mentions that have a word for each beginning, letters and digits only; those stored last first."""
    engine = _POSTGRESQL if is_postgresql(connection) else _SQLITE
    wanted = engine.both.join(map(engine.written, beginnings))
    return list(await connection.scalars(engine.statement, {"wanted": wanted, "most": most}))
