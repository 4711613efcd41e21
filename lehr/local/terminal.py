"""What is said to the person who started Lehr."""

import sys
from contextlib import suppress


def say(text: str) -> None:
    """Write a line; a terminal that is gone is no reason to stop."""
    with suppress(OSError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
