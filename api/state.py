"""What one API process holds while it runs."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from lehr.analyses import Analyses
from lehr.bell import Bell
from lehr.census import Census
from lehr.courier import Courier
from lehr.delivery.border import Border
from lehr.delivery.post import Post
from lehr.events import Events
from lehr.health import Health
from lehr.histories import Histories
from lehr.jobs import Jobs
from lehr.outbox import Outbox
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.sweeper import Sweeper
from lehr.watch import Watch
from lehr.webhooks import Webhooks

from .following import Following
from .shared_reads import SharedReads


@dataclass(frozen=True)
class State:
    """The services that routes call."""

    jobs: Jobs
    analyses: Analyses
    histories: Histories
    following: Following
    webhooks: Webhooks
    health: Health
    census: Census


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[State]:
    """Connect to the database and the broker; sweep, watch and deliver until the block ends."""
    async with AsyncExitStack() as stack:
        bell, engine = Bell(settings.required_redis_url), connect(settings.required_database_url)
        stack.callback(bell.close)
        stack.callback(engine.dispose)
        sessions = Sessions(engine, bell.announce)
        border = Border(settings.webhook_hosts, settings.webhook_networks)
        _start(_sweeper(sessions, bell, settings), stack)
        _start(Courier(Outbox(sessions), Post(border), seconds=settings.outbox_seconds), stack)
        jobs = Jobs(sessions, bell, settings)
        yield State(
            jobs=jobs,
            analyses=Analyses(sessions),
            histories=Histories(sessions),
            following=await _following(jobs, Events(sessions), settings, stack),
            webhooks=Webhooks(sessions, border),
            health=Health(sessions, bell),
            census=Census(sessions),
        )


def _sweeper(sessions: Sessions, bell: Bell, settings: Settings) -> Sweeper:
    runs = Runs(sessions, bell, lease_seconds=settings.lease_seconds)
    return Sweeper(runs, seconds=settings.sweep_seconds)


def _start(thread: Sweeper | Courier, stack: AsyncExitStack) -> None:
    thread.start()
    stack.callback(thread.stop)


async def _following(
    jobs: Jobs, events: Events, settings: Settings, stack: AsyncExitStack
) -> Following:
    reads, watch = SharedReads(), Watch(settings.required_redis_url, events.marks)
    stack.callback(reads.close)
    await stack.enter_async_context(watch.running())
    return Following(jobs, events, watch, reads)
