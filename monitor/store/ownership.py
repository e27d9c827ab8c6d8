"""One service per SQLite file.

Correctness does not need it (writes are immediate transactions, leases are in the database), but two services on one
file would starve each other: at saturation single writes were seen waiting four seconds. Short-lived commands write
beside the service without taking the lock. PostgreSQL is made for several, so there is nothing to take.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.domain.errors import Misconfigured
from monitor.store.address import parsed, sqlite_file


@contextmanager
def own(url: str) -> Iterator[None]:
    """Hold the service's lock on the database at `url`; the system lets go of it when the process dies.

    Raises Misconfigured when another service holds it.
    """
    path = sqlite_file(parsed(url))
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.with_name(path.name + ".lockfile"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _lock(handle, path)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(handle, 20).decode(errors="replace").strip() or "unknown"
        raise Misconfigured(
            f"another Aside service (process {holder}) already runs on {path}; stop it, or give this one its own file"
        ) from None
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
