"""The service is ready with its database, and degraded without a broker or a worker."""

import pytest

from lehr.bell import Bell
from lehr.errors import Unavailable
from lehr.health import Health, Readiness
from lehr.store.engine import Sessions, connect
from lehr.workers import Workers, presence

AWAY = "unix:///nowhere/valkey.sock"


def test_a_service_with_everything_is_ready(
    sessions: Sessions, bell: Bell, workers: Workers
) -> None:
    workers.arrive(presence())
    assert Health(sessions, bell).ready() == Readiness(status="ready", broker=True, workers=1)


def test_a_service_without_a_worker_is_degraded(sessions: Sessions, bell: Bell) -> None:
    assert Health(sessions, bell).ready() == Readiness(status="degraded", broker=True, workers=0)


def test_a_service_without_a_broker_is_degraded(sessions: Sessions, workers: Workers) -> None:
    workers.arrive(presence())
    found = Health(sessions, Bell(AWAY)).ready()
    assert found == Readiness(status="degraded", broker=False, workers=1)


def test_a_service_without_its_tables_is_unavailable(empty_database_url: str, bell: Bell) -> None:
    empty = Sessions(connect(empty_database_url))
    with pytest.raises(Unavailable, match="run `lehr migrate`"):
        Health(empty, bell).ready()
    empty.engine.dispose()


def test_a_service_without_a_database_is_unavailable(bell: Bell) -> None:
    away = Sessions(connect("postgresql://lehr@/lehr?host=/nowhere"))
    with pytest.raises(Unavailable, match="the database cannot be reached"):
        Health(away, bell).ready()
