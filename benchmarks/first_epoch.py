"""How soon a job's first epoch can be seen, and what waiting costs: `make bench`."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from lehr.testing.service import Service, serving

JOBS = 20
MEGABYTE = 1_000_000


def main() -> None:
    """Print medians and worst cases over some jobs of one warm worker."""
    with tempfile.TemporaryDirectory(prefix="lehr-bench-") as directory:
        home = Path(directory) / "home"
        with serving(home) as service:
            show("first start", [service.seconds_to_ready])
            idle = service.process("api").memory_info().rss / MEGABYTE
            print(f"{'idle API process':34} {idle:7.1f} MB")
            service.finished(service.submit(epochs=1)["id"])
            accepted, seen, ended = zip(
                *(timed(service, seed) for seed in range(JOBS)), strict=True
            )
            show("POST /jobs to 202", accepted)
            show("POST /jobs to first epoch visible", seen)
            show("POST /jobs to succeeded, 50 epochs", ended)
        with serving(home) as service:
            show("second start", [service.seconds_to_ready])


def timed(service: Service, seed: int) -> tuple[float, float, float]:
    """Return the seconds from posting a job to its acceptance, its first epoch, its end."""
    began = perf_counter()
    job = service.submit(seed=seed)["id"]
    marks = [perf_counter()]
    for wait in (service.trained, service.finished):
        wait(job)
        marks.append(perf_counter())
    accepted, seen, ended = (mark - began for mark in marks)
    return accepted, seen, ended


def show(what: str, seconds: Sequence[float]) -> None:
    """Print one line."""
    worst = f"{max(seconds):7.3f} s worst of {len(seconds)}"
    print(f"{what:34} {median(seconds):7.3f} s median {worst}")


if __name__ == "__main__":
    main()
