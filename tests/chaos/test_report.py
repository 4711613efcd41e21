"""The table tells how soon Lehr went on, and what it cost."""

from dataclasses import replace

from tests.chaos.breaches import Breach, Wrong
from tests.chaos.histories import RUN, job, log
from tests.chaos.report import Hit, report

BROKEN_OFF = [
    "job.queued",
    "job.started",
    "run.started",
    "run.progress",
    "run.requeued",
    "run.started",
    "run.progress",
    "run.succeeded",
    "job.succeeded",
]
DISTURBED = replace(job(), events=log(BROKEN_OFF, epochs=(2, 3)), version=9)


def lines(*hits: Hit, found: list[Breach] | None = None) -> list[str]:
    return list(report(hits, [DISTURBED], found or []))


def test_a_fault_is_overcome_when_a_run_that_it_hit_goes_on() -> None:
    [line] = [line for line in lines(hit("run-1")) if line.startswith("worker killed")]
    assert line.split() == ["worker", "killed", "1", "1", "2.50", "s", "2.50", "s"]


def test_a_fault_that_hit_no_run_has_nothing_to_overcome() -> None:
    [line] = [line for line in lines(hit()) if line.startswith("worker killed")]
    assert line.split() == ["worker", "killed", "1", "0"]


def test_epochs_of_attempts_that_were_broken_off_are_counted() -> None:
    assert "\n1 jobs, 1 runs, 3 epochs" in lines()
    assert "2 more in attempts broken off\n" in lines()


def test_violations_are_counted_and_told() -> None:
    told = lines(found=[Breach(Wrong.LOST, f"{RUN.id} is gone")])
    assert f"{'lost job or run':34} {1:5}" in told
    assert told[-1] == "lost job or run: run is gone"


def test_a_warm_worker_survives_a_fault_if_none_hits_it_before_that_is_overcome() -> None:
    killed = Hit("worker killed", 6.0, frozenset(), warm=frozenset(), spared=frozenset())
    assert survived(hit("run-1")) == 1
    assert survived(hit("run-1"), killed) == 0
    assert survived(hit("run-1"), replace(killed, at=7.5)) == 1


def survived(*done: Hit) -> int:
    """Count the faults that a warm worker survived."""
    name = "all that a warm worker survived"
    [line] = [line for line in lines(*done) if line.startswith(name)]
    return int(line.removeprefix(name).split()[0])


def hit(*held: str) -> Hit:
    """A fault between the first attempt's progress and its end, that worker 2 survives."""
    return Hit("worker killed", 4.5, frozenset(held), warm=frozenset({2}), spared=frozenset({2}))
