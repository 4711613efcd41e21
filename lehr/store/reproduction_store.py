"""Runs beside the ones that they train again."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from lehr.experiments.lifecycle import Status
from lehr.experiments.reproduction import JobReproduction, Pair, RunReproduction
from lehr.experiments.results import Result

from .tables import EpochRow, JobRow, RunRow

Original = aliased(RunRow)
Mine, Theirs = aliased(EpochRow), aliased(EpochRow)
MyLast, TheirLast = aliased(EpochRow), aliased(EpochRow)
NUMBERS = ("learning_rate", "loss", "val_loss", "metrics", "val_metrics")
"""What is compared of an epoch; PostgreSQL takes NaN for equal to NaN, and -0 for equal to 0."""


class ReproductionStore:
    """Comparisons are made where the histories are, and kept in the rows that they are about."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pairs(self, run_keys: Collection[int]) -> Sequence[Pair]:
        """Return those of the runs that have succeeded, as their originals have."""
        found = (
            select(
                RunRow.key,
                Original.id,
                _first_difference(),
                *(RunRow.epochs_done, Original.epochs_done),
                *(RunRow.weights_sha256, Original.weights_sha256),
                *(_judged(MyLast), _judged(TheirLast)),
            )
            .join(JobRow, JobRow.id == RunRow.job_id)
            .join(Original, _is_original())
            .join(MyLast, _is_last(MyLast, RunRow))
            .join(TheirLast, _is_last(TheirLast, Original))
            .where(RunRow.key.in_(run_keys), RunRow.status == Status.SUCCEEDED)
        )
        return [
            Pair(key, run, first, (mine, theirs), (weights, others), (loss, other))
            for key, run, first, mine, theirs, weights, others, loss, other in (
                self._session.execute(found)
            )
        ]

    def keep(self, found: dict[int, RunReproduction]) -> None:
        """Keep what runs are to their originals, by key."""
        rows = [
            {"judged": key, "reproduction": one.model_dump(mode="json")}
            for key, one in found.items()
        ]
        if rows:
            judged = update(RunRow).where(RunRow.key == bindparam("judged"))
            self._session.connection().execute(judged, rows)

    def kept(self, job_id: UUID) -> Sequence[tuple[Result, RunReproduction | None]]:
        """Return a job's runs in order, each with the loss that it is judged by."""
        wanted = select(RunRow, _judged(MyLast)).outerjoin(MyLast, _is_last(MyLast, RunRow))
        rows = self._session.execute(
            wanted.where(RunRow.job_id == job_id).order_by(RunRow.position),
            execution_options={"populate_existing": True},
        )
        return [(_result(run, loss), _reproduction(run)) for run, loss in rows]

    def conclude(self, job_id: UUID, found: JobReproduction) -> None:
        """Keep what a job is to its original; it must be under lock."""
        row = self._session.get_one(JobRow, job_id)
        row.reproduction = found.model_dump(mode="json")


def _first_difference() -> ScalarSelect[int]:
    there = and_(Theirs.run_key == Original.key, Theirs.epoch == Mine.epoch)
    differs = or_(*(getattr(Mine, one).is_distinct_from(getattr(Theirs, one)) for one in NUMBERS))
    first = select(func.min(Mine.epoch)).outerjoin(Theirs, there)
    within = first.where(Mine.run_key == RunRow.key, differs)
    return within.correlate(RunRow, Original).scalar_subquery()


def _is_original() -> Any:
    return and_(
        Original.job_id == JobRow.reproduces,
        Original.position == RunRow.position,
        Original.status == Status.SUCCEEDED,
    )


def _is_last(epoch: Any, run: Any) -> Any:
    return and_(epoch.run_key == run.key, epoch.epoch == run.epochs_done)


def _judged(epoch: Any) -> Any:
    return func.coalesce(epoch.val_loss, epoch.loss)


def _result(run: RunRow, loss: float | None) -> Result:
    scores = None if loss is None else {"loss": loss}
    return Result(run.parameters, run.seed, Status(run.status), scores)


def _reproduction(run: RunRow) -> RunReproduction | None:
    return None if run.reproduction is None else RunReproduction(**run.reproduction)
