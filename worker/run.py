"""Claim, train, record: what a worker does with runs. It knows neither Celery nor Keras."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from lehr.errors import LehrError
from lehr.experiments.entries import CANCELLED, PAUSED, End, failed, given_back, succeeded
from lehr.experiments.history import EpochRecord
from lehr.experiments.plan import assigned
from lehr.experiments.records import Assignment, Claim, Outcome
from lehr.logs import bound
from lehr.runs import Runs

from .checkpoints import Checkpoints
from .heart import Heart
from .making import Maker
from .paces import Paces
from .reasons import concerns_the_run, problem_of
from .recorder import Recorder, RunLog
from .resting import Rests
from .trainer import Interrupted, Order, Report, Snapshot, Trainer

SHIFT_SECONDS = 60.0
"""After so long a worker rings and stops between two batches: a grown child is replaced then."""

TITLE = "The run cannot be trained"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Worker:
    """Trains queued runs, those that share a program in batches of about a second.

    Between two batches it makes a model, where one is asked for: neither kind waits for long.
    """

    runs: Runs
    heart: Heart
    train: Trainer
    checkpoints: Checkpoints
    maker: Maker
    paces: Paces = field(default_factory=Paces)
    shift_seconds: float = SHIFT_SECONDS

    def work(self) -> None:
        """Work until nothing waits, or the shift is over: then ring for the next one."""
        end = monotonic() + self.shift_seconds
        self.checkpoints.collect(self.runs.of_use)
        self.maker.collect()
        while self.take_turn():
            if monotonic() >= end:
                self.runs.ring()
                break

    def take_turn(self) -> bool:
        """Train the runs that are next and make the model that is; return whether any was."""
        claims = self.runs.claim(self.heart.presence.name, self.paces)
        if claims:
            self.perform(claims)
        return self.maker.make_next() or bool(claims)

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
        except Exception as error:
            if not concerns_the_run(error):
                raise
            return failed(problem_of(error, TITLE))

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
