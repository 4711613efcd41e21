"""Webhooks are told of what was committed, from their creation to their end."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from ipaddress import ip_network
from typing import Any
from uuid import UUID, uuid4

import pytest

from lehr.delivery.border import Border
from lehr.delivery.records import Delivery, DeliveryStatus, WebhookSpec
from lehr.errors import InvalidRequest, TooManyWebhooks, UnknownWebhook
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.store.ledger import Ledger
from lehr.webhooks import MOST, Webhooks
from tests.one_run import begin, record, succeed
from tests.trainings import OUTCOME, at_once, epochs, execute, query, submitted

URL = "http://127.0.0.1:9000/"
ALL = ("job.queued", "job.cancelled", "run.cancelled", "run.started", "run.succeeded")


@pytest.fixture
def webhooks(sessions: Sessions) -> Webhooks:
    return Webhooks(sessions, Border(frozenset(), [ip_network("127.0.0.1/32")]))


def added(webhooks: Webhooks, *events: str) -> UUID:
    wanted: dict[str, Any] = {"events": events} if events else {}
    return webhooks.add(WebhookSpec.model_validate({"url": URL, **wanted})).id


def told(webhooks: Webhooks, webhook_id: UUID) -> Sequence[Delivery]:
    """Return the webhook's deliveries, oldest first."""
    return webhooks.deliveries(webhook_id, cursor=None, limit=200).deliveries[::-1]


def test_a_webhook_is_told_of_a_jobs_end_unless_it_wants_something_else(
    webhooks: Webhooks, jobs: Jobs, body: dict[str, Any]
) -> None:
    usual, other = added(webhooks), added(webhooks, "job.queued", "run.cancelled")
    jobs.cancel(submitted(jobs, body).id)
    assert [delivery.type for delivery in told(webhooks, usual)] == ["job.cancelled"]
    assert [one.type for one in told(webhooks, other)] == ["job.queued", "run.cancelled"]


def test_a_delivery_says_which_job_and_run_its_status_and_the_events_number(
    webhooks: Webhooks, runs: Runs, jobs: Jobs, body: dict[str, Any]
) -> None:
    webhook = added(webhooks, "job.queued", "run.succeeded", "job.succeeded")
    job = submitted(jobs, body)
    [claim] = runs.claim("worker")
    begin(runs, claim)
    record(runs, claim, epochs(1, 2))
    succeed(runs, claim, OUTCOME)
    queued, of_run, of_job = told(webhooks, webhook)
    ids = {"job": str(job.id)}
    assert queued.data == ids | {"status": "queued", "seq": 1}
    assert of_run.data == ids | {"status": "succeeded", "seq": 5, "run": str(claim.run_id)}
    assert of_job.data == ids | {"status": "succeeded", "seq": 6}


def test_a_delivery_has_the_events_time_and_waits_to_be_sent(
    webhooks: Webhooks, sessions: Sessions, jobs: Jobs, body: dict[str, Any]
) -> None:
    webhook = added(webhooks, "job.queued")
    submitted(jobs, body)
    [delivery] = told(webhooks, webhook)
    [[at]] = query(sessions, "SELECT at FROM events")
    assert delivery.timestamp == at
    assert delivery.status is DeliveryStatus.PENDING
    assert delivery.attempts == []
    assert delivery.next_attempt_at is not None
    assert delivery.next_attempt_at >= at


def test_nothing_is_told_of_what_was_rolled_back(
    webhooks: Webhooks, sessions: Sessions, job: Job
) -> None:
    webhook = added(webhooks, "job.cancelled")
    with suppress(LookupError), sessions.begin() as session:
        Ledger(session, job.id).note("job.cancelled")
        session.flush()
        raise LookupError
    assert told(webhooks, webhook) == []


def test_nobody_is_told_of_progress(webhooks: Webhooks, runs: Runs, claim: Claim) -> None:
    webhook = added(webhooks, *ALL)
    record(runs, claim, epochs(1, 3))
    assert told(webhooks, webhook) == []


