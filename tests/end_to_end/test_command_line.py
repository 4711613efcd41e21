"""`lehr` as people run it, with a worker that trains what they hand in."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from signal import Signals

import pytest

from lehr.cli.sentences import Ending
from lehr.testing import wait_until
from lehr.testing.service import Service

LEHR = (sys.executable, "-m", "lehr.cli")
LONG = 100_000
"""Epochs that nobody waits for."""

Process = subprocess.Popen[str]


@pytest.fixture
def long(service: Service) -> Iterator[str]:
    """The id of a job that trains until it is cancelled."""
    job_id = service.submit(epochs=LONG)["id"]
    service.trained(job_id)
    yield job_id
    service.client.post(f"/jobs/{job_id}/cancel")
    service.finished(job_id)


@contextmanager
def started(service: Service, *arguments: str) -> Iterator[Process]:
    """Run a command that asks the service."""
    url = str(service.client.base_url)
    with subprocess.Popen(
        [*LEHR, *arguments],
        env={**os.environ, "LEHR_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_a_job_is_watched_to_its_end(service: Service) -> None:
    changes = ("--set", "epochs=20", "--seeds", "1,2")
    with started(service, "submit", "ionosphere-time-based", *changes, "--watch") as process:
        told, complaint = process.communicate()
    *states, last = told.splitlines()
    assert (process.returncode, complaint) == (0, "")
    assert {state.split("\t")[1] for state in states} <= {"queued", "running", "succeeded"}
    assert last.endswith(": succeeded, 2 runs (2 succeeded), 40 of 40 epochs")


def test_who_leaves_a_job_is_told_how_to_come_back(service: Service, long: str) -> None:
    with started(service, "watch", long) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(f"{long}\trunning\t")
        process.send_signal(Signals.SIGINT)
        _, complaint = process.communicate()
    assert process.returncode == Ending.DETACHED
    assert complaint == f"\nJob {long} goes on. Come back: lehr watch {long}\n"
    assert service.job(long)["status"] == "running"


def test_a_job_that_is_cancelled_meanwhile_ends_its_watch(service: Service, long: str) -> None:
    with started(service, "watch", long) as process:
        assert process.stdout is not None
        process.stdout.readline()
        service.client.post(f"/jobs/{long}/cancel").raise_for_status()
        told, complaint = process.communicate()
    assert (process.returncode, complaint) == (Ending.CANCELLED, "")
    assert told.splitlines()[-1].startswith(f"Job {long}: cancelled")


def test_events_are_followed_as_they_come(service: Service, long: str) -> None:
    with started(service, "events", long, "-f") as process:
        assert process.stdout is not None
        wait_until(lambda: "run.progress" in next(process.stdout or iter([""])))
        service.client.post(f"/jobs/{long}/cancel").raise_for_status()
        told, _ = process.communicate()
    assert process.returncode == 0
    assert told.splitlines()[-1].endswith("job.cancelled")
