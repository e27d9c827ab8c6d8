"""Migrations: equal to the models on both engines, repeatable, and kind to what is stored."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from monitor.domain.account_health import AccountHealth
from monitor.domain.cases import CaseState
from monitor.domain.completeness import Ledger
from monitor.domain.drafts import Approval
from monitor.domain.errors import Misconfigured
from monitor.domain.mentions import Direction
from monitor.domain.outbox import OutboxState
from monitor.domain.pace import Pulse, Window
from monitor.domain.spending import Charge, Tariff
from monitor.domain.streams import Removed, StreamRef, Unreadable
from monitor.ports import Deletion, LogIn, Round, SealedToken, User, Way
from monitor.store import migrate, open_store
from monitor.store.migration import newest, scripts
from monitor.store.schema import metadata
from tests.support.playbooks import edition
from tests.support.records import (
    ASSESSMENT,
    LEASE,
    NOW,
    absorbed,
    correction,
    drafted,
    opened,
    promise,
    queued,
    seen,
)

TARIFF = Tariff(prices={"post_read": 5000}, dated=NOW.date(), setting="[networks.x]")
COMPARED = {
    "compare_type": True,
    "compare_server_default": True,
    "include_name": lambda name, *_: not str(name).startswith("search_index"),  # made by its revision alone
}
NEXT_REVISION = '''
"""A next version: one more column, filled from another, and an index."""
import sqlalchemy as sa
from alembic import op

revision = "test"
down_revision = "{head}"

def upgrade():
    with op.batch_alter_table("mentions") as table:
        table.add_column(sa.Column("length", sa.Integer(), nullable=False, server_default="0"))
        table.alter_column("stream", new_column_name="came_by")
    op.execute("UPDATE mentions SET length = length(text)")
    op.create_index("ix_mentions_length", "mentions", ["length"])
'''


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


async def filled(url: str) -> None:
    """Put at least one row into every table."""
    store = open_store(url)
    draft = await drafted(store)
    await queued(store, draft.case_id, "sent", draft_id=draft.id)
    async with store.write() as tx:
        await tx.mentions.assessed(draft.mention_id, ASSESSMENT, draft.case_id, now=NOW)
        await tx.mentions.absorb([Unreadable("siuntos-x", "no id", "{}")], now=NOW)
        await tx.streams.ensure([StreamRef("siuntos-x", "mentions")], now=NOW)
        await tx.webhooks.keep("meta", b"{}", now=NOW)
        await tx.users.add(User(name="ona", role="agent", password_hash="argon2"))
        await tx.users.open_session("hash", "ona", now=NOW, until=NOW + LEASE)
        await tx.imports.save("file", 1, now=NOW)
        await tx.ledger.save(Ledger(ref=StreamRef("siuntos-x", "mentions"), up_to=NOW))
        await tx.ledger.arrived([seen()], Way.POLL, now=NOW)
        await tx.windows.learn("siuntos-x", [Window(kind="search", covers=("own",), left=1, limit=9, until=NOW)])
        await tx.pulses.keep(StreamRef("siuntos-x", "mentions"), Pulse())
        await tx.spending.pay("x", ("siuntos-x", "mentions"), [Charge("post_read", "post:1")], TARIFF, NOW.date())
        await tx.ledger.save_round(Round(account="siuntos-x", began_at=NOW, day=NOW.date()))
        await tx.writers.take(draft.case_id, "ona", now=NOW, until=NOW + LEASE)
        await tx.promises.add(promise(draft.case_id, (await tx.outbox.of_case(draft.case_id))[0].id))
        await tx.events.append("case.changed", now=NOW)
        await tx.corrections.add(correction(draft.mention_id, draft.case_id))
        await tx.brand_models.ask("Siuntos", by="ona", now=NOW)
        await tx.rescorings.begin(by="ona", per_second=10, now=NOW)
        await tx.editions.add(edition())
        await tx.accounts.save(AccountHealth(account="siuntos-x", next_probe_at=NOW))
        await tx.tokens.put(SealedToken(account="siuntos-x", sealed=b"sealed"), now=NOW)
        log_in = LogIn(state_hash="h", account="siuntos-x", actor="ona", sealed=b"sealed", until=NOW + LEASE)
        await tx.log_ins.begin(log_in, now=NOW)
        await tx.erasures.keep(Deletion(code="code", network="x", requested_at=NOW))
        await tx.lookups.want([draft.mention_id], now=NOW)
        await tx.outbox.claim_due(now=NOW, owner="one", lease=LEASE, limit=1)
        await tx.drafts.approve(Approval(draft_id=draft.id, actor="ona", text_hash="h", approved_at=NOW))
        await tx.mentions.absorb([seen("gone"), Removed("siuntos-x", "gone", NOW)], now=NOW)
    await store.aclose()


def rows(url: str) -> dict[str, int]:
    with connected(url) as connection:
        count = "SELECT count(*) FROM {}"
        return {name: connection.scalar(text(count.format(name))) or 0 for name in metadata.tables}


async def test_migrations_make_what_the_models_say(blank_url: str) -> None:
    await migrate(blank_url)
    with connected(blank_url) as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)
        assert compare_metadata(context, metadata) == []


async def test_indexes_and_constraints_are_the_same_to_the_letter(blank_url: str) -> None:
    """Alembic compares no conditions of partial indexes: ask the engines for their own words."""
    await migrate(blank_url)
    made = described(blank_url)
    with connected(blank_url) as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
        connection.commit()
    assert described(blank_url) == made


def described(url: str) -> dict[str, Any]:
    sqlite = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    other = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    with connected(url) as connection:
        found = connection.execute(text(sqlite if url.startswith("sqlite") else other))
        indexes = {row[0]: row[1] for row in found if not row[0].startswith(("alembic", "search_index"))}
        tables = inspect(connection)
        return indexes | {
            name: (
                sorted(tables.get_foreign_keys(name), key=str),
                tables.get_unique_constraints(name),
                tables.get_pk_constraint(name),
            )
            for name in metadata.tables
        }


async def test_a_filled_database_is_upgraded_without_loss(blank_url: str, tmp_path: Path) -> None:
    await migrate(blank_url)
    await filled(blank_url)
    before = rows(blank_url)
    assert all(before.values()), before
    await migrate(blank_url, config=next_version(tmp_path))
    assert rows(blank_url) == before
    with connected(blank_url) as connection:
        length, came_by = connection.execute(text("SELECT length, came_by FROM mentions ORDER BY id")).first() or ()
        points_to = inspect(connection).get_foreign_keys("mentions")
    assert (length, came_by) == (len(seen().mention.text), "mentions")
    assert [key["referred_table"] for key in points_to] == ["cases"]


def next_version(folder: Path) -> Any:
    """Return the shipped revisions and one more."""
    config = scripts()
    shipped = Path(config.get_main_option("script_location") or "") / "versions"
    head = max(path.name.split("_")[0] for path in shipped.glob("[0-9]*.py"))
    (folder / "next.py").write_text(NEXT_REVISION.format(head=head))
    config.set_main_option("version_locations", f"{shipped}:{folder}")
    return config


async def test_an_upgrade_that_fails_changes_nothing(blank_url: str, tmp_path: Path) -> None:
    await migrate(blank_url)
    await filled(blank_url)
    config = next_version(tmp_path)
    broken = (tmp_path / "next.py").read_text() + "\n    raise RuntimeError('half way')\n"
    (tmp_path / "next.py").write_text(broken)
    with pytest.raises(RuntimeError, match="half way"):
        await migrate(blank_url, config=config)
    with connected(blank_url) as connection:
        assert "length" not in {column["name"] for column in inspect(connection).get_columns("mentions")}
    store = open_store(blank_url)
    async with store.read() as tx:
        [row] = await tx.cases.inbox(states=[CaseState.OPEN])
        [entry] = await tx.outbox.of_case(row.case.id)
    await store.aclose()
    assert entry.state is OutboxState.SENDING


async def test_a_revision_that_loses_what_others_point_to_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'aside.db'}"
    await migrate(url)
    await filled(url)
    config = next_version(tmp_path)
    lossy = (tmp_path / "next.py").read_text() + "\n    op.drop_table('cases')\n"
    (tmp_path / "next.py").write_text(lossy)
    with pytest.raises(RuntimeError, match="point to nothing"):
        await migrate(url, config=config)
    assert rows(url)["cases"] == 1  # nothing was changed


async def test_migrating_again_and_from_several_processes_is_harmless(blank_url: str) -> None:
    await asyncio.gather(*(migrate(blank_url) for _ in range(4)))
    await migrate(blank_url)
    assert set(rows(blank_url).values()) == {0}


async def test_old_answers_of_ours_get_the_stream_of_what_they_answer(blank_url: str) -> None:
    """Those of an older version had none, so that nobody looked them up again."""
    await migrate(blank_url, to="0009")
    asked = seen("asked", stream="comments")
    answers = {
        "beneath": {"parent_id": "asked", "conversation_id": "asked"},
        "beside": {"parent_id": "never heard", "conversation_id": asked.mention.conversation_id},
        "alone": {"parent_id": "never heard", "conversation_id": "never heard"},
    }
    told = [seen(name, direction=Direction.OUTBOUND, stream="", **where) for name, where in answers.items()]
    store = open_store(blank_url)
    async with store.write() as tx:
        await tx.mentions.absorb([asked, *told, seen("heard", stream="")], now=NOW)
    await store.aclose()
    await migrate(blank_url)
    with connected(blank_url) as connection:
        found = dict(iter(connection.execute(text("SELECT remote_id, stream FROM mentions"))))
    assert found == {"asked": "comments", "beneath": "comments", "beside": "comments", "alone": "", "heard": ""}


async def test_texts_that_are_here_already_get_their_words(blank_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await migrate(blank_url, to="0010")
    store = open_store(blank_url)
    ids = await absorbed(store, *(seen(str(number), text=f"Siunta nr{number}") for number in range(3)))
    case = await opened(store, last_inbound_id=ids[0])
    await store.aclose()
    with connected(blank_url) as connection:
        joined = text("UPDATE mentions SET case_id = :case WHERE id <> :alone")
        connection.execute(joined, {"case": case.id, "alone": ids[1]})
        connection.execute(text("UPDATE mentions SET deleted_at = created_at WHERE id = :gone"), {"gone": ids[2]})
        connection.commit()
    await migrate(blank_url)
    store = open_store(blank_url)
    async with store.read() as tx:
        found = [[row.case.id for row in await tx.cases.search(["siunt", f"nr{each}"], most=9)] for each in range(3)]
    await store.aclose()
    assert found == [[case.id], [], []]


def test_the_newest_revision_is_known_by_its_file_alone() -> None:
    assert newest() == ScriptDirectory.from_config(scripts()).get_current_head()


async def test_what_is_up_to_date_is_only_looked_at(blank_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await migrate(blank_url)
    monkeypatch.setattr("monitor.store.migration._upgrade", lambda *_: pytest.fail("nothing is to be upgraded"))
    await migrate(blank_url)


async def test_a_database_of_a_newer_version_is_left_alone(blank_url: str) -> None:
    await migrate(blank_url)
    with connected(blank_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'future'"))
        connection.commit()
    with pytest.raises(Misconfigured, match="newer Aside"):
        await migrate(blank_url)


async def test_the_file_and_its_folder_are_made_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "deep" / "aside.db"
    await migrate(f"sqlite:///{path}")
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="cannot be made"):
        await migrate(f"sqlite:///{tmp_path / 'file' / 'aside.db'}")
