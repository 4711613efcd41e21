"""A run's manifest says what it was trained from, in and on."""

from typing import Any
from uuid import uuid4

import pytest

from lehr.errors import UnknownJob, UnknownRun
from lehr.experiments.experiment import Experiment
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.manifest import Determinism, Environment
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from lehr.manifests import Manifests
from lehr.preview import schedule_hash
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.store.worker_store import Presence
from lehr.workers import Workers
from tests.one_run import begin, give_back, record, succeed
from tests.trainings import OUTCOME, claimed, epochs, only_run, query, submitted

Body = dict[str, Any]
KILN = Environment(
    versions={"keras": "3.0.0"},
    platform="Linux",
    processor="a CPU",
    xla_flags="",
    instructions_sha256="ef" * 32,
    cores=2,
    gpus=[],
    determinism=Determinism.BIT,
)


@pytest.fixture
def manifests(sessions: Sessions) -> Manifests:
    return Manifests(sessions)


def arrive(workers: Workers, name: str, environment: Environment = KILN) -> None:
    known = workers.describe(environment)
    workers.arrive(Presence(name=name, host="here", pid=1, environment=known))


def test_a_queued_run_has_the_manifest_of_what_is_planned(
    jobs: Jobs, job: Job, body: Body, manifests: Manifests
) -> None:
    run, manifest = manifests.get(job.id, only_run(jobs, job).id)
    assert run == only_run(jobs, job)
    assert manifest.experiment == Experiment.model_validate(body).normalised()
    assert manifest.experiment_hash.startswith("sha256:")
    assert manifest.schedule_hash == schedule_hash(JobSpec.model_validate(body).schedule, "step")
    known = (manifest.data_sha256, manifest.weights_sha256, manifest.environment)
    assert known == (None, None, None)


def test_a_trained_run_has_the_hashes_that_its_training_left(
    runs: Runs, job: Job, manifests: Manifests
) -> None:
    claim = claimed(runs)
    begin(runs, claim)
    record(runs, claim, epochs(1, 2))
    succeed(runs, claim)
    run, manifest = manifests.get(job.id, claim.run_id)
    left = (OUTCOME.trainer_used, OUTCOME.data_sha256, OUTCOME.weights_sha256)
    assert (manifest.trainer_used, manifest.data_sha256, manifest.weights_sha256) == left
    assert (manifest.started_at, manifest.finished_at) == (run.started_at, run.finished_at)


def test_an_attempt_is_noted_with_the_environment_of_its_worker(
    runs: Runs, job: Job, workers: Workers, manifests: Manifests
) -> None:
    another = KILN.model_copy(update={"cores": 64})
    arrive(workers, "here")
    arrive(workers, "there", another)
    for name, environment in (("here", KILN), ("there", another)):
        claim = claimed(runs, name)
        begin(runs, claim)
        assert manifests.get(job.id, claim.run_id)[1].environment == environment
        give_back(runs, claim)


def test_an_environment_is_kept_once_for_all_runs(
    runs: Runs, jobs: Jobs, body: Body, workers: Workers, sessions: Sessions
) -> None:
    for name in ("here", "there"):
        arrive(workers, name)
        submitted(jobs, body)
        begin(runs, claimed(runs, name))
    assert query(sessions, "SELECT hash FROM environments") == [(KILN.hash,)]
    assert query(sessions, "SELECT environment FROM runs") == [(KILN.hash,)] * 2


def test_each_run_of_a_sweep_has_an_experiment_of_its_own(
    jobs: Jobs, body: Body, manifests: Manifests
) -> None:
    sweep = {"schedule.initial_learning_rate": [0.1, 0.2]}
    job = submitted(jobs, body, sweep=sweep)
    found = [manifests.get(job.id, run.id)[1] for run in job.runs]
    rates = [one.experiment["schedule"]["initial_learning_rate"] for one in found]
    assert rates == [0.1, 0.2]
    assert len({one.experiment_hash for one in found}) == 2
    assert len({one.schedule_hash for one in found}) == 2


def test_a_manifest_s_experiment_is_a_body_that_trains_the_same(
    jobs: Jobs, job: Job, manifests: Manifests
) -> None:
    _, first = manifests.get(job.id, only_run(jobs, job).id)
    again = jobs.submit(JobSpec.model_validate(first.experiment))
    _, second = manifests.get(again.id, only_run(jobs, again).id)
    assert second == first


def test_a_run_of_another_job_has_no_manifest_here(
    jobs: Jobs, job: Job, body: Body, manifests: Manifests
) -> None:
    other = submitted(jobs, body)
    with pytest.raises(UnknownRun):
        manifests.get(job.id, other.runs[0].id)
    with pytest.raises(UnknownJob):
        manifests.get(uuid4(), job.runs[0].id)
