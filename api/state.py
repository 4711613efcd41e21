"""What one API process holds while it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lehr.bell import Bell
from lehr.census import Census
from lehr.courier import Courier
from lehr.delivery.border import Border
from lehr.delivery.post import Post
from lehr.health import Health
from lehr.jobs import Jobs
from lehr.outbox import Outbox
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.sweeper import Sweeper
from lehr.webhooks import Webhooks


@dataclass(frozen=True)
class State:
    """The services that routes call."""

    jobs: Jobs
    webhooks: Webhooks
    health: Health
    census: Census


@contextmanager
def opened(settings: Settings) -> Iterator[State]:
    """Connect to the database and the broker, sweep and deliver, until the block ends."""
    sessions = Sessions(connect(settings.required_database_url))
    bell = Bell(settings.required_redis_url)
    border = Border(settings.webhook_hosts, settings.webhook_networks)
    runs = Runs(sessions, bell, lease_seconds=settings.lease_seconds)
    sweeper = Sweeper(runs, seconds=settings.sweep_seconds)
    courier = Courier(Outbox(sessions), Post(border), seconds=settings.outbox_seconds)
    sweeper.start()
    courier.start()
    try:
        yield State(
            jobs=Jobs(sessions, bell, settings),
            webhooks=Webhooks(sessions, border),
            health=Health(sessions, bell),
            census=Census(sessions),
        )
    finally:
        courier.stop()
        sweeper.stop()
        bell.close()
        sessions.engine.dispose()
