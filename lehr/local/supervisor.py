"""Keeps programs running, and ends them in order."""

import time
from collections import deque
from collections.abc import Callable
from signal import Signals
from typing import Self

from .children import Child, Program
from .errors import CannotServeError
from .interrupts import Interrupts
from .terminal import say

TICK = 0.05
"""Seconds between two looks at the children."""
DELAYS = (0.5, 1.0, 2.0, 4.0)
"""Seconds before the first, second, ... restart within a minute."""
MINUTE = 60.0


class Post:
    """A program's place: its child, and when those before it died."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.child = Child(program)
        self._deaths: deque[float] = deque(maxlen=len(DELAYS) + 1)
        self._restart_at: float | None = None

    def tend(self) -> None:
        """Fill the post again when its child has died and the delay is over.

        Raises CannotServeError at the fifth death within a minute.
        """
        now = time.monotonic()
        if self._restart_at is None and self.child.poll() is not None:
            self._restart_at = now + self._bury(now)
        elif self._restart_at is not None and self._restart_at <= now:
            self.child = Child(self.program)
            self._restart_at = None

    def _bury(self, now: float) -> float:
        self._deaths.append(now)
        recent = sum(now - death < MINUTE for death in self._deaths)
        status = _status(self.child.returncode)
        if recent > len(DELAYS):
            raise CannotServeError(self._obituary(status))
        delay = 0 if recent == 1 and self.program.restarts_at_once else DELAYS[recent - 1]
        say(f"{self.program.name} ended with {status}; it is started again in {delay:g} s.")
        return delay

    def _obituary(self, status: str) -> str:
        reason = "" if self.program.log is None else f": see {self.program.log}"
        times = len(DELAYS) + 1
        return f"{self.program.name} died {times} times in a minute, at last with {status}{reason}"


class Supervisor:
    """Within its block, restarts what dies; at its end, stops the last started first."""

    def __init__(self, interrupts: Interrupts) -> None:
        self._interrupts = interrupts
        self._groups: list[list[Post]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._groups:
            say("Stopping.")
        for group in reversed(self._groups):
            self._stop([post.child for post in group])

    def start(self, *programs: Program) -> None:
        """Start programs that will be stopped together."""
        group: list[Post] = []
        self._groups.append(group)
        group.extend(Post(program) for program in programs)

    @property
    def are_ready(self) -> bool:
        """Whether every program does its work."""
        return all(post.child.is_ready for group in self._groups for post in group)

    def keep(self, until: Callable[[], bool]) -> None:
        """Restart what dies until `until()` holds.

        Raises KeyboardInterrupt when asked to stop, and CannotServeError when a program keeps
        dying.
        """
        while not until():
            if self._interrupts.are_pending:
                raise KeyboardInterrupt
            for group in self._groups:
                for post in group:
                    post.tend()
            time.sleep(TICK)

    def _stop(self, children: list[Child]) -> None:
        for child in children:
            child.send_signal(child.program.stop_signal)
        asked = time.monotonic()
        while running := [child for child in children if child.poll() is None]:
            for child in running:
                self._insist(child, time.monotonic() - asked)
            time.sleep(TICK)

    def _insist(self, child: Child, waited: float) -> None:
        if waited > child.program.patience:
            child.kill()
        elif self._interrupts.are_impatient:
            child.send_signal(child.program.death_signal)


def _status(code: int) -> str:
    return f"exit status {code}" if code >= 0 else f"signal {Signals(-code).name}"
