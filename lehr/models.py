"""What clients ask of runs' models: every method one visible transaction, then the bell."""

from datetime import timedelta
from math import ceil
from pathlib import Path
from uuid import UUID

from lehr.bell import Bell
from lehr.errors import ModelNotMade, QueueFull, Unavailable
from lehr.experiments.configurations import run_document
from lehr.experiments.models import ModelFile, ModelRequest, chosen_epoch
from lehr.experiments.records import Problem
from lehr.store.engine import Session, Sessions
from lehr.store.job_store import JobStore
from lehr.store.ledger import Ledger
from lehr.store.model_store import ModelStore
from lehr.store.run_store import RunStore

MOST_WAITING = 100
"""Models that wait to be made; who asks for another one is asked to come again."""
COME_AGAIN_SECONDS = 10
REFUSED_FOR = timedelta(minutes=10)
"""A model that could not be made is made anew when it is asked for after so long."""
SETTLED = timedelta(minutes=1)
"""A file that is gone after so long was here, and is made anew."""


class Models:
    """The models of this deployment's runs, in files below a directory that workers share."""

    def __init__(self, sessions: Sessions, bell: Bell, directory: Path) -> None:
        self._sessions = sessions
        self._bell = bell
        self._directory = directory

    def get(self, job_id: UUID, run_id: UUID, epoch: str) -> tuple[Path, ModelFile] | None:
        """Return the file of a run's model behind an epoch, as `chosen_epoch` takes it.

        None while it is made.

        Raises UnknownRun, NoModel, InvalidRequest, ModelNotMade, QueueFull where many are waited
        for, or Unavailable where the file is in another directory than this process looks in.
        """
        with self._sessions.begin() as session:
            chosen = _chosen(session, job_id, run_id, epoch)
            request = ModelStore(session).get(run_id, chosen)
        if request is None or self._is_outdated(request):
            self._ask(job_id, run_id, chosen)
        elif request.file is not None:
            return self._directory / request.file.name, request.file
        return None

    def _is_outdated(self, request: ModelRequest) -> bool:
        """Tell whether the model is to be made anew; raise where that would not help."""
        if request.age is None:
            return False
        if request.error is not None:
            return _is_pardoned(request.error, request.age)
        if request.file is None or (self._directory / request.file.name).exists():
            return False
        if request.age < SETTLED:
            rule = "the API and its workers must share the directory that LEHR_CHECKPOINTS names"
            raise Unavailable(f"the model was made, but its file is not here: {rule}")
        return True

    def _ask(self, job_id: UUID, run_id: UUID, epoch: int) -> None:
        with self._sessions.begin() as session:
            Ledger(session, job_id)  # nobody deletes the job meanwhile
            store = ModelStore(session)
            if (waiting := store.waiting()) >= MOST_WAITING:
                detail = f"at most {MOST_WAITING} models may wait to be made; {waiting} do"
                raise QueueFull(detail, retry_after=COME_AGAIN_SECONDS)
            store.ask(run_id, epoch)
        self._bell.ring()


def _chosen(session: Session, job_id: UUID, run_id: UUID, epoch: str) -> int:
    job, run = JobStore(session).summary(job_id), RunStore(session).get(job_id, run_id)
    document = run_document(job.experiment, run.parameters, run.seed)
    return chosen_epoch(run, epoch, is_range_test=document.get("lr_range_test") is not None)


def _is_pardoned(error: Problem, age: timedelta) -> bool:
    if age >= REFUSED_FOR:
        return True
    raise ModelNotMade(error.detail, retry_after=ceil((REFUSED_FOR - age).total_seconds()))
