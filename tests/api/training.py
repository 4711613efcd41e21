"""What a worker does to the jobs of a test."""

from lehr.experiments.history import EpochRecord
from lehr.experiments.records import Claim
from lehr.runs import Runs
from tests.one_run import begin, record, succeed
from tests.trainings import OUTCOME


def epoch(number: int, loss: float = 0.5) -> EpochRecord:
    return EpochRecord(
        epoch=number,
        learning_rate=0.1 / number,
        loss=loss,
        val_loss=0.25,
        metrics=[0.75],
        val_metrics=[0.5],
    )


def trained(runs: Runs, *rows: EpochRecord) -> Claim:
    """Do what a worker does with the run that is next, up to these epochs."""
    [claim] = runs.claim("worker")
    begin(runs, claim)
    if rows:
        record(runs, claim, rows)
    return claim


def succeeded(runs: Runs, epochs: int = 2) -> Claim:
    """Train the next run, one transaction an epoch."""
    claim = trained(runs)
    for number in range(1, epochs + 1):
        record(runs, claim, [epoch(number)])
    succeed(runs, claim, OUTCOME)
    return claim
