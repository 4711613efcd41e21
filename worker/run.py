"""Claim, train, record: what a worker does with runs. It knows neither Celery nor Keras."""

import logging
from collections.abc import Sequence
from time import monotonic

from lehr.errors import InvalidRequest, LehrError
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.plan import assigned
from lehr.experiments.records import Claim, Outcome, Problem, Warned
from lehr.logs import bound
from lehr.runs import Runs

from .heart import Heart
from .trainer import Interrupted, Order, Report, Trainer, TrainingFailed

CHUNK_SECONDS = 0.5
"""How often a training's epochs are committed, besides at its start and its end."""

SHIFT_SECONDS = 60.0
"""After so long a worker rings and stops between two runs, so that a grown child is replaced."""

MAX_DETAIL = 1000
"""Characters of an error that a run keeps."""

log = logging.getLogger(__name__)


class Recorder:
    """Commits a run's epochs in chunks: the first at once, then twice a second."""

    def __init__(self, runs: Runs, claim: Claim) -> None:
        self._runs = runs
        self._claim = claim
        self._rows: list[EpochRecord] = []
        self._steps: list[StepRecord] = []
        self._due = 0.0

    def add(self, row: EpochRecord) -> None:
        """Keep a row, and commit all that are kept once a chunk is full."""
        self._rows.append(row)
        if monotonic() >= self._due:
            self.flush()

    def add_steps(self, steps: Sequence[StepRecord]) -> None:
        """Keep updates of the epoch to come."""
        self._steps += steps

    def flush(self) -> None:
        """Commit what is kept."""
        if self._rows:
            self._runs.record(self._claim, self._rows, self._steps)
        self._rows, self._steps, self._due = [], [], monotonic() + CHUNK_SECONDS


def work(runs: Runs, heart: Heart, train: Trainer, shift_seconds: float = SHIFT_SECONDS) -> None:
    """Train queued runs until none is left, or the shift is over: then ring for the next one."""
    end = monotonic() + shift_seconds
    while (claim := runs.claim(heart.presence.name)) is not None:
        with bound(job=claim.job_id, run=claim.run_id):
            perform(runs, heart, train, claim)
        if monotonic() >= end:
            runs.ring()
            break


def perform(runs: Runs, heart: Heart, train: Trainer, claim: Claim) -> None:
    """Train one run to its end, whatever that is; leave it where it is no longer ours to end."""
    try:
        _perform(runs, heart, train, claim)
    except LehrError as error:
        log.warning("left a run to its lease: %s", error)


def _perform(runs: Runs, heart: Heart, train: Trainer, claim: Claim) -> None:
    try:
        with heart.holding(claim):
            outcome = trained(runs, heart, train, claim)
    except Interrupted as interruption:
        _obey(runs, claim, interruption.order)
    except (TrainingFailed, InvalidRequest) as failure:
        log.warning("a run cannot be trained: %s", failure)
        runs.fail(claim, problem(failure.code, failure.detail))
    except LehrError:
        raise
    except Exception:
        log.exception("a training broke")
        runs.fail(claim, problem("internal-error", "the trainer broke; its log has the reason"))
    else:
        runs.succeed(claim, outcome)


def trained(runs: Runs, heart: Heart, train: Trainer, claim: Claim) -> Outcome:
    """Train the claimed run from its first epoch, its history committed as it grows."""
    assignment = runs.begin(claim)
    recorder = Recorder(runs, claim)

    def epoch(row: EpochRecord) -> None:
        heart.heed()
        recorder.add(row)

    def warn(warnings: Sequence[Warned]) -> None:
        runs.warn(claim, warnings)

    report = Report(epoch=epoch, steps=recorder.add_steps, heed=heart.heed, warn=warn)
    outcome = train(*assigned(assignment), report)
    recorder.flush()
    return outcome


def _obey(runs: Runs, claim: Claim, order: Order) -> None:
    match order:
        case Order.CANCEL:
            runs.cancel(claim)
        case Order.GIVE_BACK:
            runs.give_back(claim, "worker-stopping")
        case Order.DROP:
            log.warning("the lease is lost: the run is left to another worker")


def problem(code: str, detail: str) -> Problem:
    """Say why a run failed, in as many words as a client reads."""
    told = detail[:MAX_DETAIL]
    return Problem(type=f"/problems/{code}", title="The run cannot be trained", detail=told)
