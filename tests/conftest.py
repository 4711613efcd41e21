"""The servers that tests stand on: real ones, one of each a session; and what stands on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from redis import Redis
from sqlalchemy import text

from lehr.bell import QUEUE, Bell
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect, driver_url
from lehr.store.migrating import upgrade
from lehr.testing import embedded_postgres, embedded_valkey
from lehr.workers import Workers
from tests.one_run import begin
from tests.receivers import Receiver, receiving

LEASE_SECONDS = 30

# What passes once passes again; `pytest --hypothesis-profile=default` looks for new examples.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("postgres")
    with embedded_postgres(directory, settings={"fsync": "off"}) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded_valkey(tmp_path_factory.mktemp("valkey")) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_url(postgres_url: str) -> Iterator[str]:
    """A migrated database that nobody uses: the template of those that tests get."""
    with _database(postgres_url, template="template1") as url:
        upgrade(url)
        yield url


@pytest.fixture
def database_url(migrated_url: str) -> Iterator[str]:
    """A migrated, empty database of the test's own."""
    with _database(migrated_url, template=_name(migrated_url)) as url:
        yield url


@pytest.fixture
def empty_database_url(postgres_url: str) -> Iterator[str]:
    """A database of the test's own without any table."""
    with _database(postgres_url, template="template1") as url:
        yield url


@pytest.fixture(scope="session")
def warm_sessions(migrated_url: str, bell: Bell) -> Iterator[Sessions]:
    """A database whose connections stay open: ten times as fast as one of the test's own."""
    with _database(migrated_url, template=_name(migrated_url)) as url:
        sessions = Sessions(connect(url), bell.announce)
        yield sessions
        sessions.engine.dispose()


@pytest.fixture
def sessions(warm_sessions: Sessions) -> Iterator[Sessions]:
    """Another database than that of `database_url`, migrated and empty as well.

    It is cleared, not dropped: tests that break their database take `own_sessions`.
    """
    yield warm_sessions
    with warm_sessions.begin() as session:
        session.execute(text("DELETE FROM jobs"))
        session.execute(text("DELETE FROM workers"))
        session.execute(text("DELETE FROM environments"))
        session.execute(text("DELETE FROM webhooks"))


@pytest.fixture
def own_sessions(database_url: str) -> Iterator[Sessions]:
    sessions = Sessions(connect(database_url))
    yield sessions
    sessions.engine.dispose()


@pytest.fixture(scope="session")
def bell(redis_url: str) -> Iterator[Bell]:
    bell = Bell(redis_url)
    yield bell
    bell.close()


@pytest.fixture
def jobs(sessions: Sessions, bell: Bell) -> Jobs:
    return Jobs(sessions, bell, Settings())


@pytest.fixture
def runs(sessions: Sessions, bell: Bell) -> Runs:
    return Runs(sessions, bell, lease_seconds=LEASE_SECONDS)


@pytest.fixture
def workers(sessions: Sessions) -> Workers:
    return Workers(sessions)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks, on loopback."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def body() -> dict[str, Any]:
    """The body of `POST /jobs` for the time-based ionosphere experiment."""
    layer = {"layer": "Dense", "kernel_initializer": "random_normal"}
    return {
        "dataset": {"name": "ionosphere"},
        "model": {
            "layers": [
                layer | {"units": 34, "activation": "relu"},
                layer | {"units": 1, "activation": "sigmoid"},
            ]
        },
        "optimizer": {"name": "SGD", "momentum": 0.8},
        "schedule": {
            "kind": "keras.InverseTimeDecay",
            "initial_learning_rate": 0.1,
            "decay_steps": 1,
            "decay_rate": 0.002,
        },
        "loss": "binary_crossentropy",
        "metrics": ["accuracy"],
        "epochs": 50,
        "batch_size": 28,
        "validation": {"split": 0.33},
        "shuffle": True,
        "seed": 7,
    }


@pytest.fixture
def job(jobs: Jobs, body: dict[str, Any]) -> Job:
    return jobs.submit(JobSpec.model_validate(body))


@pytest.fixture
def claim(runs: Runs, job: Job) -> Claim:
    """The run of `job`, in training."""
    [claim] = runs.claim("worker")
    assert claim.job_id == job.id
    begin(runs, claim)
    return claim


@pytest.fixture
def broker(redis_url: str) -> Iterator[Redis]:
    """The broker behind `bell`, in which no ring waits."""
    broker = Redis.from_url(redis_url)
    broker.delete(QUEUE)
    yield broker
    broker.close()


@contextmanager
def _database(server_url: str, *, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    server = driver_url(server_url).set(drivername="postgresql", database="postgres")
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield driver_url(server_url).set(database=name).render_as_string(hide_password=False)
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _name(database_url: str) -> str:
    return str(driver_url(database_url).database)
