from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner, Result

from api.main import create_app
from lehr.cli import app
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from lehr.store.engine import Sessions
from tests.api.serving import serving, settings_on

Lehr = Callable[..., Result]


@pytest.fixture
def lehr() -> Lehr:
    """The command, run in this process: its standard input, output, error and exit code."""
    runner = CliRunner()

    def run(*arguments: str, given: str | None = None, **environment: str) -> Result:
        return runner.invoke(app, arguments, input=given, env=environment, prog_name="lehr")

    return run


@pytest.fixture(scope="session")
def url(warm_sessions: Sessions, redis_url: str) -> Iterator[str]:
    """Where a service is that has no worker, on the database that `sessions` clears."""
    with serving(create_app(settings_on(warm_sessions, redis_url))) as client:
        yield str(client.base_url)


@pytest.fixture
def asking(lehr: Lehr, url: str, request: pytest.FixtureRequest) -> Lehr:
    """The command, with a service to ask that knows no job."""
    request.getfixturevalue("sessions")  # clears the database after the test
    return partial(lehr, LEHR_URL=url)


@pytest.fixture
def swept(jobs: Jobs, body: dict[str, Any]) -> Job:
    """A job of two configurations by two seeds, with a label."""
    del body["seed"]
    sweep = {"optimizer.momentum": [0.0, 0.9]}
    changes = {"sweep": sweep, "seeds": [1, 2], "labels": {"team": "radar"}, "epochs": 2}
    return jobs.submit(JobSpec.model_validate(body | changes))


@pytest.fixture
def written(tmp_path: Path, body: dict[str, Any]) -> Path:
    """A file with the time-based ionosphere experiment."""
    path = tmp_path / "job.json"
    path.write_bytes(orjson.dumps(body))
    return path
