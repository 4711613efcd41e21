"""What trainings report, kept until it is committed."""

import logging
from collections.abc import Sequence
from time import monotonic

from lehr.experiments.entries import End, Entry, Spell
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.records import Checkpoint, Claim, Warned
from lehr.experiments.sieve import StepSieve
from lehr.runs import Runs

from .heart import Heart

CHUNK_SECONDS = 0.5
"""How often what trainings report is committed, besides at the end of a batch."""

log = logging.getLogger(__name__)


class RunLog:
    """What one run has reported since the last commit."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.end: End | None = None
        self._began = monotonic()
        self._epochs: list[EpochRecord] = []
        self._steps: list[StepRecord] = []
        self._sieve = StepSieve(0)
        self._last = self._final = 0
        self._warnings: Sequence[Warned] | None = None
        self._checkpoints: Sequence[Checkpoint] | None = None

    def begin(self, epochs: int, steps: int) -> None:
        """Expect so many epochs and updates in all."""
        self._final = epochs
        self._sieve = StepSieve(steps)

    @property
    def is_complete(self) -> bool:
        """Whether the run's last epoch has been reported."""
        return self._last == self._final

    def epoch(self, row: EpochRecord) -> None:
        """Keep an epoch."""
        self._epochs.append(row)
        self._last = row.epoch

    def steps(self, steps: Sequence[StepRecord]) -> None:
        """Keep what stays of the updates of the epoch to come."""
        self._steps += self._sieve.passed(steps)

    def warn(self, warnings: Sequence[Warned]) -> None:
        """Keep what is to be warned of; it replaces what was."""
        self._warnings = warnings

    def keep(self, checkpoints: Sequence[Checkpoint]) -> None:
        """Keep where the training can go on from; it replaces what was."""
        self._checkpoints = checkpoints

    def close(self, end: End) -> None:
        """Leave the run."""
        self._steps += self._sieve.rest()
        self.end = end._replace(spell=Spell(self._began, monotonic()))

    def taken(self) -> Entry | None:
        """Hand out what is kept, where there is anything but a warning: it goes with the rest."""
        if not (self._epochs or self._checkpoints is not None or self.end):
            return None
        entry = Entry(
            self.claim,
            epochs=self._epochs,
            steps=self._steps,
            warnings=self._warnings,
            checkpoints=self._checkpoints,
            end=self.end,
        )
        self._epochs, self._steps, self._warnings, self._checkpoints = [], [], None, None
        return entry


class Recorder:
    """Commits what the runs of a batch report: together, about twice a second.

    The first epoch of a run that trains alone is committed at once: it may be long to the next.
    """

    def __init__(self, runs: Runs, heart: Heart, *, alone: bool) -> None:
        self._runs = runs
        self._heart = heart
        self._logs: list[RunLog] = []
        self._due = monotonic() + (0 if alone else CHUNK_SECONDS)

    def open(self, claim: Claim) -> RunLog:
        """Return the log of a run that begins."""
        self._logs.append(RunLog(claim))
        return self._logs[-1]

    def drop(self, dropped: RunLog) -> None:
        """Write nothing more of a run."""
        self._logs.remove(dropped)

    def tick(self) -> None:
        """Commit once a chunk is full."""
        if monotonic() >= self._due:
            self.flush()

    def flush(self) -> None:
        """Commit what is kept."""
        entries = [entry for each in self._logs if (entry := each.taken())]
        if not entries:
            return
        self._logs = [each for each in self._logs if each.end is None]
        lost = self._runs.write(entries)
        if lost:
            log.warning("%s runs were lost to other workers", len(lost))
        self._heart.lose(lost)
        self._due = monotonic() + CHUNK_SECONDS
