"""Memory that is free in this process but not yet free in the system."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Return it: some 20 MB after loading the models, and what bursts of work left behind later.

    glibc keeps it otherwise for as long as the process lives; other C libraries give it back unasked.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
