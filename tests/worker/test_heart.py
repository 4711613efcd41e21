"""A heart keeps a run, hears orders, and knows when it may have lost what it held."""

from collections.abc import Sequence
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text

from lehr.bell import Bell
from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions, connect
from lehr.testing import wait_until
from lehr.workers import Workers
from tests.one_run import renew
from tests.trainings import claimed, execute, fall_silent, query, submitted
from tests.worker.trainers import HERE
from worker.heart import Heart
from worker.trainer import Interrupted, Order

AWAY = "postgresql://lehr@/lehr?host=/nowhere"


def heard(heart: Heart, claim: Claim) -> Order | None:
    try:
        heart.heed(claim)
    except Interrupted as interruption:
        return interruption.order
    return None


def test_a_beat_keeps_the_worker_present(heart: Heart, workers: Workers) -> None:
    heart.beat()
    assert workers.count() == 1


def test_a_beat_renews_the_lease(
    heart: Heart, runs: Runs, claim: Claim, sessions: Sessions
) -> None:
    with heart.holding([claim]):
        fall_silent(sessions)
        heart.beat()
        assert heard(heart, claim) is None
    runs.sweep()
    assert renew(runs, claim).token == claim.token


def test_a_lease_that_is_held_no_more_is_not_renewed(
    heart: Heart, claim: Claim, sessions: Sessions
) -> None:
    with heart.holding([claim]):
        pass
    fall_silent(sessions)
    heart.beat()
    assert query(sessions, "SELECT lease_until < now() FROM runs") == [(True,)]


def test_a_thread_beats_again_and_again(beating: Heart, claim: Claim, sessions: Sessions) -> None:
    with beating.holding([claim]):
        for _ in range(2):
            fall_silent(sessions)
            wait_until(lambda: query(sessions, "SELECT lease_until > now() FROM runs") == [(True,)])


def test_a_cancelled_run_is_to_stop(heart: Heart, jobs: Jobs, claim: Claim) -> None:
    jobs.cancel(claim.job_id)
    with heart.holding([claim]):
        heart.beat()
        assert heard(heart, claim) is Order.CANCEL


def test_an_order_concerns_only_the_run_that_it_is_about(
    heart: Heart, runs: Runs, jobs: Jobs, body: dict[str, Any], sessions: Sessions
) -> None:
    kept, cancelled, lost = (submitted(jobs, body) for _ in range(3))
    claims = [claimed(runs) for _ in range(3)]
    jobs.cancel(cancelled.id)
    execute(sessions, "UPDATE runs SET token = token + 1 WHERE job_id = :id", id=lost.id)
    with heart.holding(claims):
        heart.beat()
        orders = {claim.job_id: heard(heart, claim) for claim in claims}
    assert orders == {kept.id: None, cancelled.id: Order.CANCEL, lost.id: Order.DROP}


def test_a_worker_that_is_to_stop_gives_back_its_run(
    heart: Heart, workers: Workers, claim: Claim
) -> None:
    workers.arrive(HERE)
    workers.ask_to_stop(HERE)
    with heart.holding([claim]):
        heart.beat()
        assert heard(heart, claim) is Order.GIVE_BACK


def test_a_run_that_another_took_is_dropped(
    heart: Heart, runs: Runs, claim: Claim, sessions: Sessions
) -> None:
    fall_silent(sessions)
    runs.sweep()
    claimed(runs, "another")
    with heart.holding([claim]):
        heart.beat()
        assert heard(heart, claim) is Order.DROP


def test_an_order_stands_until_the_run_is_let_go(
    heart: Heart, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    jobs.cancel(claim.job_id)
    with heart.holding([claim]):
        heart.beat()
        execute(sessions, "UPDATE runs SET cancel_requested = false")
        heart.beat()
        assert heard(heart, claim) is Order.CANCEL


def test_the_next_run_is_free_of_the_last_ones_orders(
    heart: Heart, jobs: Jobs, claim: Claim
) -> None:
    jobs.cancel(claim.job_id)
    with heart.holding([claim]):
        heart.beat()
    with heart.holding([claim]):
        assert heard(heart, claim) is None


def test_a_run_is_dropped_before_its_lease_can_have_run_out(claim: Claim, bell: Bell) -> None:
    away = Sessions(connect(AWAY))
    heart = Heart(Runs(away, bell, lease_seconds=1), Workers(away), HERE)
    with heart.holding([claim]):
        heart.beat()
        assert heard(heart, claim) is None
        wait_until(lambda: heard(heart, claim) is not None)
        assert heard(heart, claim) is Order.DROP


def test_a_run_is_dropped_also_while_a_beat_hangs(
    sessions: Sessions, workers: Workers, bell: Bell, claim: Claim
) -> None:
    heart = Heart(Runs(sessions, bell, lease_seconds=0.2), workers, HERE)
    beat = Thread(target=heart.beat)
    with heart.holding([claim]):
        with sessions.begin() as slow:
            slow.execute(text("SELECT 1 FROM runs FOR UPDATE"))
            beat.start()
            wait_until(lambda: heard(heart, claim) is Order.DROP)
            assert beat.is_alive()
        beat.join()


def test_a_heart_survives_what_it_did_not_expect(
    own_sessions: Sessions, bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    workers = Workers(own_sessions)
    execute(own_sessions, "ALTER TABLE workers RENAME TO elsewhere")
    heart = Heart(Runs(own_sessions, bell, lease_seconds=30), workers, HERE)
    heart.start()
    wait_until(lambda: "a beat failed" in caplog.text)
    execute(own_sessions, "ALTER TABLE elsewhere RENAME TO workers")
    wait_until(lambda: workers.count() == 1)
    heart.stop()


def test_what_is_not_a_run_is_kept_by_a_renewal_of_its_own(heart: Heart, claim: Claim) -> None:
    asked = list[object]()

    def renew(claims: Sequence[Claim]) -> Sequence[Claim]:
        asked.append(claims)
        return []

    with heart.holding([claim], renew):
        heart.beat()
        assert heard(heart, claim) is Order.DROP
    with heart.holding([claim]):
        heart.beat()
        assert heard(heart, claim) is None
    assert asked == [[claim]]
