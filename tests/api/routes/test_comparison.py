"""`GET /jobs/{id}/comparison`: which configuration is better."""

import subprocess
import sys
from typing import Any
from uuid import uuid4

import httpx
import pytest

from lehr.store.engine import Sessions
from tests.api.problems import assert_problem, refusals
from tests.lehr.analyses.ended import compared_job

NOBODY = uuid4()
LOADED = """
import sys
from api.routes import comparison
import lehr.analyses
print(sorted({"scipy", "lehr.statistics"} & set(sys.modules)))
"""


@pytest.fixture
def path(client: httpx.Client, sessions: Sessions, body: dict[str, Any]) -> str:
    job_id = compared_job(sessions, body)
    assert client.get(f"/jobs/{job_id}").status_code == 200
    return f"/jobs/{job_id}/comparison"


def test_a_comparison_tells_configurations_and_pairs(client: httpx.Client, path: str) -> None:
    comparison = client.get(path).json()
    best, second = comparison["configurations"]
    [pair] = comparison["pairs"]
    assert (comparison["metric"], comparison["at"], comparison["pairs_total"]) == (
        "val_accuracy",
        "final",
        1,
    )
    assert best["parameters"] == {"optimizer.momentum": 0.9}
    assert (best["rank"], second["rank"], best["n"]) == (1, 2, 3)
    assert best["mean"] == pytest.approx(0.8)
    assert best["interval"][0] <= best["mean"] <= best["interval"][1]
    assert (pair["a"], pair["b"], pair["n"], pair["p"]) == (0, 1, 3, 0.5)
    assert pair["seeds_needed"] > 0
    assert comparison["method"]["better"] == "higher"


def test_equal_questions_have_equal_answers(client: httpx.Client, path: str) -> None:
    assert client.get(path).content == client.get(path).content


def test_a_known_comparison_is_not_sent_again(client: httpx.Client, path: str) -> None:
    known = {"If-None-Match": client.get(path).headers["etag"]}
    assert client.get(path, headers=known).status_code == 304
    assert client.get(f"{path}?at=best", headers=known).status_code == 200


def test_a_comparison_of_the_best_epochs_says_so(client: httpx.Client, path: str) -> None:
    comparison = client.get(f"{path}?at=best&metric=accuracy").json()
    assert (comparison["at"], comparison["metric"]) == ("best", "accuracy")


@pytest.mark.parametrize("query", ["metric=auc", "metric=learning_rate", "at=last", "metrics=loss"])
def test_a_refused_comparison_names_the_parameter(
    client: httpx.Client, path: str, query: str
) -> None:
    assert refusals(client.get(f"{path}?{query}")).keys() == {"/" + query.partition("=")[0]}


@pytest.mark.parametrize("job_id", [NOBODY, "nonsense"])
def test_a_job_that_is_not_there_is_unknown(client: httpx.Client, job_id: object) -> None:
    assert_problem(client.get(f"/jobs/{job_id}/comparison"), 404, "unknown-job")


def test_scipy_is_not_loaded_before_the_first_comparison() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True)
    assert done.stdout.decode().strip() == "[]"
