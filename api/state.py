"""What one API process holds while it runs."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from lehr.analyses import Analyses
from lehr.bell import Bell
from lehr.census import Census
from lehr.events import Events
from lehr.health import Health
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.sweeper import Sweeper
from lehr.watch import Watch

from .following import Following
from .shared_reads import SharedReads


@dataclass(frozen=True)
class State:
    """The services that routes call."""

    jobs: Jobs
    analyses: Analyses
    following: Following
    health: Health
    census: Census


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[State]:
    """Connect to the database and the broker, sweep and watch, until the block ends."""
    async with AsyncExitStack() as stack:
        bell, engine = Bell(settings.required_redis_url), connect(settings.required_database_url)
        stack.callback(bell.close)
        stack.callback(engine.dispose)
        sessions = Sessions(engine, bell.announce)
        _start_sweeping(Runs(sessions, bell, lease_seconds=settings.lease_seconds), settings, stack)
        jobs = Jobs(sessions, bell, settings)
        following = await _following(jobs, Events(sessions), settings, stack)
        analyses, health = Analyses(sessions), Health(sessions, bell)
        yield State(jobs, analyses, following, health, Census(sessions))


def _start_sweeping(runs: Runs, settings: Settings, stack: AsyncExitStack) -> None:
    sweeper = Sweeper(runs, seconds=settings.sweep_seconds)
    sweeper.start()
    stack.callback(sweeper.stop)


async def _following(
    jobs: Jobs, events: Events, settings: Settings, stack: AsyncExitStack
) -> Following:
    reads, watch = SharedReads(), Watch(settings.required_redis_url, events.marks)
    stack.callback(reads.close)
    await stack.enter_async_context(watch.running())
    return Following(jobs, events, watch, reads)
