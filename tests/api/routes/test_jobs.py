"""`/jobs`: handed in, followed, ended and forgotten. No worker is there: jobs wait."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.main import create_app
from lehr.runs import Runs
from lehr.settings import Settings
from tests.api.problems import assert_problem, refusals
from tests.api.serving import serving
from tests.api.training import epoch, trained
from tests.one_run import renew, succeed

NOBODY = uuid4()


def test_a_job_is_accepted_and_says_where_it_is(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/jobs", json=body)
    job = answer.json()
    assert answer.status_code == 202
    assert answer.headers["location"] == job["links"]["self"] == f"/jobs/{job['id']}"
    assert answer.headers["retry-after"] == "1"
    assert (job["status"], job["version"], job["queue_position"]) == ("queued", 1, 1)
    assert (job["runs_total"], job["runs_by_status"]) == (1, {"queued": 1})
    assert job["progress"] == {"epochs_done": 0, "epochs_total": 50, "eta_seconds": None}
    assert job["created_at"].endswith("Z")


def test_what_is_answered_is_what_is_found_there(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    answer = client.post("/jobs", json=body)
    found = client.get(answer.headers["location"])
    assert found.status_code == 200
    assert found.content == answer.content
    assert found.headers["retry-after"] == "1"


def test_the_experiment_is_told_with_every_default(client: httpx.Client) -> None:
    layers = [{"layer": "Dense", "units": 3, "activation": "softmax"}]
    minimal = {
        "dataset": {"name": "iris"},
        "model": {"layers": layers},
        "schedule": {"kind": "constant", "learning_rate": 1},
        "epochs": 1,
    }
    experiment = client.post("/jobs", json=minimal).json()["experiment"]
    assert experiment["optimizer"] == {"name": "SGD"}
    assert experiment["loss"] == {"name": "categorical_crossentropy"}
    assert experiment["metrics"] == [{"name": "accuracy"}]
    assert experiment["validation"] == {"split": 0.2, "shuffle": True}
    assert (experiment["batch_size"], experiment["shuffle"]) == (32, True)
    assert 0 <= experiment["seed"] < 2**31


def test_a_normalised_experiment_is_a_valid_body(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    again = client.post("/jobs", json=submitted["experiment"]).json()
    assert again["experiment"] == submitted["experiment"]


def test_only_validating_stores_nothing(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/jobs?validate_only=true", json=body)
    plan = answer.json()
    assert answer.status_code == 200
    assert (plan["runs"], plan["programs"], plan["steps_per_epoch"], plan["steps"]) == (
        1,
        1,
        9,
        450,
    )
    assert (plan["train_rows"], plan["validation_rows"]) == (235, 116)
    assert plan["parameters"] == 34 * 34 + 34 + 34 + 1
    assert plan["estimated_cost"] > 0
    assert plan["experiment"]["schedule"]["staircase"] is False
    assert client.get("/jobs").json()["jobs"] == []


def test_only_validating_refuses_what_handing_in_refuses(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    answer = client.post("/jobs?validate_only=true", json=body | {"batch_size": 1000})
    assert refusals(answer).keys() == {"/batch_size"}


def test_a_plan_has_the_hash_of_the_preview(client: httpx.Client, body: dict[str, Any]) -> None:
    plan = client.post("/jobs?validate_only=true", json=body).json()
    preview = {"schedule": body["schedule"], "at": [0]}
    assert client.post("/schedules/preview", json=preview).json()["hash"] == plan["schedule_hash"]


def test_a_job_that_trains_the_previewed_curve_is_accepted(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    preview = {"schedule": body["schedule"], "at": [0]}
    known = client.post("/schedules/preview", json=preview).json()["hash"]
    assert client.post("/jobs", json=body | {"schedule_hash": known}).status_code == 202


def test_more_runs_than_may_wait_are_refused(
    client: httpx.Client, body: dict[str, Any], settings: Settings
) -> None:
    assert client.post("/jobs", json=body).status_code == 202
    full = settings.model_copy(update={"max_queued_runs": 1})
    with serving(create_app(full)) as other:
        answer = other.post("/jobs", json=body)
    assert "at most 1 runs may wait" in assert_problem(answer, 503, "queue-full")["detail"]
    assert answer.headers["retry-after"] == "300"
    assert len(client.get("/jobs").json()["jobs"]) == 1


@pytest.mark.parametrize("job_id", [NOBODY, "nonsense", "%00", "1" * 5000])
@pytest.mark.parametrize("below", ["", "/runs", "/history"])
def test_a_job_that_is_not_there_is_unknown(client: httpx.Client, job_id: str, below: str) -> None:
    assert_problem(client.get(f"/jobs/{job_id}{below}"), 404, "unknown-job")


def test_nothing_can_be_done_to_a_job_that_is_not_there(client: httpx.Client) -> None:
    assert_problem(client.post(f"/jobs/{NOBODY}/cancel"), 404, "unknown-job")
    assert_problem(client.delete(f"/jobs/{NOBODY}"), 404, "unknown-job")


@pytest.mark.parametrize(("method", "below"), [("POST", "/cancel"), ("DELETE", "")])
def test_what_is_done_to_a_job_takes_no_parameters(
    client: httpx.Client, submitted: dict[str, Any], method: str, below: str
) -> None:
    answer = client.request(method, f"/jobs/{submitted['id']}{below}?force=1")
    assert refusals(answer) == {"/force": "no such parameter"}


def test_a_known_version_is_not_sent_again(client: httpx.Client, submitted: dict[str, Any]) -> None:
    etag = client.get(submitted["links"]["self"]).headers["etag"]
    again = client.get(submitted["links"]["self"], headers={"If-None-Match": etag})
    assert etag == 'W/"1"'
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)


def test_progress_is_a_new_version(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    trained(runs, epoch(1), epoch(2))
    answer = client.get(submitted["links"]["self"], headers={"If-None-Match": 'W/"1"'})
    job = answer.json()
    assert answer.headers["etag"] == f'W/"{job["version"]}"'
    assert (job["status"], job["queue_position"]) == ("running", None)
    assert job["progress"]["epochs_done"] == job["runs"][0]["epochs_done"] == 2
    assert job["progress"]["eta_seconds"] > 0
    assert job["runs"][0]["final"]["val_accuracy"] == 0.5


def test_a_finished_job_is_not_to_be_asked_again(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    succeed(runs, trained(runs, epoch(1)))
    answer = client.get(submitted["links"]["self"])
    assert "retry-after" not in answer.headers
    assert answer.json()["status"] == "succeeded"
    assert answer.json()["runs"][0]["lr_conformance"] == {"max_abs_error": 0}


def test_a_diverged_run_is_told_in_strings(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    trained(runs, epoch(1, loss=float("nan")), epoch(2, loss=float("inf")))
    assert client.get(submitted["links"]["self"]).json()["runs"][0]["final"]["loss"] == "Infinity"
    [run] = client.get(submitted["links"]["history"]).json()["runs"]
    assert run["loss"] == ["NaN", "Infinity"]


def test_a_queued_job_is_cancelled_at_once_and_only_once(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    answer = client.post(submitted["links"]["cancel"])
    assert answer.status_code == 202
    assert answer.json()["status"] == "cancelled"
    assert answer.json()["finished_at"] is not None
    again = assert_problem(client.post(submitted["links"]["cancel"]), 409, "illegal-move")
    assert again["detail"] == "a job that is cancelled cannot be cancelled"


def test_a_running_job_is_asked_to_end(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    claim = trained(runs)
    assert client.post(submitted["links"]["cancel"]).json()["status"] == "running"
    assert renew(runs, claim).cancel_requested


def test_only_a_finished_job_is_forgotten(client: httpx.Client, submitted: dict[str, Any]) -> None:
    here = submitted["links"]["self"]
    assert "cancel it first" in assert_problem(client.delete(here), 409, "illegal-move")["detail"]
    client.post(submitted["links"]["cancel"])
    forgotten = client.delete(here)
    assert (forgotten.status_code, forgotten.content) == (204, b"")
    assert_problem(client.get(here), 404, "unknown-job")
    assert_problem(client.delete(here), 404, "unknown-job")
