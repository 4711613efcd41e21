"""One job of many configurations and seeds, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.api.problems import refusals

Body = dict[str, Any]
RATE = "schedule.initial_learning_rate"


def swept(body: Body, sweep: object, **changes: object) -> Body:
    return body | {"sweep": sweep, "seed": None} | changes


def test_a_grid_by_seeds_becomes_runs_in_order(client: httpx.Client, body: Body) -> None:
    asked = swept(body, {RATE: [0.1, 0.01]}, seeds=[3, 4])
    answer = client.post("/jobs", json=asked)
    job = answer.json()
    assert (answer.status_code, job["runs_total"], job["status"]) == (202, 4, "queued")
    found = [(run["parameters"], run["seed"]) for run in job["runs"]]
    assert found == [({RATE: rate}, seed) for rate in (0.1, 0.01) for seed in (3, 4)]
    assert job["experiment"]["sweep"] == asked["sweep"]


def test_whole_objects_can_be_swept(client: httpx.Client, body: Body) -> None:
    schedules = [
        {"kind": "constant", "learning_rate": 0.1},
        {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
    ]
    job = client.post("/jobs", json=swept(body, {"schedule": schedules})).json()
    assert [run["parameters"]["schedule"] for run in job["runs"]] == schedules


def test_a_list_of_changes_is_one_configuration_each(client: httpx.Client, body: Body) -> None:
    sets = [{"optimizer": {"name": "Adam"}, "epochs": 3}, {"batch_size": 16}]
    job = client.post("/jobs", json=swept(body, sets)).json()
    assert [run["parameters"] for run in job["runs"]] == sets
    assert [run["epochs"] for run in job["runs"]] == [3, 50]
    assert job["progress"]["epochs_total"] == 53


def test_a_plan_tells_what_a_sweep_amounts_to(client: httpx.Client, body: Body) -> None:
    asked = swept(body, {"optimizer.momentum": [0.0, 0.5, 0.9]}, seeds=[1, 2])
    plan = client.post("/jobs?validate_only=true", json=asked).json()
    assert (plan["runs"], plan["configurations"], plan["programs"]) == (6, 3, 2)
    assert plan["steps"] == 6 * 450
    assert client.get("/jobs").json()["jobs"] == []


def test_the_normalised_body_of_a_sweep_is_taken_again(client: httpx.Client, body: Body) -> None:
    job = client.post("/jobs", json=swept(body, {RATE: [0.1, 0.01]})).json()
    again = client.post("/jobs", json=job["experiment"]).json()
    assert again["experiment"] == job["experiment"]


@pytest.mark.parametrize(
    ("changes", "pointer", "told"),
    [
        ({"sweep": {"schedule.nothing": [1]}}, "/sweep/schedule.nothing/0", "no such field"),
        ({"sweep": {"model.layer.0": [1]}}, "/sweep/model.layer.0/0", "leads nowhere"),
        ({"sweep": {"model.layers.0.units": [4, "x"]}}, "/sweep/model.layers.0.units/1", '"x"'),
        ({"sweep": {"epochs": list(range(1, 4098))}}, "/sweep/epochs", "4096"),
        ({"sweep": {"epochs": list(range(1, 66))}, "seeds": list(range(64))}, "/sweep", "4160"),
        ({"seeds": [7, 8, 7]}, "/seeds", "seeds must differ; 7 is given 2 times"),
        ({"seeds": list(range(4097))}, "/seeds", "4096"),
        ({"seed": 1, "seeds": [2]}, "/seeds", "which is 1"),
        ({"sweep": {"epochs": [0.5]}}, "/sweep/epochs/0", "received 0.5"),
        ({"sweep": {"model.layers.0.units": [10**6]}}, "/model", "weights are allowed"),
        ({"sweep": 5}, "/sweep", "received 5"),
    ],
)
def test_a_wrong_sweep_is_refused_where_it_is_wrong(
    client: httpx.Client, body: Body, changes: Body, pointer: str, told: str
) -> None:
    found = refusals(client.post("/jobs", json=body | {"seed": None} | changes))
    assert list(found) == [pointer]
    assert told in found[pointer]
    assert client.get("/jobs").json()["jobs"] == []


def test_a_job_of_the_most_runs_is_taken(client: httpx.Client, body: Body) -> None:
    rates = [0.1 / (1 + place) for place in range(64)]
    asked = swept(body, {RATE: rates}, seeds=list(range(64)))
    job = client.post("/jobs", json=asked).json()
    assert (job["runs_total"], len(job["runs"])) == (4096, 100)
