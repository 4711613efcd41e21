"""What runs were trained from, in and on: every method one visible transaction."""

from uuid import UUID

from lehr.experiments.configurations import run_document
from lehr.experiments.manifest import Manifest, manifest_of
from lehr.experiments.records import Run
from lehr.store.engine import Sessions
from lehr.store.environment_store import EnvironmentStore
from lehr.store.job_store import JobStore
from lehr.store.model_store import ModelStore
from lehr.store.run_store import RunStore


class Manifests:
    """The manifests of this deployment's runs, made of what is known of them."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def get(self, job_id: UUID, run_id: UUID) -> tuple[Run, Manifest]:
        """Return one run with its manifest; raise UnknownRun where the job has none such."""
        with self._sessions.begin() as session:
            job, run = JobStore(session).summary(job_id), RunStore(session).get(job_id, run_id)
            environment = EnvironmentStore(session).of_run(run_id)
            models = ModelStore(session).of_run(run_id)
        document = run_document(job.experiment, run.parameters, run.seed)
        return run, manifest_of(run, document, environment, models)
