"""Readers who wait are told: by announcements, and without them by looking."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from uuid import UUID, uuid4

import pytest
from redis import Redis

from lehr.bell import CHANGES, Bell
from lehr.errors import Unavailable, UnknownJob
from lehr.events import Events
from lehr.experiments.events import Mark
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions, connect
from lehr.testing import embedded_valkey, wait_until
from lehr.watch import Watch
from lehr.watch.changes import DEAF_SECONDS
from lehr.watch.watch import BREATH_SECONDS, CALM_SECONDS
from tests.one_run import record, succeed
from tests.trainings import OUTCOME, epochs, execute, submitted

AWAY = "unix:///nowhere/valkey.sock"
SOON = 1.0
"""Seconds; far less than `CALM_SECONDS`, after which a change is seen anyway."""
A_MOMENT = 4 * BREATH_SECONDS
PATIENCE = 15


class Look:
    """Looks into the database, and counts how often."""

    def __init__(self, sessions: Sessions) -> None:
        self.asked: list[set[UUID]] = []
        self._events = Events(sessions)

    def __call__(self, job_ids: Collection[UUID]) -> Mapping[UUID, Mark]:
        self.asked.append(set(job_ids))
        return self._events.marks(job_ids)


@pytest.fixture
def look(sessions: Sessions) -> Look:
    return Look(sessions)


@asynccontextmanager
async def watching(redis_url: str, look: Look) -> AsyncIterator[Watch]:
    watch = Watch(redis_url, look)
    async with watch.running():
        yield watch


def listeners(redis_url: str) -> int:
    with Redis.from_url(redis_url) as broker:
        [(_, count)] = broker.pubsub_numsub(CHANGES)
        return int(count)


async def timed(waiting: Awaitable[Mark]) -> tuple[Mark, float]:
    began = monotonic()
    return await waiting, monotonic() - began


async def after(waiting: Awaitable[Mark], *changes: Callable[[], object]) -> tuple[Mark, float]:
    """Begin to wait, let something change, and return what was told and how soon after."""
    task = asyncio.ensure_future(waiting)
    await asyncio.sleep(A_MOMENT)
    assert not task.done()
    for change in changes:
        await asyncio.to_thread(change)
    return await timed(task)


def test_a_version_that_is_there_is_told_at_once(redis_url: str, look: Look, job: Job) -> None:
    async def wait() -> tuple[Mark, float]:
        async with watching(redis_url, look) as watch:
            return await timed(watch.beyond(job.id, 0, seconds=PATIENCE))

    mark, seconds = asyncio.run(wait())
    assert mark == Mark(version=1, is_finished=False)
    assert seconds < SOON


def test_a_change_is_told_as_soon_as_it_is_announced(
    redis_url: str, look: Look, runs: Runs, claim: Claim
) -> None:
    async def wait() -> tuple[Mark, float]:
        async with watching(redis_url, look) as watch:
            return await after(
                watch.beyond(claim.job_id, 3, seconds=PATIENCE),
                partial(record, runs, claim, epochs(1, 2)),
            )

    mark, seconds = asyncio.run(wait())
    assert mark == Mark(version=4, is_finished=False)
    assert seconds < SOON


def test_without_a_broker_changes_are_looked_for(look: Look, runs: Runs, claim: Claim) -> None:
    async def wait() -> tuple[Mark, float]:
        async with watching(AWAY, look) as watch:
            return await after(
                watch.beyond(claim.job_id, 3, seconds=PATIENCE),
                partial(record, runs, claim, epochs(1, 2)),
            )

    mark, seconds = asyncio.run(wait())
    assert mark.version == 4
    assert seconds < DEAF_SECONDS + SOON


def test_a_change_that_nobody_announced_is_seen_all_the_same(
    redis_url: str, look: Look, sessions: Sessions, job: Job
) -> None:
    async def wait() -> tuple[Mark, float]:
        async with watching(redis_url, look) as watch:
            return await after(
                watch.beyond(job.id, 1, seconds=PATIENCE),
                partial(execute, sessions, "UPDATE jobs SET version = 2"),
            )

    mark, seconds = asyncio.run(wait())
    assert mark.version == 2
    assert seconds < CALM_SECONDS + SOON


def test_a_broker_that_comes_back_is_heard_again(
    tmp_path: Path, look: Look, runs: Runs, claim: Claim
) -> None:
    async def wait() -> tuple[Mark, float]:
        async with AsyncExitStack() as stack:
            with embedded_valkey(tmp_path) as url:
                watch = await stack.enter_async_context(watching(url, look))
                await watch.beyond(claim.job_id, 0, seconds=PATIENCE)
            stack.enter_context(embedded_valkey(tmp_path))
            bell = Bell(url)
            await asyncio.to_thread(wait_until, lambda: listeners(url))
            return await after(
                watch.beyond(claim.job_id, 3, seconds=PATIENCE),
                partial(record, runs, claim, epochs(1, 2)),
                partial(bell.announce, [claim.job_id]),
            )

    mark, seconds = asyncio.run(wait())
    assert mark.version == 4
    assert seconds < SOON


def test_who_waits_too_long_is_told_what_there_is(redis_url: str, look: Look, job: Job) -> None:
    async def wait() -> tuple[Mark, float]:
        async with watching(redis_url, look) as watch:
            return await timed(watch.beyond(job.id, 1, seconds=0.3))

    mark, seconds = asyncio.run(wait())
    assert mark.version == 1
    assert 0.3 <= seconds < 0.3 + SOON


def test_nobody_waits_for_more_of_a_finished_job(
    redis_url: str, look: Look, runs: Runs, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 50))
    succeed(runs, claim, OUTCOME)

    async def wait() -> tuple[Mark, float]:
        async with watching(redis_url, look) as watch:
            return await timed(watch.beyond(claim.job_id, 1000, seconds=PATIENCE))

    mark, seconds = asyncio.run(wait())
    assert mark == Mark(version=6, is_finished=True)
    assert seconds < SOON


def test_a_job_that_does_not_exist_is_unknown(redis_url: str, look: Look) -> None:
    async def wait() -> None:
        async with watching(redis_url, look) as watch:
            await watch.beyond(uuid4(), 0, seconds=PATIENCE)

    with pytest.raises(UnknownJob, match="no job has the id"):
        asyncio.run(wait())


def test_a_job_that_is_forgotten_meanwhile_is_unknown(
    redis_url: str, look: Look, sessions: Sessions, job: Job
) -> None:
    async def wait() -> None:
        async with watching(redis_url, look) as watch:
            await after(
                watch.beyond(job.id, 1, seconds=PATIENCE),
                partial(execute, sessions, "DELETE FROM jobs"),
            )

    with pytest.raises(UnknownJob):
        asyncio.run(wait())


def test_without_a_database_nobody_waits_to_know_something(redis_url: str) -> None:
    away = Look(Sessions(connect("postgresql://lehr@/lehr?host=/nowhere")))

    async def wait() -> None:
        async with watching(redis_url, away) as watch:
            await watch.beyond(uuid4(), 0, seconds=PATIENCE)

    with pytest.raises(Unavailable, match="the database cannot be reached"):
        asyncio.run(wait())


def test_many_readers_of_many_jobs_are_one_look(
    redis_url: str, look: Look, jobs: Jobs, job: Job
) -> None:
    many = [job.id, *(submitted(jobs, job.experiment).id for _ in range(4))]

    async def wait() -> list[Mark]:
        async with watching(redis_url, look) as watch:
            readers = [watch.beyond(job_id, 0, seconds=PATIENCE) for job_id in many * 50]
            return await asyncio.gather(*readers)

    assert len(asyncio.run(wait())) == 250
    assert look.asked[0] == set(many)
    assert len(look.asked) <= 2


def test_a_job_that_nobody_waits_for_is_not_looked_at(
    redis_url: str, look: Look, runs: Runs, claim: Claim
) -> None:
    async def wait() -> None:
        async with watching(redis_url, look) as watch:
            await watch.beyond(claim.job_id, 0, seconds=PATIENCE)
            await asyncio.sleep(A_MOMENT)
            look.asked.clear()
            await asyncio.to_thread(record, runs, claim, epochs(1, 2))
            await asyncio.sleep(A_MOMENT)

    asyncio.run(wait())
    assert look.asked == []


def test_what_is_no_announcement_is_survived(
    redis_url: str, look: Look, broker: Redis, runs: Runs, claim: Claim
) -> None:
    async def wait() -> tuple[Mark, float]:
        async with watching(redis_url, look) as watch:
            return await after(
                watch.beyond(claim.job_id, 3, seconds=PATIENCE),
                partial(broker.publish, CHANGES, "nonsense"),
                partial(record, runs, claim, epochs(1, 2)),
            )

    assert asyncio.run(wait())[0].version == 4
