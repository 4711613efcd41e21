"""Free what silent workers hold and ring for what waits, again and again."""

import logging
from threading import Event, Thread

from typing_extensions import override

from lehr.errors import Unavailable
from lehr.runs import Runs

log = logging.getLogger(__name__)


class Sweeper(Thread):
    """A thread that every API and worker process runs; the database lets one sweep at a time."""

    def __init__(self, runs: Runs, *, seconds: float) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._runs = runs
        self._seconds = seconds
        self._stopped = Event()

    @override
    def run(self) -> None:
        """Sweep until stopped; a database that is away is met again at the next turn."""
        while not self._stopped.wait(self._seconds):
            try:
                self._runs.sweep()
            except Unavailable as error:
                log.warning("a sweep was missed: %s", error)
            except Exception:
                log.exception("sweeping failed, to be tried again")

    def stop(self) -> None:
        """End after the present turn."""
        self._stopped.set()
        self.join()
