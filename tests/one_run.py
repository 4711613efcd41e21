"""What workers do with runs, one at a time; production does it with many."""

from collections.abc import Sequence
from typing import TypeVar

from lehr.experiments.entries import CANCELLED, Entry, failed, given_back, succeeded
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.records import Assignment, Claim, Outcome, Problem, Warned
from lehr.runs import Runs
from tests.trainings import OUTCOME, PROBLEM

Kept = TypeVar("Kept")


class Lost(Exception):
    """A worker wrote to a run that is another's."""


def begin(runs: Runs, claim: Claim) -> Assignment:
    """Begin one run."""
    return the_one(runs.begin([claim]))


def renew(runs: Runs, claim: Claim) -> Claim:
    """Renew the lease of one run."""
    return the_one(runs.renew([claim]))


def record(
    runs: Runs, claim: Claim, rows: Sequence[EpochRecord], steps: Sequence[StepRecord] = ()
) -> None:
    """Append to the history of one run."""
    write(runs, Entry(claim, rows, steps))


def succeed(runs: Runs, claim: Claim, outcome: Outcome = OUTCOME) -> None:
    """End one run with its result."""
    write(runs, Entry(claim, end=succeeded(outcome)))


def fail(runs: Runs, claim: Claim, problem: Problem = PROBLEM) -> None:
    """End one run with a reason."""
    write(runs, Entry(claim, end=failed(problem)))


def cancel(runs: Runs, claim: Claim) -> None:
    """End one run because its client asked for it."""
    write(runs, Entry(claim, end=CANCELLED))


def give_back(runs: Runs, claim: Claim) -> None:
    """Queue one run for another worker."""
    write(runs, Entry(claim, end=given_back("worker-stopping")))


def warn(runs: Runs, claim: Claim, warnings: Sequence[Warned]) -> None:
    """Keep warnings of one run."""
    write(runs, Entry(claim, warnings=warnings))


def write(runs: Runs, entry: Entry) -> None:
    """Write one entry; raise Lost where its run is another's."""
    if runs.write([entry]):
        raise Lost


def the_one(found: Sequence[Kept]) -> Kept:
    """Return the one thing there is; raise Lost where there is none."""
    if not found:
        raise Lost
    [one] = found
    return one
