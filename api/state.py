"""What one API process holds while it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lehr.bell import Bell
from lehr.census import Census
from lehr.events import Events
from lehr.health import Health
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.sweeper import Sweeper


@dataclass(frozen=True)
class State:
    """The services that routes call."""

    jobs: Jobs
    health: Health
    census: Census
    events: Events


@contextmanager
def opened(settings: Settings) -> Iterator[State]:
    """Connect to the database and the broker, and sweep, until the block ends."""
    bell = Bell(settings.required_redis_url)
    sessions = Sessions(connect(settings.required_database_url), bell.announce)
    runs = Runs(sessions, bell, lease_seconds=settings.lease_seconds)
    sweeper = Sweeper(runs, seconds=settings.sweep_seconds)
    sweeper.start()
    try:
        yield State(
            jobs=Jobs(sessions, bell, settings),
            health=Health(sessions, bell),
            census=Census(sessions),
            events=Events(sessions),
        )
    finally:
        sweeper.stop()
        bell.close()
        sessions.engine.dispose()
