"""What studies, many small jobs and a wide sweep take over HTTP, to the last row of history."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

import psutil
from train import EPOCHS, FITTED_EPOCHS, FITTED_RUNS, fit, seconds

from lehr.testing.service import Service, ionosphere, serving

ROUNDS = 5
SMALL_JOBS = 1000
SEEDS, RATES = 64, 64
PAUSE = 0.5
"""Seconds between two looks at a wide sweep."""
MEGABYTE = 1_000_000
UNFINISHED = ("queued", "running")


def main() -> None:
    """Print each measurement of one Lehr, begun cold, with its own defaults."""
    with tempfile.TemporaryDirectory(prefix="lehr-bench-") as directory:
        fitted = [seconds(fit, seed) * EPOCHS / FITTED_EPOCHS for seed in range(FITTED_RUNS)]
        with serving(Path(directory) / "home") as service:
            studies(service, median(fitted))
            small_jobs(service)
            wide_sweep(service)


def studies(service: Service, fitted: float) -> None:
    """Train the documents' studies of blobs: once with nothing compiled, then warm."""
    bodies = [study["request"] for study in answer(service, "/studies")["studies"]]
    blobs = [body for body in bodies if body and body["dataset"]["name"] == "blobs"]
    cold, *warm = [trained(service, blobs) for _ in range(1 + ROUNDS)]
    runs = cold[1]
    print(f"{runs} runs of {len(blobs)} studies; with Keras's fit, one after the other:", end=" ")
    print(f"{fitted * runs:.0f} s, reckoned from {FITTED_EPOCHS} of {EPOCHS} epochs")
    for what, took in (("cold", cold[0]), ("warm", median(took for took, _ in warm))):
        print(f"{what:34} {took:7.3f} s {fitted * runs / took:8.1f} x")


def trained(service: Service, bodies: Sequence[dict[str, Any]]) -> tuple[float, int]:
    """Return the seconds from the first post until all have been trained, and the runs."""
    began = perf_counter()
    jobs = [post(service, body) for body in bodies]
    settle(service)
    took = perf_counter() - began
    require_success(service, jobs)
    return took, sum(job["runs_total"] for job in jobs)


def small_jobs(service: Service) -> None:
    """Post jobs of one run each, one by one, and wait for the last."""
    began = perf_counter()
    jobs = [post(service, ionosphere(seed=seed)) for seed in range(SMALL_JOBS)]
    posted = perf_counter()
    settle(service)
    print(f"{f'{SMALL_JOBS} jobs of one run, posting':34} {posted - began:7.3f} s")
    print(f"{'  finished after the last post':34} {perf_counter() - posted:7.3f} s")
    require_success(service, jobs)


def wide_sweep(service: Service) -> None:
    """Sweep over rates and seeds, and look on while it trains."""
    rates = [0.001 * (place + 1) for place in range(RATES)]
    body = ionosphere(sweep={"schedule.initial_learning_rate": rates}, seeds=list(range(SEEDS)))
    began = perf_counter()
    job = post(service, {key: value for key, value in body.items() if key != "seed"})
    path, memory, told, shown = f"/jobs/{job['id']}", list[float](), list[float](), list[float]()
    while not answer(service, path)["finished_at"]:
        with timed(told):
            answer(service, path)
        with timed(shown):
            answer(service, f"{path}/history?points=100")
        memory.append(worker_megabytes(service))
        sleep(PAUSE)
    print(f"{f'a sweep of {RATES * SEEDS} runs':34} {perf_counter() - began:7.3f} s")
    print(f"{'  GET job meanwhile, worst':34} {max(told):7.3f} s")
    print(f"{'  GET history meanwhile, worst':34} {max(shown):7.3f} s")
    print(f"{'  worker at first and at most':34} {memory[0]:7.0f} and {max(memory):.0f} MB")
    print(f"{'  rows of history':34} {answer(service, path)['progress']['epochs_done']:7}")
    require_success(service, [job])


def settle(service: Service) -> None:
    """Wait until no job is queued or running."""
    while any(answer(service, f"/jobs?status={status}&limit=1")["jobs"] for status in UNFINISHED):
        sleep(0.01)


def require_success(service: Service, jobs: Sequence[dict[str, Any]]) -> None:
    """Raise RuntimeError where one of the jobs was lost or has failed."""
    for job in jobs:
        if (status := answer(service, f"/jobs/{job['id']}")["status"]) != "succeeded":
            raise RuntimeError(f"job {job['id']} is {status}")


def post(service: Service, body: dict[str, Any]) -> dict[str, Any]:
    """Hand in a job."""
    job: dict[str, Any] = service.client.post("/jobs", json=body).raise_for_status().json()
    return job


def answer(service: Service, path: str) -> dict[str, Any]:
    """Return what the service says at a path."""
    said: dict[str, Any] = service.client.get(path).raise_for_status().json()
    return said


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Note how long the block takes."""
    began = perf_counter()
    yield
    into.append(perf_counter() - began)


def worker_megabytes(service: Service) -> float:
    """Return what the worker's processes hold together."""
    main = service.process("worker")
    family: list[psutil.Process] = [main, *main.children(recursive=True)]
    held: int = sum(process.memory_info().rss for process in family)
    return held / MEGABYTE


if __name__ == "__main__":
    main()
