import pytest
from sqlalchemy import text

from lehr.local.postgres import Postgres
from lehr.store.engine import connect
from lehr.testing.service import Service


@pytest.fixture
def present(service: Service) -> list[str]:
    """The workers that the database knows, once this service's own has been stopped."""
    worker = service.process("worker")
    worker.terminate()
    worker.wait(30)
    engine = connect(Postgres(service.home).url(service.home))
    with engine.connect() as connection:
        names = connection.scalars(text("SELECT name FROM workers")).all()
    engine.dispose()
    return [name for name in names if name.endswith(f":{worker.pid}")]


def test_a_worker_that_stops_leaves_nothing_behind_and_is_replaced(
    service: Service, present: list[str]
) -> None:
    assert present == []
    assert service.finished(service.submit(epochs=1)["id"])["status"] == "succeeded"