def test_a_webhook_is_not_told_of_what_was_before_it(
    webhooks: Webhooks, jobs: Jobs, job: Job
) -> None:
    webhook = added(webhooks, *ALL)
    assert told(webhooks, webhook) == []
    jobs.cancel(job.id)
    assert len(told(webhooks, webhook)) == 2


def test_a_deleted_job_leaves_its_deliveries(webhooks: Webhooks, jobs: Jobs, job: Job) -> None:
    webhook = added(webhooks)
    jobs.cancel(job.id)
    jobs.delete(job.id)
    assert [delivery.data["job"] for delivery in told(webhooks, webhook)] == [str(job.id)]


def test_a_deleted_webhook_takes_its_deliveries_along(
    webhooks: Webhooks, jobs: Jobs, job: Job
) -> None:
    webhook, other = added(webhooks), added(webhooks)
    jobs.cancel(job.id)
    webhooks.delete(webhook)
    assert [left.id for left in webhooks.list().webhooks] == [other]
    with pytest.raises(UnknownWebhook, match=str(webhook)):
        told(webhooks, webhook)
    assert len(told(webhooks, other)) == 1


def test_no_event_is_lost_while_webhooks_come_and_go(
    webhooks: Webhooks, jobs: Jobs, body: dict[str, Any]
) -> None:
    steady = added(webhooks, "job.queued")
    passing = [added(webhooks, "job.queued") for _ in range(20)]
    at_once(
        *[partial(submitted, jobs, body)] * 10,
        *(partial(webhooks.delete, one) for one in passing),
    )
    assert len(told(webhooks, steady)) == 10
    assert len(webhooks.list().webhooks) == 1


def test_the_deliveries_of_a_job_are_in_the_order_of_its_events(
    webhooks: Webhooks, jobs: Jobs, body: dict[str, Any]
) -> None:
    webhook = added(webhooks, *ALL)
    several = [submitted(jobs, body) for _ in range(5)]
    at_once(*(partial(jobs.cancel, job.id) for job in several))
    for job in several:
        mine = [one for one in told(webhooks, webhook) if one.data["job"] == str(job.id)]
        assert [one.data["seq"] for one in mine] == [1, 2, 3]


def test_every_webhook_has_a_secret_of_its_own(webhooks: Webhooks) -> None:
    spec = WebhookSpec.model_validate({"url": URL})
    assert webhooks.add(spec).secret != webhooks.add(spec).secret


def test_where_deliveries_may_not_go_there_is_no_webhook(webhooks: Webhooks) -> None:
    with pytest.raises(InvalidRequest) as caught:
        webhooks.add(WebhookSpec.model_validate({"url": "https://10.0.0.1/"}))
    [violation] = caught.value.violations
    assert violation.pointer == "/url"
    assert violation.detail.endswith("one is 10.0.0.1; received 'https://10.0.0.1/'")
    assert webhooks.list().webhooks == []


def test_there_is_an_end_to_the_number_of_webhooks(webhooks: Webhooks, sessions: Sessions) -> None:
    execute(
        sessions,
        "INSERT INTO webhooks (url, secret, events)"
        " SELECT 'https://hooks.example/', '', '{}' FROM generate_series(1, :most)",
        most=MOST,
    )
    with pytest.raises(TooManyWebhooks, match="100 webhooks at most"):
        added(webhooks)
    execute(sessions, "DELETE FROM webhooks WHERE id = (SELECT id FROM webhooks LIMIT 1)")
    came = at_once(*[partial(added, webhooks)] * 3)
    assert sum(isinstance(one, UUID) for one in came) == 1


def test_what_is_unknown_cannot_be_deleted_read_or_tested(webhooks: Webhooks) -> None:
    nobody = uuid4()
    for act in (webhooks.delete, webhooks.test, partial(told, webhooks)):
        with pytest.raises(UnknownWebhook, match=str(nobody)):
            act(nobody)
