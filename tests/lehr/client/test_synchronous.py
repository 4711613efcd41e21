"""What a client asks comes back as values, from a real service."""

import json
import sys
from subprocess import run
from typing import Any

import numpy as np
import pytest

from lehr.client import Client, Job
from lehr.client.problems import InvalidRequest, KeyReused, PreviewOnly, UnknownJob, UnknownStudy
from lehr.runs import Runs
from tests.api.training import epoch, succeeded, trained
from tests.receivers import Receiver, Reply

COSINE = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 10}
KERAS = {
    "kind": "keras.ExponentialDecay",
    "initial_learning_rate": 0.1,
    "decay_steps": 10,
    "decay_rate": 0.5,
}
STEP_LR = "torch.optim.lr_scheduler.StepLR(torch.optim.SGD(params, lr=0.1), step_size=30)"
PLATEAU = {"kind": "reduce_on_plateau", "initial_learning_rate": 0.1, "patience": 1}


def test_a_preview_is_arrays_in_the_dtype_of_their_computation(client: Client) -> None:
    preview = client.preview(KERAS, steps=10**12, points=3)
    assert preview.steps.tolist() == [0, (10**12 - 1) // 2, 10**12 - 1]
    assert preview.steps.dtype == np.int64
    assert preview.learning_rates.dtype == np.float32
    assert preview.learning_rates[0] == np.float32(0.1)
    assert preview.schedule == KERAS | {"staircase": False}
    assert preview.summary["maximum"] == 0.1
    assert preview.hash.startswith("sha256:")
    assert client.preview(COSINE, steps=2).learning_rates.dtype == np.float64


def test_options_may_be_arrays_and_numbers_that_json_cannot_write(client: Client) -> None:
    metric = np.asarray([1.0, np.nan, np.inf, np.nan])
    preview = client.preview(PLATEAU, metric=metric, at=np.arange(0, 4, 3), unit=None)
    assert preview.steps.tolist() == [0, 3]
    assert preview.learning_rates[1] < preview.learning_rates[0]


def test_several_schedules_share_their_steps(client: Client) -> None:
    cosine, keras = client.compare([COSINE, KERAS], steps=5)
    assert cosine.steps is keras.steps
    assert keras.learning_rates.tolist() == client.preview(KERAS, steps=5).learning_rates.tolist()
    assert cosine.schedule["kind"] == "cosine"


def test_a_schedule_is_given_back_as_code(client: Client) -> None:
    translation = client.translate(STEP_LR, "python")
    assert "def learning_rate(step):" in translation.code
    assert isinstance(translation.exact, bool)


def test_catalogues_are_lists(client: Client) -> None:
    assert {"kind", "parameters"} <= client.kinds()[0].keys()
    assert "ionosphere" in [dataset["name"] for dataset in client.datasets()]
    assert {"name", "request", "preview"} <= client.studies()[0].keys()


def test_a_plan_stores_nothing(client: Client, body: dict[str, Any]) -> None:
    assert client.plan(body)["runs"] == 1
    assert list(client.jobs()) == []


def test_a_job_is_handed_in_and_found_again(client: Client, body: dict[str, Any]) -> None:
    job = client.submit(body | {"labels": {"team": "radar", "says": "NaN"}})
    assert (job.status, job.is_finished) == ("queued", False)
    assert client.job(job.id).state == job.state
    assert job.state["labels"]["says"] == "NaN"
    assert repr(job) == f"<Job {job.id} queued>"


def test_every_submission_has_a_key_of_its_own_that_its_retries_share(
    receiver: Receiver, body: dict[str, Any], handed_in: Job
) -> None:
    accepted = Reply(202, body=json.dumps(handed_in.state).encode())
    receiver.replies.extend([Reply(502), accepted, accepted])
    with Client(receiver.address) as other:
        assert [other.submit(body).id for _ in range(2)] == [handed_in.id] * 2
    first, retried, second = [sent.headers["idempotency-key"] for sent in receiver.requests]
    assert first == retried != second


def test_a_key_of_ones_own_stands_for_one_job(client: Client, body: dict[str, Any]) -> None:
    first = client.submit(body, idempotency_key="tuesday")
    assert client.submit(body, idempotency_key="tuesday").id == first.id
    with pytest.raises(KeyReused, match=first.id) as caught:
        client.submit(body | {"epochs": 7}, idempotency_key="tuesday")
    assert isinstance(caught.value, InvalidRequest)
    assert caught.value.errors[0].pointer == "/Idempotency-Key"


def test_a_study_is_a_job(client: Client) -> None:
    runnable = next(study for study in client.studies() if study["request"])
    assert client.study(runnable["name"]).status == "queued"
    shown = next(study for study in client.studies() if not study["request"])
    with pytest.raises(PreviewOnly):
        client.study(shown["name"])
    with pytest.raises(UnknownStudy):
        client.study("alchemy")


def test_jobs_are_found_by_status_and_label(client: Client, body: dict[str, Any]) -> None:
    labelled = body | {"labels": {"team": "radar"}}
    ids = [client.submit(labelled).id for _ in range(2)]
    client.submit(body)
    assert [job.id for job in client.jobs(status="queued", label="team:radar")] == ids[::-1]
    assert list(client.jobs(status="failed")) == []


def test_runs_come_page_after_page(client: Client, body: dict[str, Any]) -> None:
    job = client.submit(body | {"seed": None, "seeds": list(range(201))})
    assert [run["seed"] for run in job.runs()] == list(range(201))
    assert list(job.runs(status="running")) == []


def test_a_job_is_set_aside_taken_up_ended_and_forgotten(handed_in: Job) -> None:
    assert handed_in.pause().status == "paused"
    assert handed_in.resume().status == "queued"
    assert handed_in.cancel().status == "cancelled"
    handed_in.delete()
    with pytest.raises(UnknownJob, match=handed_in.id):
        handed_in.refresh()


def test_longer_training_is_another_job(handed_in: Job, runs: Runs) -> None:
    succeeded(runs)
    longer = handed_in.wait(30).extend(60)
    assert longer.state["parent"] == handed_in.id
    assert handed_in.status == "succeeded"


def test_a_comparison_ranks_configurations(handed_in: Job, runs: Runs) -> None:
    succeeded(runs)
    comparison = handed_in.comparison(metric="val_loss", at="best")
    assert [one["rank"] for one in comparison["configurations"]] == [1]


def test_numbers_that_json_cannot_write_are_numbers(handed_in: Job, runs: Runs) -> None:
    trained(runs, epoch(1, loss=float("nan")), epoch(2, loss=float("inf")))
    [run] = handed_in.refresh().state["runs"]
    assert run["final"]["loss"] == float("inf")


def test_importing_the_client_loads_httpx_and_no_array() -> None:
    heavy = {"numpy", "pandas", "pydantic", "sqlalchemy", "lehr.errors"}
    program = f"import lehr.client, sys; print(sorted({heavy} & set(sys.modules)))"
    done = run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
