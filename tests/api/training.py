"""What a worker does to the jobs of a test."""

from lehr.experiments.history import EpochRecord
from lehr.experiments.records import Claim
from lehr.runs import Runs
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
    claim = runs.claim("worker")
    assert claim is not None
    runs.begin(claim)
    if rows:
        runs.record(claim, rows)
    return claim


def succeeded(runs: Runs, epochs: int = 2) -> Claim:
    """Train the next run, one transaction an epoch."""
    claim = trained(runs)
    for number in range(1, epochs + 1):
        runs.record(claim, [epoch(number)])
    runs.succeed(claim, OUTCOME)
    return claim
