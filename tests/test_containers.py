"""The services of docker-compose.yml do what they are for, run natively by their own commands."""

import socket
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from lehr.store.schema import newest
from lehr.testing import wait_until
from tests.containers import Containers

KEY = {"Authorization": "Bearer second"}
JOB = {
    "dataset": {"name": "iris"},
    "model": {"layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
    "schedule": {"kind": "constant", "learning_rate": 0.1},
    "loss": "categorical_crossentropy",
    "epochs": 2,
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Containers]:
    """PostgreSQL and Valkey as their services run them."""
    directory = tmp_path_factory.mktemp("compose")
    containers = Containers(directory, {name: free_port() for name in ("postgres", "redis", "api")})
    with containers.postgres(), containers.redis():
        yield containers


@pytest.fixture(scope="module")
def migrated(servers: Containers) -> Containers:
    """The servers after the migration."""
    assert servers.run("migrate") == 0
    return servers


@pytest.fixture(scope="module")
def api(migrated: Containers) -> Iterator[httpx.Client]:
    """A client of the API, which is healthy, that presents no key."""
    with (
        migrated.served("api"),
        httpx.Client(base_url=f"http://127.0.0.1:{migrated.ports['api']}") as client,
    ):
        yield client


def test_the_servers_are_healthy_and_heed_their_options(servers: Containers) -> None:
    assert servers.is_healthy("postgres")
    assert servers.is_healthy("redis")
    with psycopg.connect(**servers.database) as connection:
        assert connection.execute("SHOW max_connections").fetchone() == ("300",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    with servers.valkey as client:
        kept = {"appendonly": "yes", "maxmemory": str(192 * 2**20), "save": ""}
        assert client.config_get(*kept) == kept


def test_the_database_is_closed_without_its_password(servers: Containers) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**servers.database | {"password": "another"})


def test_the_migration_brings_the_schema_up_to_date_and_may_run_again(migrated: Containers) -> None:
    assert migrated.run("migrate") == 0
    with psycopg.connect(**migrated.database) as connection:
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    assert versions == [(newest(),)]


def test_the_api_wants_one_of_its_keys_of_all_but_its_health_check(api: httpx.Client) -> None:
    assert api.get("/jobs").status_code == 401
    assert api.get("/jobs", headers=KEY).status_code == 200
    assert api.get("/health/ready").json()["broker"] is True


def test_the_api_goes_by_its_own_names_alone(api: httpx.Client) -> None:
    assert api.get("/jobs", headers={**KEY, "Host": "api:8000"}).status_code == 200
    assert api.get("/jobs", headers={**KEY, "Host": "elsewhere"}).status_code == 421


def test_a_worker_is_healthy_once_it_is_there_and_trains(
    migrated: Containers, api: httpx.Client
) -> None:
    assert not migrated.is_healthy("worker")
    with migrated.served("worker"):
        accepted = api.post("/jobs", json=JOB, headers=KEY)
        path = accepted.headers["Location"]
        wait_until(lambda: api.get(path, headers=KEY).json()["finished_at"], patience=30)
        assert api.get(path, headers=KEY).json()["status"] == "succeeded"
