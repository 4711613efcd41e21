"""Judges what is left after the faults. It knows the HTTP contract and no code of Lehr's."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from .event_log import broken_log
from .observed import Job, Request, Run, Told
from .violations import Violation, Wrong

FINISHED = {"succeeded", "failed", "cancelled"}
TRY_AGAIN = {429, 503}

Training: TypeAlias = tuple[str, str, int]
"""An experiment, what a sweep changes in it, and a seed."""
Result: TypeAlias = tuple[str | None, str | None]
"""Digests of weights and history."""


def violations(told: Told, jobs: Sequence[Job]) -> Iterator[Violation]:
    """Yield every promise that the answers given and the jobs left behind break."""
    yield from _lost(told, jobs)
    yield from _phantoms(told, jobs)
    yield from _bad_answers(told)
    yield from _unequal(told, jobs)
    for job, request in _pairs(told, jobs):
        yield from _ended_wrongly(job, request)
        yield from broken_log(job)
        for run in job.runs:
            yield from _broken_history(run, request)


def _pairs(told: Told, jobs: Sequence[Job]) -> Iterator[tuple[Job, Request]]:
    for job in jobs:
        if job.request in told.requests:
            yield job, told.requests[job.request]


def _lost(told: Told, jobs: Sequence[Job]) -> Iterator[Violation]:
    for job_id in told.accepted.keys() - {job.id for job in jobs}:
        yield Violation(Wrong.LOST, f"job {job_id} was accepted and is gone")


def _phantoms(told: Told, jobs: Sequence[Job]) -> Iterator[Violation]:
    for request, times in Counter(job.request for job in jobs).items():
        if request not in told.requests:
            yield Violation(Wrong.PHANTOM, f"nobody has sent request {request}")
        elif times > 1:
            yield Violation(Wrong.PHANTOM, f"request {request} has become {times} jobs")


def _bad_answers(told: Told) -> Iterator[Violation]:
    for request, status in told.refused:
        if status not in TRY_AGAIN:
            yield Violation(Wrong.BAD_ANSWER, f"request {request} was answered with {status}")


def _unequal(told: Told, jobs: Sequence[Job]) -> Iterator[Violation]:
    """Compare all runs of one experiment and seed: the undisturbed ones are among them."""
    results: defaultdict[Training, set[Result]] = defaultdict(set)
    for job, request in _pairs(told, jobs):
        for run in job.runs:
            if run.status == "succeeded":
                trained = (request.experiment, run.parameters, run.seed)
                results[trained].add((run.weights, run.history))
    for trained, different in results.items():
        if len(different) > 1:
            yield Violation(Wrong.UNEQUAL, f"{len(different)} results of {trained}")


def _ended_wrongly(job: Job, request: Request) -> Iterator[Violation]:
    if len(job.runs) != request.runs:
        yield Violation(Wrong.LOST, f"job {job.id}: {len(job.runs)} runs of {request.runs}")
    parts: list[Job | Run] = [job, *job.runs]
    stuck = [part.status for part in parts if part.status not in FINISHED]
    wrong = [part.status for part in parts if part.status in FINISHED - {request.expects}]
    if stuck:
        yield Violation(Wrong.STUCK, f"job {job.id} or its runs are still {stuck}")
    if wrong:
        yield Violation(Wrong.WRONG_STATE, f"job {job.id}: {wrong}, not {request.expects}")


def _broken_history(run: Run, request: Request) -> Iterator[Violation]:
    if run.rows > run.epochs:
        twice = run.rows - run.epochs
        yield Violation(Wrong.DOUBLE_EPOCH, f"run {run.id}: {twice} rows too many")
    wanted = request.body["epochs"] if run.status == "succeeded" else run.last
    if run.epochs != wanted or run.last != wanted:
        told = f"{run.epochs} epochs up to {run.last}, of {wanted}"
        yield Violation(Wrong.MISSING_EPOCH, f"run {run.id}: {told}")
