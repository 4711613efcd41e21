"""A client that sends a request again gets the job that it already has."""

from collections.abc import Mapping
from typing import Any

import pytest

from lehr.bell import Bell
from lehr.errors import InvalidRequest, KeyReused, QueueFull
from lehr.experiments.idempotency import IdempotencyKey, fingerprint
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from tests.one_run import begin
from tests.trainings import at_once, claimed, execute, query

Body = dict[str, Any]
KEY = IdempotencyKey(caller="", name="8e03978e")


def sent(jobs: Jobs, body: Mapping[str, Any], key: IdempotencyKey = KEY, **changes: object) -> Job:
    return jobs.submit(JobSpec.model_validate({**body, **changes}), key)


def stored(sessions: Sessions) -> int:
    return len(query(sessions, "SELECT id FROM jobs"))


def test_a_request_that_is_sent_again_is_the_same_job(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    first = sent(jobs, body)
    begin(runs, claimed(runs))
    assert sent(jobs, body) == jobs.get(first.id)
    assert stored(sessions) == 1


def test_a_seed_is_not_drawn_again(jobs: Jobs, body: Body) -> None:
    first, again = sent(jobs, body, seed=None), sent(jobs, body, seed=None)
    assert again.experiment["seed"] == first.experiment["seed"]


def test_another_body_is_refused_under_the_same_key(
    jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    first = sent(jobs, body)
    with pytest.raises(KeyReused, match=f"which made job {first.id}"):
        sent(jobs, body, epochs=51)
    assert stored(sessions) == 1


def test_what_two_callers_call_the_same_are_two_jobs(jobs: Jobs, body: Body) -> None:
    other = IdempotencyKey(caller="other", name=KEY.name)
    assert sent(jobs, body).id != sent(jobs, body, other).id


def test_without_a_key_every_request_is_a_job(jobs: Jobs, body: Body) -> None:
    spec = JobSpec.model_validate(body)
    assert jobs.submit(spec).id != jobs.submit(spec).id


def test_requests_at_the_same_moment_are_one_job(
    jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    results = at_once(*[lambda: sent(jobs, body)] * 6)
    assert len({result.id for result in results if isinstance(result, Job)}) == 1
    assert stored(sessions) == 1


def test_a_full_queue_still_knows_the_jobs_that_it_has(
    sessions: Sessions, bell: Bell, body: Body
) -> None:
    jobs = Jobs(sessions, bell, Settings(max_queued_runs=1))
    assert sent(jobs, body).id == sent(jobs, body).id


def test_a_request_that_is_refused_leaves_its_key_free(
    sessions: Sessions, bell: Bell, body: Body
) -> None:
    full = Jobs(sessions, bell, Settings(max_queued_runs=1))
    full.submit(JobSpec.model_validate(body))
    with pytest.raises(QueueFull):
        sent(full, body)
    with pytest.raises(InvalidRequest):
        sent(full, body, batch_size=1000)
    assert sent(Jobs(sessions, bell, Settings()), body, epochs=51).runs[0].epochs == 51


def test_a_key_is_free_again_after_a_day(jobs: Jobs, sessions: Sessions, body: Body) -> None:
    first = sent(jobs, body)
    grow_older(sessions, hours=23)
    assert sent(jobs, body).id == first.id
    grow_older(sessions, hours=2)
    second = sent(jobs, body, epochs=51)
    assert second.id != first.id
    assert sent(jobs, body, epochs=51).id == second.id


def test_expired_keys_are_swept_away_and_no_others(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    sent(jobs, body)
    grow_older(sessions, hours=25)
    later = sent(jobs, body, IdempotencyKey(caller="", name="later"))
    runs.sweep()
    [(kept,)] = query(sessions, "SELECT job_id FROM idempotency_keys")
    assert kept == later.id


def test_a_key_is_forgotten_with_its_job(jobs: Jobs, sessions: Sessions, body: Body) -> None:
    first = sent(jobs, body)
    jobs.cancel(first.id)
    jobs.delete(first.id)
    assert query(sessions, "TABLE idempotency_keys") == []
    assert sent(jobs, body, epochs=51).id != first.id


def test_neither_keys_nor_callers_can_be_read_in_the_database(
    jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    sent(jobs, body, IdempotencyKey(caller="caller", name="name"))
    [row] = query(sessions, "SELECT key, fingerprint FROM idempotency_keys")
    assert [len(column) for column in row] == [64, 64]


def test_spellings_of_one_body_have_one_fingerprint(body: Body) -> None:
    spelled = dict(reversed(body.items())) | {"trainer": "auto"}
    spelled["schedule"] = {**body["schedule"], "decay_steps": 1.0, "staircase": False}
    one, same = JobSpec.model_validate(body), JobSpec.model_validate(spelled)
    assert fingerprint(one) == fingerprint(same)
    assert fingerprint(one) != fingerprint(one.model_copy(update={"seed": 8}))


def grow_older(sessions: Sessions, *, hours: int) -> None:
    execute(
        sessions,
        "UPDATE idempotency_keys SET created_at = created_at - make_interval(hours => :hours)",
        hours=hours,
    )
