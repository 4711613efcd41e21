"""Clients page through jobs and runs."""

from typing import Any

from lehr.experiments.lifecycle import Status
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.trainings import (
    execute,
    job_of_several,
    submitted,
)

Body = dict[str, Any]


def test_pages_show_every_job_once_newest_first(jobs: Jobs, body: Body) -> None:
    made = [submitted(jobs, body).id for _ in range(5)]
    shown, cursor = [], None
    while True:
        page = jobs.page(status=None, label=None, cursor=cursor, limit=2)
        shown += [job.id for job in page.jobs]
        if (cursor := page.next) is None:
            break
    assert shown == made[::-1]


def test_the_last_page_names_no_next_one(jobs: Jobs, body: Body) -> None:
    submitted(jobs, body)
    assert jobs.page(status=None, label=None, cursor=None, limit=1).next is None


def test_a_growing_list_repeats_and_skips_nothing(jobs: Jobs, body: Body) -> None:
    made = [submitted(jobs, body).id for _ in range(3)]
    first = jobs.page(status=None, label=None, cursor=None, limit=2)
    submitted(jobs, body)
    rest = jobs.page(status=None, label=None, cursor=first.next, limit=2)
    assert [job.id for job in (*first.jobs, *rest.jobs)] == made[::-1]


def test_jobs_of_the_same_moment_are_paged_too(jobs: Jobs, body: Body, sessions: Sessions) -> None:
    made = {submitted(jobs, body).id for _ in range(3)}
    execute(sessions, "UPDATE jobs SET created_at = now()")
    first = jobs.page(status=None, label=None, cursor=None, limit=2)
    rest = jobs.page(status=None, label=None, cursor=first.next, limit=2)
    assert {job.id for job in (*first.jobs, *rest.jobs)} == made


def test_a_page_shows_jobs_of_one_status(jobs: Jobs, body: Body) -> None:
    cancelled, queued = submitted(jobs, body), submitted(jobs, body)
    jobs.cancel(cancelled.id)
    page = jobs.page(status=Status.QUEUED, label=None, cursor=None, limit=10)
    assert [job.id for job in page.jobs] == [queued.id]


def test_a_page_shows_jobs_of_one_label(jobs: Jobs, body: Body) -> None:
    labels = {"team": "radar", "who": "a:b"}
    labelled = submitted(jobs, body, labels=labels)
    submitted(jobs, body, labels={"team": "sonar"})
    for label in labels.items():
        page = jobs.page(status=None, label=label, cursor=None, limit=10)
        assert [job.id for job in page.jobs] == [labelled.id]
    assert jobs.page(status=None, label=("radar", "team"), cursor=None, limit=10).jobs == []


def test_a_page_shows_counts_instead_of_runs(jobs: Jobs, sessions: Sessions, body: Body) -> None:
    job_of_several(sessions, body, runs=3)
    (job,) = jobs.page(status=None, label=None, cursor=None, limit=10).jobs
    assert (job.runs_total, job.runs_by_status) == (3, {Status.QUEUED: 3})
    assert job.progress.epochs_total == 150


def test_runs_are_paged_in_order(jobs: Jobs, sessions: Sessions, body: Body) -> None:
    job_id = job_of_several(sessions, body, runs=5)
    first = jobs.runs(job_id, status=None, cursor=None, limit=3)
    rest = jobs.runs(job_id, status=None, cursor=first.next, limit=3)
    assert [run.position for run in (*first.runs, *rest.runs)] == [0, 1, 2, 3, 4]
    assert rest.next is None


def test_runs_of_one_status_are_paged(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=3)
    runs.claim("worker")
    waiting = jobs.runs(job_id, status=Status.QUEUED, cursor=None, limit=1)
    assert [run.position for run in waiting.runs] == [1]
    waiting = jobs.runs(job_id, status=Status.QUEUED, cursor=waiting.next, limit=1)
    assert ([run.position for run in waiting.runs], waiting.next) == ([2], None)
