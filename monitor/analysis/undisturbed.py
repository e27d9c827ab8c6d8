"""The garbage collector rests while a batch is assessed: it would walk through all that is remembered again and again.

Assessing makes many small values and no cycles, so nothing is left lying about. Only for as long as a batch takes.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the collector rest, and leave it as it was found. Two threads may do so at once: it rests for the first."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
