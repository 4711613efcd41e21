"""What the processes of a worker hold: the main one hears signals, its child trains."""

from dataclasses import dataclass
from functools import cache

from lehr.bell import Bell
from lehr.commissions import Commissions
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.workers import Workers


@dataclass(frozen=True)
class Process:
    """One process's way to the database and to the bell."""

    settings: Settings
    bell: Bell
    runs: Runs
    commissions: Commissions
    workers: Workers


@cache
def process() -> Process:
    """Connect this process, once; never across a fork: children are spawned."""
    settings = Settings()
    bell = Bell(settings.required_redis_url)
    sessions = Sessions(connect(settings.required_database_url, pool_size=3), bell.announce)
    runs = Runs(sessions, bell, lease_seconds=settings.lease_seconds)
    commissions = Commissions(sessions, bell, lease_seconds=settings.lease_seconds)
    return Process(settings, bell, runs, commissions, Workers(sessions))
