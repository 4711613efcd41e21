"""Lehr's own client and one generated from its OpenAPI document pass the same test."""

import json
import sys
from collections.abc import Iterator
from compileall import compile_dir
from importlib import import_module, invalidate_caches
from pathlib import Path
from subprocess import run
from typing import Any, Protocol

import pytest
from typing_extensions import override

from lehr.client import Client
from lehr.testing.service import Service, ionosphere

PACKAGE = "generated_client"
OPTIONS = {
    "post_hooks": [],  # which would format it
    "content_type_overrides": dict.fromkeys(
        ["image/png", "image/svg+xml", "application/vnd.apache.parquet"], "application/octet-stream"
    ),
}
"""The generator has no pictures and no Parquet of its own; both are bytes."""
EXPERIMENT = ionosphere(epochs=3)
STEPS = 9 * EXPERIMENT["epochs"]


class Caller(Protocol):
    """A client of Lehr, however it was made."""

    def rates(self, schedule: dict[str, Any], steps: int) -> list[float]: ...

    def train(self, spec: dict[str, Any]) -> tuple[str, list[float]]:
        """Return a job's status and the learning rates of its only run, in the end."""


class Own(Caller):
    """`lehr.client`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @override
    def rates(self, schedule: dict[str, Any], steps: int) -> list[float]:
        return list(self._client.preview(schedule, steps=steps).learning_rates)

    @override
    def train(self, spec: dict[str, Any]) -> tuple[str, list[float]]:
        job = self._client.submit(spec).wait(timeout=120)
        return job.status, list(job.history()["learning_rate"])


class Generated(Caller):
    """What openapi-python-client makes of `/openapi.json`."""

    def __init__(self, client: Any) -> None:
        self._client = client

    @override
    def rates(self, schedule: dict[str, Any], steps: int) -> list[float]:
        request = self._model("PreviewRequest", {"schedule": schedule, "steps": steps})
        answer = self._call("schedules.preview_posted_schedule", body=request)
        return list(answer.learning_rates)

    @override
    def train(self, spec: dict[str, Any]) -> tuple[str, list[float]]:
        job = self._call("jobs.submit_job", body=self._model("JobSpec", spec))
        while job.finished_at is None:
            job = self._call("jobs.get_job", job_id=job.id, wait=25, since=job.version)
        [history] = self._call("jobs.get_history", job_id=job.id).runs
        return job.status.value, history.learning_rate

    def _call(self, operation: str, **arguments: Any) -> Any:
        module = import_module(f"{PACKAGE}.api.{operation}")
        return module.sync(client=self._client, **arguments)

    def _model(self, name: str, document: dict[str, Any]) -> Any:
        return getattr(import_module(f"{PACKAGE}.models"), name).from_dict(document)


@pytest.fixture(scope="module")
def package(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A package generated from the service's document, without a word of warning."""
    directory = tmp_path_factory.mktemp("generated")
    document, options = directory / "openapi.json", directory / "options.json"
    document.write_text(service.client.get("/openapi.json").text)
    options.write_text(json.dumps(OPTIONS))
    places = {"--path": document, "--config": options, "--output-path": directory / PACKAGE}
    named = [str(word) for pair in places.items() for word in pair]
    program = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    run([*program, "--meta", "none", *named], check=True, capture_output=True)
    sys.path.append(str(directory))
    invalidate_caches()
    yield directory / PACKAGE
    sys.path.remove(str(directory))


@pytest.fixture(params=["own", "generated"])
def caller(service: Service, package: Path, request: pytest.FixtureRequest) -> Iterator[Caller]:
    url = str(service.client.base_url)
    generated = import_module(package.name).Client(base_url=url, timeout=60)
    with Client(url) as own, generated as other:
        yield Own(own) if request.param == "own" else Generated(other)


def test_a_generated_client_compiles(package: Path) -> None:
    assert compile_dir(package, quiet=1)


def test_what_was_previewed_is_what_was_trained(caller: Caller) -> None:
    previewed = caller.rates(EXPERIMENT["schedule"], STEPS)
    status, trained = caller.train(EXPERIMENT)
    assert status == "succeeded"
    assert trained == pytest.approx(previewed[8::9])
