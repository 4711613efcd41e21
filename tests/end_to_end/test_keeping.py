"""A result can be taken away, and made again, through HTTP to a worker and back."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import keras
import pytest

from lehr.testing import wait_until
from lehr.testing.service import PATIENCE, Service
from worker.training.assembly import digest


@pytest.fixture(scope="module")
def job(service: Service) -> dict[str, Any]:
    return service.finished(service.submit(seeds=[1, 2], seed=None, epochs=20)["id"])


def model(service: Service, job: dict[str, Any], epoch: str) -> httpx.Response:
    """Ask for a model until it is made."""
    path = f"/jobs/{job['id']}/runs/{job['runs'][0]['id']}/model"
    answers = list[httpx.Response]()

    def is_made() -> bool:
        answers.append(service.client.get(path, params={"epoch": epoch}).raise_for_status())
        return answers[-1].status_code == 200

    wait_until(is_made, PATIENCE)
    return answers[-1]


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_the_last_model_has_the_weights_that_the_run_left(
    service: Service, job: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "model.keras").write_bytes(model(service, job, "last").content)
    loaded = keras.models.load_model(tmp_path / "model.keras")
    assert digest(loaded) == job["runs"][0]["weights_sha256"]


def test_the_best_model_is_another_file(service: Service, job: dict[str, Any]) -> None:
    best, last = (model(service, job, epoch) for epoch in ("best", "last"))
    assert best.headers["etag"] != last.headers["etag"]
    assert "model.weights.h5" in ZipFile(BytesIO(best.content)).namelist()


def test_a_run_says_where_it_was_trained(service: Service, job: dict[str, Any]) -> None:
    run = service.client.get(f"/jobs/{job['id']}/runs/{job['runs'][0]['id']}").json()
    environment = run["manifest"]["environment"]
    assert environment["determinism"] == "bit"
    assert environment["versions"]["keras"] == keras.__version__


def test_a_job_that_is_trained_again_is_equal_to_the_bit(
    service: Service, job: dict[str, Any]
) -> None:
    answer = service.client.post(job["links"]["reproduce"]).raise_for_status()
    again = service.finished(answer.json()["id"])
    assert again["reproduction"]["verdict"] == "equal-to-the-bit"
    assert again["reproduction"]["equal"] == 2
