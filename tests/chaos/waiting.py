"""Waits without keeping a processor busy."""

from collections.abc import Callable
from time import monotonic, sleep


def within(seconds: float, condition: Callable[[], object]) -> bool:
    """Wait until `condition()` holds, so long at most, and tell whether it does."""
    deadline = monotonic() + seconds
    while not condition():
        if monotonic() > deadline:
            return False
        sleep(0.2)
    return True
