"""What clients do with jobs: every method one visible transaction, then the bell."""

from functools import partial
from uuid import UUID, uuid4

from lehr.admission import accept
from lehr.bell import Bell
from lehr.errors import IllegalMove
from lehr.experiments.cursor import after_job, after_run, job_cursor, run_cursor
from lehr.experiments.extension import extended
from lehr.experiments.history import History, RunHistory, RunSteps, StepHistory
from lehr.experiments.idempotency import IdempotencyKey, fingerprint
from lehr.experiments.job_plan import ResolvedJob, resolve_job
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.lifecycle import Status
from lehr.experiments.reading import trace
from lehr.experiments.records import Job, JobPage, JobPlan, RunPage
from lehr.experiments.repetition import repeated
from lehr.reproductions import judge
from lehr.settings import Settings
from lehr.store.claim_store import ClaimStore
from lehr.store.engine import Session, Sessions
from lehr.store.epoch_store import EpochStore
from lehr.store.extension_store import ExtensionStore
from lehr.store.job_store import JobStore
from lehr.store.key_store import KeyStore
from lehr.store.ledger import Ledger
from lehr.store.run_store import RunStore
from lehr.store.step_store import StepStore

RUNS_SHOWN = 100
"""How many runs a job shows of itself; the others are paged."""


