"""Ports for processes of their own, which no other test and no outgoing connection is given meanwhile."""

import os
import socket
from contextlib import suppress
from itertools import count

FIRST, WORKERS, EACH = 20_000, 8, 1_500
"""Below the ports that systems hand out by themselves; each worker of the test run has its own share."""
_numbers = count(os.getpid())


def free_port() -> int:
    """A port of this worker's share on which nobody listens, another one each time."""
    share = FIRST + EACH * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS)
    while True:
        port = share + next(_numbers) % EACH
        with suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
