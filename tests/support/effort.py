"""What a computation costs, however busy the machine is."""

import sys
import time
from collections.abc import Callable


def effort(action: Callable[[], object], *, times: int = 3) -> float:
    """Give the seconds of the processor that `action` took in this thread, the least of several runs."""

    def once() -> float:
        begun = time.thread_time()
        action()
        return time.thread_time() - begun

    return min(once() for _ in range(times))


def calls(action: Callable[[], object]) -> int:
    """Count the functions that are called while `action` runs: the same on every machine."""
    made = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
    return made