class Jobs:
    """The jobs of this deployment."""

    def __init__(self, sessions: Sessions, bell: Bell, settings: Settings) -> None:
        self._sessions = sessions
        self._bell = bell
        self._settings = settings

    def plan(self, spec: JobSpec) -> tuple[JobSpec, JobPlan]:
        """Resolve a job without storing anything; raise what `submit` would."""
        resolved = resolve_job(spec, self._settings)
        return resolved.spec, resolved.plan

    def submit(self, spec: JobSpec, key: IdempotencyKey | None = None) -> Job:
        """Accept a job: its runs exist once this returns; a key that stands for a job returns it.

        Raises InvalidRequest, ScheduleMismatch, KeyReused, or QueueFull where too many runs wait.
        """
        resolved, job_id = resolve_job(spec, self._settings), uuid4()
        with self._sessions.begin("submit") as session:
            known = job_id if key is None else _known(session, key, spec, job_id)
            if known == job_id:
                self._accept(session, job_id, resolved)
            job = _job(session, known)
        self._bell.ring()
        return job

    def extend(self, job_id: UUID, epochs: int) -> Job:
        """Accept a job that goes on from a finished one's weights, slots and schedule clock.

        Raises IllegalMove, InvalidRequest, or QueueFull where too many runs wait.
        """
        child_id = uuid4()
        with self._sessions.begin() as session:
            Ledger(session, job_id)  # nobody deletes the parent meanwhile
            spec = extended(JobStore(session).summary(job_id), epochs)
            child = resolve_job(spec, self._settings)
            self._accept(session, child_id, child, parent=job_id)
            ExtensionStore(session).carry_over(job_id, child_id)
            job = _job(session, child_id)
        self._bell.ring()
        return job

    def reproduce(self, job_id: UUID) -> Job:
        """Accept a job that trains a finished one's runs again, to be compared with them.

        Raises IllegalMove, or QueueFull where too many runs wait.
        """
        again_id = uuid4()
        with self._sessions.begin() as session:
            Ledger(session, job_id)  # nobody deletes the original meanwhile
            spec = repeated(JobStore(session).summary(job_id))
            self._accept(session, again_id, resolve_job(spec, self._settings), reproduces=job_id)
            job = _job(session, again_id)
        self._bell.ring()
        return job

    def get(self, job_id: UUID) -> Job:
        """Return a job with its first runs; raise UnknownJob where there is none."""
        with self._sessions.begin() as session:
            return _job(session, job_id)

    def version(self, job_id: UUID) -> int:
        """Return the number of the job's last event."""
        with self._sessions.begin() as session:
            return JobStore(session).version(job_id)

    def page(
        self,
        *,
        status: Status | None,
        label: tuple[str, str] | None,
        cursor: str | None,
        limit: int,
    ) -> JobPage:
        """Return jobs, newest first."""
        before = after_job(cursor)
        with self._sessions.begin() as session:
            jobs = JobStore(session).page(
                status=status, label=label, before=before, limit=limit + 1
            )
        if len(jobs) <= limit:
            return JobPage(jobs=jobs, next=None)
        last = jobs[limit - 1]
        return JobPage(jobs=jobs[:limit], next=job_cursor(last.created_at, last.id))

    def runs(
        self, job_id: UUID, *, status: Status | None, cursor: str | None, limit: int
    ) -> RunPage:
        """Return runs of a job, in order."""
        after = after_run(cursor)
        with self._sessions.begin() as session:
            JobStore(session).version(job_id)
            runs = RunStore(session).page(job_id, status=status, after=after, limit=limit + 1)
        if len(runs) <= limit:
            return RunPage(runs=runs, next=None)
        return RunPage(runs=runs[:limit], next=run_cursor(runs[limit - 1].position))

    def history(
        self, job_id: UUID, *, run_id: UUID | None = None, after: int = 0, points: int | None = None
    ) -> History:
        """Return the epochs beyond `after` of all runs or one, thinned to about `points` each.

        Raises InvalidRequest where these are too many to be shown at once.
        """
        with self._sessions.begin() as session:
            status = JobStore(session).summary(job_id).status
            plan = JobStore(session).plan(job_id)
            read = partial(EpochStore(session).columns, plan=plan, after=after)
            traces = trace(RunStore(session).traced(job_id, run_id), read, points)
        runs = [RunHistory.of(*traced) for traced in traces.runs]
        return History(id=job_id, status=status, sampled=traces.sampled, runs=runs)

    def steps(
        self,
        job_id: UUID,
        *,
        run_id: UUID | None = None,
        after: int = -1,
        points: int | None = None,
    ) -> StepHistory:
        """Return the updates beyond `after` that all runs or one kept, thinned as by `history`.

        Raises InvalidRequest where these are too many to be shown at once.
        """
        with self._sessions.begin() as session:
            status, store = JobStore(session).summary(job_id).status, StepStore(session)
            runs, sieved = store.counted(RunStore(session).traced(job_id, run_id), after=after)
            traces = trace(runs, partial(store.columns, after=after), points)
        shown = [RunSteps.of(*traced) for traced in traces.runs]
        return StepHistory(id=job_id, status=status, sampled=sieved or traces.sampled, runs=shown)

    def cancel(self, job_id: UUID) -> Job:
        """End the job's runs: those that wait now, those that train as soon as their worker hears.

        Raises IllegalMove where the job is finished.
        """
        with self._sessions.begin("cancel") as session:
            ledger = Ledger(session, job_id)
            if ledger.status.is_finished:
                raise IllegalMove(f"a job that is {ledger.status} cannot be cancelled")
            claims = ClaimStore(session)
            for run_id in claims.cancel_waiting(job_id):
                ledger.note("run.cancelled", run_id)
            claims.ask_to_cancel(job_id)
            ledger.settle()
            judge(session, [ledger], ())
            return _job(session, job_id)

    def pause(self, job_id: UUID) -> Job:
        """Set the job's runs aside: those that wait now, those that train as soon as is heard.

        Raises IllegalMove where the job is finished or paused already.
        """
        with self._sessions.begin() as session:
            ledger = Ledger(session, job_id)
            if ledger.status not in {Status.QUEUED, Status.RUNNING}:
                raise IllegalMove(f"a job that is {ledger.status} cannot be paused")
            claims = ClaimStore(session)
            for run_id in claims.pause(job_id):
                ledger.note("run.paused", run_id)
            claims.ask_to_pause(job_id, wanted=True)
            ledger.settle()
            return _job(session, job_id)

    def resume(self, job_id: UUID) -> Job:
        """Queue the runs that were set aside, and let those go on that were about to be.

        Raises IllegalMove where the job is finished, or nothing of it has been paused.
        """
        with self._sessions.begin() as session:
            ledger, claims, runs = Ledger(session, job_id), ClaimStore(session), RunStore(session)
            if not runs.are_paused(job_id):
                raise IllegalMove(
                    f"a job that is {ledger.status} cannot be resumed: pause it first"
                )
            turn = runs.present_turn(JobStore(session).summary(job_id).priority)
            for run_id in claims.resume(job_id, turn):
                ledger.note("run.requeued", run_id, reason="resumed")
            claims.ask_to_pause(job_id, wanted=False)
            ledger.settle()
            job = _job(session, job_id)
        self._bell.ring()
        return job

    def delete(self, job_id: UUID) -> None:
        """Forget a finished job; raise IllegalMove where it is not finished."""
        with self._sessions.begin() as session:
            status = Ledger(session, job_id).status
            if not status.is_finished:
                raise IllegalMove(f"a job that is {status} cannot be deleted: cancel it first")
            JobStore(session).delete(job_id)

    def _accept(self, session: Session, job_id: UUID, job: ResolvedJob, **origin: UUID) -> None:
        accept(session, job_id, job, limit=self._settings.max_queued_runs, **origin)


def _known(session: Session, key: IdempotencyKey, spec: JobSpec, job_id: UUID) -> UUID:
    return KeyStore(session).resolve(key.digest, fingerprint(spec), job_id)


def _job(session: Session, job_id: UUID) -> Job:
    session.flush()
    summary, runs = JobStore(session).summary(job_id), RunStore(session)
    shown = runs.page(job_id, limit=RUNS_SHOWN)
    return Job(
        **summary.model_dump(),
        queue_position=runs.queue_position(job_id),
        runs=shown,
        error=next((run.error for run in shown if run.error), None),
    )
