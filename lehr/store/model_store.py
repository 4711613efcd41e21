"""Models that were asked for, those of them that wait for a worker, and those that were made."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from lehr.experiments.configurations import run_document
from lehr.experiments.models import Commission, KeptModel, ModelFile, ModelRequest
from lehr.experiments.records import Assignment, Claim, Problem

from .epoch_store import record
from .tables import EpochRow, JobRow, ModelRow, RunRow, WorkerRow

UNMADE = ModelRow.ended_at.is_(None)
FREE = or_(ModelRow.lease_until.is_(None), ModelRow.lease_until < func.now())
MOST_ATTEMPTS = 5
"""Claims of a model that may be left by workers that went silent."""
EXHAUSTED = Problem(
    type="/problems/attempts-exhausted",
    title="The model cannot be made",
    detail=f"{MOST_ATTEMPTS} attempts were left by workers that went silent",
)
ENDED = ("name", "sha256", "size", "weights_sha256", "error", "ended_at", "lease_until")
"""What a model has that is not to be made."""


class ModelStore:
    """The models, by run and epoch. Leases are counted on the database's clock alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, run_id: UUID, epoch: int) -> ModelRequest | None:
        """Return what has become of a model, None where nobody has asked for it."""
        wanted = select(ModelRow, func.clock_timestamp() - ModelRow.ended_at)
        of_run = wanted.join(RunRow, RunRow.key == ModelRow.run_key).where(RunRow.id == run_id)
        found = self._session.execute(of_run.where(ModelRow.epoch == epoch)).one_or_none()
        return None if found is None else _request(*found)

    def ask(self, run_id: UUID, epoch: int) -> None:
        """Have a model made, again where that was ended; the run's job must be under lock."""
        run_key = select(RunRow.key).where(RunRow.id == run_id).scalar_subquery()
        asked = insert(ModelRow).values(run_key=run_key, epoch=epoch)
        anew = dict.fromkeys(ENDED) | {"asked_at": func.now(), "attempts": 0}
        self._session.execute(
            asked.on_conflict_do_update(
                index_elements=["run_key", "epoch"],
                set_=anew,
                where=ModelRow.ended_at.is_not(None),
            )
        )

    def waiting(self) -> int:
        """Count the models that no worker is making."""
        waiting = select(func.count()).where(UNMADE, FREE)
        return self._session.scalars(waiting).one()

    def claim(self, owner: str, lease: timedelta) -> Commission | None:
        """Take the model that was asked for first; nothing while `owner` is asked to stop."""
        stopping = select(WorkerRow).where(WorkerRow.name == owner, WorkerRow.stopping).exists()
        free = UNMADE, FREE, ModelRow.attempts < MOST_ATTEMPTS
        first = select(ModelRow.key).where(*free, ~stopping).order_by(ModelRow.asked_at)
        locked = first.limit(1).with_for_update(skip_locked=True).scalar_subquery()
        taken = self._write(
            ModelRow.key == locked,
            token=ModelRow.token + 1,
            attempts=ModelRow.attempts + 1,
            lease_until=func.now() + lease,
        )
        return self._commission(taken[0]) if taken else None

    def renew(self, claims: Collection[Claim], lease: timedelta) -> list[Claim]:
        """Keep models for another lease; return the claims that still hold."""
        held = self._write(_held(claims), lease_until=func.now() + lease)
        return [claim for claim in claims if claim.key in held]

    def finish(self, claim: Claim, **facts: Any) -> bool:
        """End the making of a model, and tell whether it was still this claim's."""
        return bool(self._write(_held([claim]), ended_at=func.now(), **facts))

    def release(self, claim: Claim) -> None:
        """Let another worker make the model; an attempt that is broken off does not count."""
        self._write(_held([claim]), lease_until=None, attempts=ModelRow.attempts - 1)

    def give_up(self) -> None:
        """End the models of which too many attempts were left by workers that went silent."""
        left = UNMADE, FREE, ModelRow.attempts >= MOST_ATTEMPTS
        self._write(*left, ended_at=func.now(), error=EXHAUSTED.model_dump())

    def of_run(self, run_id: UUID) -> Sequence[KeptModel]:
        """Return the models of a run that are kept, by epoch."""
        kept = select(ModelRow).join(RunRow, RunRow.key == ModelRow.run_key)
        kept = kept.where(RunRow.id == run_id, ModelRow.name.is_not(None))
        rows = self._session.scalars(kept.order_by(ModelRow.epoch))
        return [KeptModel(**_facts(row, KeptModel), made_at=row.ended_at) for row in rows]

    def forget(self, age: timedelta, size: int) -> Sequence[str]:
        """Forget models that are older or, from the newest on, beyond `size` bytes in all.

        Returns the names of their files.
        """
        newer = func.sum(ModelRow.size).over(order_by=(ModelRow.ended_at.desc(), ModelRow.key))
        ranked = select(ModelRow.key, newer.label("size")).where(~UNMADE).subquery()
        beyond = select(ranked.c.key).where(ranked.c.size > size)
        old = ModelRow.ended_at < func.now() - age
        gone = delete(ModelRow).where(or_(old, ModelRow.key.in_(beyond)))
        names = self._session.scalars(gone.returning(ModelRow.name))
        return [name for name in names if name is not None]

    def _write(self, *which: ColumnElement[bool], **values: Any) -> Sequence[int]:
        written = update(ModelRow).where(*which).values(values).returning(ModelRow.key)
        unseen = written.execution_options(synchronize_session=False)
        return self._session.scalars(unseen).all()

    def _commission(self, key: int) -> Commission:
        parts = select(ModelRow, RunRow, JobRow, EpochRow).where(ModelRow.key == key)
        parts = parts.join(RunRow, RunRow.key == ModelRow.run_key)
        parts = parts.join(JobRow, JobRow.id == RunRow.job_id)
        behind = (EpochRow.run_key == RunRow.key) & (EpochRow.epoch == ModelRow.epoch)
        model, run, job, epoch = self._session.execute(parts.join(EpochRow, behind)).one()
        return Commission(
            assignment=_assignment(model, run, job),
            weights_sha256=run.weights_sha256 if model.epoch == run.epochs_done else None,
            row=record(epoch),
            environment=run.environment,
        )


def _request(row: ModelRow, age: timedelta | None) -> ModelRequest:
    return ModelRequest(
        file=None if row.name is None else ModelFile(**_facts(row, ModelFile)),
        error=row.error and Problem(**row.error),
        age=age,
    )


def _assignment(model: ModelRow, run: RunRow, job: JobRow) -> Assignment:
    """Return the training of a run up to an epoch, under the model's own claim."""
    behind = [one for one in run.checkpoints if one["epoch"] <= model.epoch]
    claim = Claim(
        key=model.key,
        run_id=run.id,
        job_id=run.job_id,
        program=run.program,
        token=model.token,
        attempts=model.attempts,
        epochs_done=0,
        cancel_requested=False,
        checkpoints=behind,
    )
    document = run_document(job.experiment, run.parameters | {"epochs": model.epoch}, run.seed)
    return Assignment(claim=claim, experiment=document, warnings=job.plan["warnings"])


def _held(claims: Collection[Claim]) -> ColumnElement[bool]:
    presented = [(claim.key, claim.token) for claim in claims]
    return UNMADE & tuple_(ModelRow.key, ModelRow.token).in_(presented)


def _facts(row: ModelRow, kind: type[ModelFile | KeptModel]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.model_fields if name != "made_at"}
