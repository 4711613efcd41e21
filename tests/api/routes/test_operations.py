"""Health and metrics, with and without what the service stands on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.main import create_app
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.migrating import upgrade
from lehr.testing import embedded_postgres
from lehr.workers import Workers, presence
from tests.api.problems import assert_problem
from tests.api.serving import serving
from tests.api.streams import ACCEPT
from tests.one_run import begin, succeed

NO_JOB = f"/jobs/{'0' * 32}"

Samples = Callable[[str], dict[tuple[str, ...], float]]


@pytest.fixture
def samples(client: httpx.Client) -> Samples:
    """Read the samples of one name from `/metrics`, by the values of their labels."""

    def read(name: str) -> dict[tuple[str, ...], float]:
        families = text_string_to_metric_families(client.get("/metrics").text)
        found = [sample for family in families for sample in family.samples if sample.name == name]
        return {tuple(sample.labels.values()): sample.value for sample in found}

    return read


def test_a_process_that_answers_is_live(client: httpx.Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}


def test_a_service_with_a_worker_is_ready(client: httpx.Client, workers: Workers) -> None:
    workers.arrive(presence())
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "broker": True, "workers": 1}


def test_a_service_without_a_worker_is_degraded(client: httpx.Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "broker": True, "workers": 0}


def test_a_service_without_a_broker_is_degraded_and_accepts_jobs(
    settings: Settings, workers: Workers, body: dict[str, Any]
) -> None:
    workers.arrive(presence())
    nowhere = settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    with serving(create_app(nowhere)) as client:
        answer = client.get("/health/ready")
        assert answer.status_code == 200
        assert answer.json() == {"status": "degraded", "broker": False, "workers": 1}
        assert client.post("/jobs", json=body).status_code == 202


def test_a_service_without_its_schema_is_not_ready(
    settings: Settings, empty_database_url: str
) -> None:
    empty = settings.model_copy(update={"database_url": empty_database_url})
    with serving(create_app(empty)) as client:
        problem = assert_problem(client.get("/health/ready"), 503, "unavailable")
    assert "lehr migrate" in problem["detail"]


@pytest.fixture(scope="module")
def bereft(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[httpx.Client]:
    """A client of a service whose database has gone away."""
    with ExitStack() as database:
        directory = tmp_path_factory.mktemp("postgres")
        url = database.enter_context(embedded_postgres(directory, settings={"fsync": "off"}))
        upgrade(url)
        with serving(create_app(Settings(database_url=url, redis_url=redis_url))) as client:
            assert client.get("/health/ready").status_code == 200
            database.close()
            yield client


@pytest.mark.parametrize(
    "path",
    ["/health/ready", "/jobs", NO_JOB, f"{NO_JOB}?wait=25", f"{NO_JOB}/events"],
)
def test_without_a_database_nothing_is_answered_from_it(bereft: httpx.Client, path: str) -> None:
    answer = bereft.get(path)
    problem = assert_problem(answer, 503, "unavailable")
    assert answer.headers["retry-after"] == "5"
    assert problem["detail"] == "the database cannot be reached or is too busy"


def test_without_a_database_no_stream_begins(bereft: httpx.Client) -> None:
    assert_problem(bereft.get(f"{NO_JOB}/events", headers=ACCEPT), 503, "unavailable")


def test_without_a_database_no_job_is_accepted(bereft: httpx.Client, body: dict[str, Any]) -> None:
    assert_problem(bereft.post("/jobs", json=body), 503, "unavailable")


def test_without_a_database_schedules_are_previewed_and_jobs_validated(
    bereft: httpx.Client, body: dict[str, Any]
) -> None:
    preview = {"schedule": body["schedule"], "steps": 9}
    assert bereft.post("/schedules/preview", json=preview).status_code == 200
    assert bereft.post("/jobs?validate_only=true", json=body).status_code == 200


def test_without_a_database_the_process_lives_and_counts_requests(bereft: httpx.Client) -> None:
    assert bereft.get("/health/live").status_code == 200
    assert "lehr_requests_total{" in bereft.get("/metrics").text


def test_the_reason_of_an_outage_is_logged(
    bereft: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    bereft.get("/jobs")
    causes = [vars(record).get("cause", "") for record in caplog.records]
    assert any("OperationalError" in cause for cause in causes)


def test_requests_are_counted_and_timed_by_route(client: httpx.Client, samples: Samples) -> None:
    before = samples("lehr_requests_total").get(("GET", "/jobs", "200"), 0)
    client.get("/jobs")
    after = samples("lehr_requests_total")[("GET", "/jobs", "200")]
    assert after == before + 1
    assert samples("lehr_request_seconds_count")[("GET", "/jobs")] >= after


def test_the_queue_is_told(
    client: httpx.Client, body: dict[str, Any], samples: Samples, workers: Workers
) -> None:
    workers.arrive(presence())
    client.post("/jobs", json=body)
    assert samples("lehr_jobs")[("queued",)] == samples("lehr_runs")[("queued",)] == 1
    assert samples("lehr_jobs")[("running",)] == 0
    assert samples("lehr_oldest_queued_run_seconds")[()] > 0
    assert samples("lehr_workers")[()] == 1
    assert samples("lehr_webhook_deliveries_waiting")[()] == 0


def test_finished_runs_are_told_by_their_duration(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs, samples: Samples
) -> None:
    assert submitted["status"] == "queued"
    assert samples("lehr_run_seconds_count")[()] == 0
    [claim] = runs.claim("worker")
    begin(runs, claim)
    succeed(runs, claim)
    assert samples("lehr_run_seconds_count")[()] == 1
    assert samples("lehr_run_seconds_bucket")[("+Inf",)] == 1
    assert samples("lehr_oldest_queued_run_seconds")[()] == 0
    assert client.get("/metrics").headers["content-type"].startswith("text/plain")


def test_labels_hold_no_ids_and_nothing_that_clients_choose(
    client: httpx.Client, submitted: dict[str, Any], samples: Samples
) -> None:
    for path in (submitted["links"]["self"], "/nowhere/chosen-by-client", "/jobs/chosen-by-client"):
        client.get(path)
    client.request("PROPFIND", "/jobs/chosen-by-client")
    client.request("PROPFIND", "/nowhere")
    requests = samples("lehr_requests_total")
    assert {("GET", "/jobs/{job_id}", "200"), ("any", "unmatched", "404")} <= requests.keys()
    text = client.get("/metrics").text
    assert submitted["id"] not in text
    assert "chosen-by-client" not in text
