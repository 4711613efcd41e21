"""A run that kills its trainer each time: played from outside, by whoever watches it begin."""

from threading import Thread
from time import monotonic, sleep
from typing import Self

from typing_extensions import override

from lehr.testing.service import ionosphere

from .client import Client
from .observed import LABEL
from .processes import kill, trainers
from .stack import Stack

HOLDER = """
    SELECT workers.pid, (
        SELECT count(*) FROM events WHERE events.job_id = jobs.id AND type = 'run.started'
    )
    FROM jobs JOIN runs ON runs.job_id = jobs.id JOIN workers ON workers.name = runs.owner
    WHERE jobs.labels->>%s = %s AND runs.status = 'running'
"""
UNFINISHED = "SELECT count(*) FROM jobs WHERE labels->>%s = %s AND finished_at IS NULL"
BODY = ionosphere(epochs=1_000, seed=11, optimizer={"name": "Nadam"})
"""No other job has its shape, so that it has to be compiled: time enough to kill it before its
first epoch.
"""
PATIENCE = 300
"""Seconds in which all attempts are used up, a new trainer each."""


class Poison(Thread):
    """Kills the trainer of one job's run whenever that begins, until the job has ended."""

    def __init__(self, stack: Stack, number: str) -> None:
        super().__init__(name="poison")
        self._stack = stack
        self._label = (LABEL, number)

    @classmethod
    def given(cls, stack: Stack, client: Client) -> Self:
        """Hand in a job whose run will not be trained."""
        poison = cls(stack, client.submit(BODY, expects="failed"))
        poison.start()
        return poison

    @override
    def run(self) -> None:
        """Watch, and kill."""
        deadline = monotonic() + PATIENCE
        killed = 0
        while monotonic() < deadline and self._stack.rows(UNFINISHED, *self._label) != [(0,)]:
            for pid, begun in self._stack.rows(HOLDER, *self._label):
                if begun > killed:
                    self._kill(pid)
                killed = begun
            sleep(0.05)

    def _kill(self, pid: int) -> None:
        for worker in self._stack.workers():
            if worker.pid == pid:
                kill(trainers(worker))
