"""The database: schema, migrations, and the repositories behind `monitor.ports.store`.

One code for two engines: SQLite (one process owns the file, WAL) and PostgreSQL (several processes). What differs
between them stands in `sqlite.py`, `postgresql.py` and `dialect.py`; repositories speak SQLAlchemy Core.

Rules of the house: nothing naive about time (`schema/columns.py`), nothing unclean reaches a text column
(`cleaning.py`), ids and natural keys come from the schema, and an error of the driver never leaves this package
(`faults.py`).
"""

from monitor.store.database import SqlStore, open_store
from monitor.store.migration import migrate
from monitor.store.ownership import own

__all__ = ["SqlStore", "migrate", "open_store", "own"]
