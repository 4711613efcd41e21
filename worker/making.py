"""Make the models that clients ask for: each is trained again, and must come out the same."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from lehr.commissions import Commissions
from lehr.errors import LehrError
from lehr.experiments.history import EpochRecord
from lehr.experiments.models import Commission, ModelFile
from lehr.experiments.plan import assigned
from lehr.experiments.records import Outcome
from lehr.logs import bound

from .checkpoints import Checkpoints
from .heart import Heart
from .model_files import ModelFiles
from .reasons import concerns_the_run, problem_of
from .trainer import Interrupted, Order, Report, Trainer, TrainingFailed

TITLE = "The model cannot be made"

log = logging.getLogger(__name__)


def _unsaved() -> bytes:
    raise RuntimeError("the trainer has left no model")


@dataclass
class Remade:
    """What a training that is repeated for its model has told."""

    row: EpochRecord | None = None
    """Of the last epoch, unless the training went on from there."""
    save: Callable[[], bytes] = _unsaved

    def epoch(self, row: EpochRecord) -> None:
        """Hear of an epoch."""
        self.row = row

    def keep(self, save: Callable[[], bytes]) -> None:
        """Hear how the model is saved."""
        self.save = save

    def difference(self, commission: Commission, outcome: Outcome) -> str | None:
        """Tell how this is not the training that the run had, None where it is."""
        left, told = commission.weights_sha256, commission.row
        if left not in {None, outcome.weights_sha256}:
            return f"weights {outcome.weights_sha256} where the run left {left}"
        if self.row is not None and self.row.model_dump_json() != told.model_dump_json():
            return f"{self.row} where the run's history has {told}"
        return None


@dataclass(frozen=True)
class Maker:
    """Makes models, one at a time, in the environment that this worker has."""

    commissions: Commissions
    heart: Heart
    train: Trainer
    checkpoints: Checkpoints
    files: ModelFiles

    def make_next(self) -> bool:
        """Make the model that is next, whatever comes of it; return whether there was one."""
        commission = self.commissions.claim(self.heart.presence.name)
        if commission is None:
            return False
        claim = commission.assignment.claim
        holding = self.heart.holding([claim], self.commissions.renew)
        try:
            with holding, bound(job=claim.job_id, run=claim.run_id):
                self._make(commission)
        except LehrError as error:
            log.warning("left a model to its lease: %s", error)
        return True

    def collect(self) -> None:
        """Remove the files of models that are old, or too many."""
        self.files.remove(self.commissions.forget(self.files.max_bytes))

    def _make(self, commission: Commission) -> None:
        claim = commission.assignment.claim
        try:
            file = self._made(commission)
            if not self.commissions.finish(claim, file):
                self.files.remove([file.name])
        except Interrupted as interruption:
            if interruption.order is not Order.DROP:
                self.commissions.give_back(claim)
        except Exception as error:
            if not concerns_the_run(error):
                raise
            self.commissions.fail(claim, problem_of(error, TITLE))

    def _made(self, commission: Commission) -> ModelFile:
        """Train what is left to the model's epoch, and write the model in a file."""
        claim, remade = commission.assignment.claim, Remade()
        experiment, plan = assigned(commission.assignment)
        outcome = self.train(experiment, plan, self._report(commission, remade))
        if difference := remade.difference(commission, outcome):
            raise TrainingFailed("model-differs", f"{self._again(commission)}: {difference}")
        content, hashed = remade.save(), outcome.weights_sha256
        try:
            return self.files.write(claim, experiment.epochs, content, hashed)
        except OSError as error:
            raise TrainingFailed("not-written", f"its file: {error.strerror}") from error

    def _again(self, commission: Commission) -> str:
        same = commission.environment == self.heart.presence.environment
        where = "the run's own environment" if same else "another environment than the run's"
        return f"trained again in {where} it came out differently"

    def _report(self, commission: Commission, remade: Remade) -> Report:
        claim = commission.assignment.claim
        _, start = self.checkpoints.latest(claim) or (None, None)
        return Report(
            epoch=remade.epoch,
            steps=_unheard,
            heed=lambda: self.heart.heed(claim),
            warn=_unheard,
            keep=remade.keep,
            start=start,
        )


def _unheard(_: object) -> None:
    """Hear nothing that is known."""
