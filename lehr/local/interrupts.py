"""Signals that ask this process to stop, noted instead of died of."""

import signal
from contextlib import ExitStack
from signal import Signals
from types import FrameType
from typing import Self

STOPPING = (Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP)


class Interrupts:
    """Within its block, SIGINT, SIGTERM and SIGHUP are only remembered."""

    def __init__(self) -> None:
        self._received: list[int] = []
        self._before = ExitStack()

    def __enter__(self) -> Self:
        for number in STOPPING:
            self._before.callback(signal.signal, number, signal.signal(number, self._note))
        return self

    def __exit__(self, *_: object) -> None:
        self._before.close()

    @property
    def are_pending(self) -> bool:
        """Whether somebody asked to stop."""
        return bool(self._received)

    @property
    def are_impatient(self) -> bool:
        """Whether Ctrl-C was pressed after the first request."""
        return Signals.SIGINT in self._received[1:]

    def _note(self, number: int, _: FrameType | None) -> None:
        self._received.append(number)
