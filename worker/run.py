"""Claim, train, record: what a worker does with runs. It knows neither Celery nor Keras."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from lehr.errors import InvalidRequest, LehrError
from lehr.experiments.entries import CANCELLED, PAUSED, End, failed, given_back, succeeded
from lehr.experiments.history import EpochRecord
from lehr.experiments.plan import assigned
from lehr.experiments.records import Assignment, Claim, Outcome, Problem
from lehr.logs import bound
from lehr.runs import Runs

from .checkpoints import Checkpoints
from .heart import Heart
from .paces import Paces
from .recorder import Recorder, RunLog
from .resting import Rests
from .trainer import Interrupted, Order, Report, Snapshot, Trainer, TrainingFailed

SHIFT_SECONDS = 60.0
"""After so long a worker rings and stops between two batches: a grown child is replaced then."""

MAX_DETAIL = 1000
"""Characters of an error that a run keeps."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Worker:
    """Trains queued runs, those that share a program in batches of about a second."""

    runs: Runs
    heart: Heart
    train: Trainer
    checkpoints: Checkpoints
    paces: Paces = field(default_factory=Paces)
    shift_seconds: float = SHIFT_SECONDS

    def work(self) -> None:
        """Train until no run is queued, or the shift is over: then ring for the next one."""
        end = monotonic() + self.shift_seconds
        self.checkpoints.collect(self.runs.of_use)
        while claims := self.runs.claim(self.heart.presence.name, self.paces):
            self.perform(claims)
            if monotonic() >= end:
                self.runs.ring()
                break

    def perform(self, claims: Sequence[Claim]) -> None:
        """Train runs to their ends, whatever these are; leave those that are no longer ours."""
        try:
            with self.heart.holding(claims):
                self._perform(claims)
        except LehrError as error:
            log.warning("left runs to their leases: %s", error)

    def _perform(self, claims: Sequence[Claim]) -> None:
        recorder = Recorder(self.runs, self.heart, alone=len(claims) == 1)
        found = {claim.key: self.checkpoints.latest(claim) for claim in claims}
        starts = {key: start for key, start in found.items() if start}
        begun = self.runs.begin(
            claims, {key: checkpoint for key, (checkpoint, _) in starts.items()}
        )
        for assignment in begun:
            _, start = found[assignment.claim.key] or (None, None)
            with bound(job=assignment.claim.job_id, run=assignment.claim.run_id):
                self._train(assignment, recorder, start)
        recorder.flush()

    def _train(self, assignment: Assignment, recorder: Recorder, start: Snapshot | None) -> None:
        kept = recorder.open(assignment.claim)
        report = replace(self._report(kept, recorder), start=start)
        try:
            kept.close(self._end(assignment, report, kept))
        except Interrupted as interruption:
            _obey(interruption.order, kept, recorder)
        recorder.tick()

    def _end(self, assignment: Assignment, report: Report, kept: RunLog) -> End:
        """Train one run, and return how it ended."""
        try:
            return succeeded(self._outcome(assignment, report, kept))
        except (TrainingFailed, InvalidRequest) as failure:
            log.warning("a run cannot be trained: %s", failure)
            return failed(problem(failure.code, failure.detail))
        except (Interrupted, LehrError):
            raise
        except MemoryError:
            log.exception("a run needs too much memory")
            return failed(problem("out-of-memory", "the run needs more memory than there is"))
        except Exception:
            log.exception("a training broke")
            return failed(problem("internal-error", "the trainer broke; its log has the reason"))

    def _outcome(self, assignment: Assignment, report: Report, kept: RunLog) -> Outcome:
        self.heart.heed(kept.claim)
        began = monotonic()
        experiment, plan = assigned(assignment)
        kept.begin(experiment.epochs, plan.steps)
        outcome = self.train(experiment, plan, report)
        self.paces.note(assignment.claim.program, experiment.epochs, monotonic() - began)
        return outcome

    def _report(self, kept: RunLog, recorder: Recorder) -> Report:
        def heed() -> None:
            self.heart.heed(kept.claim)
            recorder.tick()

        def epoch(row: EpochRecord) -> None:
            kept.epoch(row)
            recorder.tick()

        rests = Rests(self.checkpoints, self.heart, recorder, kept)
        return Report(epoch=epoch, steps=kept.steps, heed=heed, warn=kept.warn, chunk=rests)


def _obey(order: Order, kept: RunLog, recorder: Recorder) -> None:
    match order:
        case Order.CANCEL:
            kept.close(CANCELLED)
        case Order.PAUSE:
            kept.close(PAUSED)
        case Order.GIVE_BACK:
            kept.close(given_back("worker-stopping"))
        case Order.DROP:
            log.warning("the lease is lost: the run is left to another worker")
            recorder.drop(kept)


def problem(code: str, detail: str) -> Problem:
    """Say why a run failed, in as many words as a client reads."""
    told = detail[:MAX_DETAIL]
    return Problem(type=f"/problems/{code}", title="The run cannot be trained", detail=told)
