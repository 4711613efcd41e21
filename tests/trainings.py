"""What tests of the job machinery do again and again."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from lehr.experiments.history import EpochRecord
from lehr.experiments.job_plan import resolve_job
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.records import Claim, Job, Outcome, Problem, Run
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from lehr.store.job_store import JobStore
from lehr.store.ledger import Ledger
from lehr.store.run_store import RunStore
from lehr.store.tables import Base

OUTCOME = Outcome(
    trainer_used="fit", max_abs_error=0.0, weights_sha256="ab" * 32, data_sha256="cd" * 32
)
PROBLEM = Problem(type="/problems/keras-refused", title="Refused", detail="no such thing")


def epoch(number: int, loss: float = 0.5, val_loss: float | None = 0.5) -> EpochRecord:
    """Make the row of one epoch."""
    validated = None if val_loss is None else [0.8]
    return EpochRecord(
        epoch=number,
        learning_rate=0.1 / number,
        loss=loss,
        val_loss=val_loss,
        metrics=[0.9],
        val_metrics=validated,
    )


def epochs(first: int, last: int) -> list[EpochRecord]:
    """Make the rows of epochs `first` to `last`."""
    return [epoch(number, loss=1 / number) for number in range(first, last + 1)]


def submitted(jobs: Jobs, body: Mapping[str, Any], **changes: object) -> Job:
    """Hand in `body` with some fields changed."""
    return jobs.submit(JobSpec.model_validate({**body, **changes}))


def claimed(runs: Runs, owner: str = "worker") -> Claim:
    """Claim the next run, which there must be."""
    [claim] = runs.claim(owner)
    return claim


def the_run(jobs: Jobs, claim: Claim) -> Run:
    """Return the one run of the claim's job."""
    (run,) = jobs.get(claim.job_id).runs
    return run


def only_run(jobs: Jobs, job: Job) -> Run:
    """Return the one run of a job."""
    (run,) = jobs.get(job.id).runs
    return run


def job_of_several(sessions: Sessions, body: Mapping[str, Any], *, runs: int) -> UUID:
    """Queue a job of several seeds, for which no bell is rung."""
    several = {**body, "seed": None, "seeds": list(range(runs))}
    job, job_id = resolve_job(JobSpec.model_validate(several), Settings()), uuid4()
    with sessions.begin() as session:
        JobStore(session).add(
            job_id,
            priority=0,
            labels={},
            experiment=job.spec.normalised(),
            plan=job.plan.model_dump(mode="json"),
        )
        RunStore(session).add(job_id, job.runs())
        Ledger(session, job_id).note("job.queued")
    return job_id


def fall_silent(sessions: Sessions) -> None:
    """Let every lease have run out."""
    execute(
        sessions,
        "UPDATE runs SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL",
    )


def execute(sessions: Sessions, statement: str, **values: object) -> None:
    """Change the database behind the stores' back."""
    with sessions.begin() as session:
        session.execute(text(statement), values)


def events(sessions: Sessions, job_id: UUID) -> list[str]:
    """Return the types of a job's events, whose numbers must count from 1 without gaps."""
    rows = query(sessions, "SELECT seq, type FROM events WHERE job_id = :id ORDER BY seq", job_id)
    assert [seq for seq, _ in rows] == list(range(1, len(rows) + 1))
    return [kind for _, kind in rows]


def query(sessions: Sessions, statement: str, job_id: UUID | None = None) -> list[Any]:
    """Read the database behind the stores' back."""
    with sessions.begin() as session:
        return list(session.execute(text(statement), {"id": job_id}))


def everything(sessions: Sessions) -> list[Any]:
    """Return all rows of all tables but the workers'."""
    tables = [table.name for table in Base.metadata.sorted_tables if table.name != "workers"]
    return [query(sessions, f"TABLE {name} ORDER BY 1, 2") for name in tables]


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Do everything at the same moment, and return what each returned or raised."""
    start = Barrier(len(actions))

    def do(action: Callable[[], object]) -> object:
        start.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as threads:
        done = [threads.submit(do, action) for action in actions]
    return [future.exception() or future.result() for future in done]
