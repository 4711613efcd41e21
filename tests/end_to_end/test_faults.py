"""What a running Lehr survives."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from redis import Redis

from lehr.local.valkey import Valkey
from lehr.testing import wait_until
from lehr.testing.service import PATIENCE, Service

LONG = 20_000
"""Epochs of some seconds, so that a run is in hand when something happens to it."""


def test_a_killed_workers_job_still_succeeds_with_every_epoch_once(service: Service) -> None:
    job = service.submit(epochs=LONG)
    service.trained(job["id"])
    for process in family(service.process("worker")):
        process.kill()
    ended = service.finished(job["id"])
    assert ended["status"] == "succeeded"
    assert ended["runs"][0]["attempts"] <= 1
    assert service.history(job["id"])["epoch"] == list(range(1, LONG + 1))


def test_a_killed_training_child_is_replaced(service: Service) -> None:
    job = service.submit(epochs=LONG)
    service.trained(job["id"])
    for child in service.process("worker").children():
        child.kill()
    ended = service.finished(job["id"])
    assert ended["status"] == "succeeded"
    assert service.history(job["id"])["epoch"] == list(range(1, LONG + 1))


def test_a_killed_run_ends_with_the_weights_of_an_undisturbed_one(service: Service) -> None:
    undisturbed = service.finished(service.submit(seed=11, epochs=LONG)["id"])
    job = service.submit(seed=11, epochs=LONG)
    service.trained(job["id"])
    for process in family(service.process("worker")):
        process.kill()
    disturbed = service.finished(job["id"])
    assert weights(disturbed) == weights(undisturbed)


def test_a_running_job_is_cancelled_and_the_worker_goes_on(service: Service) -> None:
    job = service.submit(epochs=LONG)
    service.trained(job["id"])
    assert service.client.post(f"/jobs/{job['id']}/cancel").status_code == 202
    assert service.finished(job["id"])["status"] == "cancelled"
    assert service.finished(service.submit(epochs=2)["id"])["status"] == "succeeded"


def test_a_worker_outlives_a_broker_that_refuses_to_write(service: Service) -> None:
    worker, said = service.process("worker"), len(service.log)
    jobs = [service.submit(epochs=LONG), service.submit(epochs=2)]
    service.trained(jobs[0]["id"])
    with refusing(service.home):
        for job in jobs:
            service.finished(job["id"])
        wait_until(lambda: is_refused(service.log[said:]), PATIENCE)
    assert service.finished(service.submit(epochs=2)["id"])["status"] == "succeeded"
    assert service.process("worker") == worker


def test_a_stopped_service_goes_on_where_it_was_asked_to(service: Service) -> None:
    done = service.finished(service.submit(epochs=3)["id"])
    job = service.submit(epochs=LONG)
    service.trained(job["id"])
    service.stop()
    service.start()
    assert service.job(done["id"]) == done
    ended = service.finished(job["id"])
    assert ended["status"] == "succeeded"
    assert service.history(job["id"])["epoch"] == list(range(1, LONG + 1))


def test_a_job_that_waits_survives_the_death_of_everything(service: Service) -> None:
    jobs = [service.submit(epochs=LONG), service.submit(epochs=2)]
    service.trained(jobs[0]["id"])
    service.supervisor.kill()
    service.supervisor.wait()
    service.start()
    ended = [service.finished(job["id"]) for job in jobs]
    assert [job["status"] for job in ended] == ["succeeded", "succeeded"]


def test_the_api_stays_light(service: Service) -> None:
    assert service.process("api").memory_info().rss < 150_000_000


@contextmanager
def refusing(home: Path) -> Iterator[None]:
    """Have the broker refuse, as on a full disk, to change anything within the block."""
    with Redis.from_url(Valkey(home).url(home)) as broker:
        broker.config_set("min-replicas-to-write", 1)
        yield
        broker.config_set("min-replicas-to-write", 0)


def is_refused(log: bytes) -> bool:
    """Tell whether Celery has met the broker's refusal."""
    return any(b"celery.worker" in line and b"NOREPLICAS" in line for line in log.splitlines())


def family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def weights(job: dict[str, Any]) -> str:
    sha256: str = job["runs"][0]["weights_sha256"]
    return sha256
