"""`/studies`: what is listed can be handed in, or looked at."""

from typing import Any

import httpx
import pytest

from lehr.experiments.studies.catalogue import STUDIES
from tests.api.problems import assert_problem, refusals

PREVIEWED = [name for name, study in STUDIES.items() if study.preview]
JSON = {"Content-Type": "application/json"}


def study(client: httpx.Client, name: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/studies/{name}").json()
    return found


def test_all_studies_are_listed(client: httpx.Client) -> None:
    listed = client.get("/studies").json()["studies"]
    assert [one["name"] for one in listed] == list(STUDIES)
    assert list(listed[0]) == ["name", "title", "expect", "request", "preview"]


def test_a_study_is_shown_as_it_is_listed(client: httpx.Client) -> None:
    listed = client.get("/studies").json()["studies"]
    assert [study(client, one["name"]) for one in listed] == listed


@pytest.mark.parametrize("name", PREVIEWED)
def test_the_curves_of_a_study_can_be_looked_at(client: httpx.Client, name: str) -> None:
    preview = study(client, name)["preview"]
    answer = client.post("/schedules/preview", json=preview)
    assert answer.status_code == 200
    assert answer.json()["steps"][-1] == preview["steps"] - 1


@pytest.mark.parametrize(("decay", "last"), [(0.1, 3.1e-5), (1e-4, 0.0075758)])
def test_the_rates_of_decay_end_where_the_tutorial_has_them(
    client: httpx.Client, decay: float, last: float
) -> None:
    curves = client.post("/schedules/preview", json=study(client, "decay")["preview"]).json()
    [curve] = [one for one in curves["curves"] if one["schedule"]["decay"] == decay]
    assert curve["summary"]["last"] == pytest.approx(last, rel=0.01)


def test_the_largest_decay_is_low_within_50_updates(client: httpx.Client) -> None:
    preview = study(client, "decay-curves")["preview"]
    curve, *_ = client.post("/schedules/preview", json=preview).json()["curves"]
    assert curve["learning_rates"][49] < 0.002
    assert curve["learning_rates"][-1] == pytest.approx(0.000478, abs=5e-7)


@pytest.mark.parametrize("body", [{}, {"content": b"{}", "headers": JSON}])
def test_a_study_is_handed_in_as_a_job(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/studies/ionosphere-time-based", **body)
    job = answer.json()
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/jobs/{job['id']}"
    assert answer.headers["retry-after"] == "1"
    assert (job["status"], job["runs_total"], job["runs"][0]["seed"]) == ("queued", 1, 7)


def test_a_study_trains_what_its_request_trains(client: httpx.Client) -> None:
    request = study(client, "ionosphere-drop-based")["request"]
    posted = client.post("/jobs", json=request).json()["experiment"]
    trained = client.post("/studies/ionosphere-drop-based").json()["experiment"]
    assert trained | {"labels": {}} == posted


def test_the_jobs_of_a_study_are_found_by_its_name(client: httpx.Client) -> None:
    job = client.post("/studies/momentum").json()
    client.post("/studies/decay")
    found = client.get("/jobs", params={"label": "study:momentum"}).json()["jobs"]
    assert [one["id"] for one in found] == [job["id"]]


@pytest.mark.parametrize(("name", "runs"), [("learning-rates", 8), ("strategies", 3)])
def test_a_study_of_several_configurations_has_a_run_for_each(
    client: httpx.Client, name: str, runs: int
) -> None:
    job = client.post(f"/studies/{name}").json()
    assert job["runs_total"] == runs
    assert len({str(run["parameters"]) for run in job["runs"]}) == runs
    assert len({run["seed"] for run in job["runs"]}) == 1


def test_a_preview_is_not_handed_in(client: httpx.Client) -> None:
    assert_problem(client.post("/studies/decay-curves"), 409, "preview-only")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_study_is_told_the_nearest(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/studies/momentun")
    assert "perhaps momentum" in assert_problem(answer, 404, "unknown-study")["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"seed": 1}', "the body must be empty or {}; received"),
        (b"[]", "the body must be empty or {}; received []"),
        (b"null", "received null"),
        (b"{", "the text must be JSON"),
    ],
)
def test_a_study_takes_no_other_body(client: httpx.Client, body: bytes, said: str) -> None:
    answer = client.post("/studies/momentum", content=body, headers=JSON)
    assert said in refusals(answer)[""]


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/decay"), ("POST", "/decay")])
def test_studies_take_no_parameters(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, f"/studies{path}?seed=1")
    assert refusals(answer) == {"/seed": "no such parameter"}
