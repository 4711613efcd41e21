"""What docker-compose.yml and its Dockerfiles promise, read without a Docker engine."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.compose_file import (
    BUILT,
    COMPOSE,
    ROOT,
    SECRETS,
    SERVICES,
    compose,
    instructions,
    packages,
)


def is_sent(path: str) -> bool:
    """Tell whether .dockerignore lets the engine see `path`; the last pattern that fits decides."""
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    parts = [path, *map(str, Path(path).parents)]
    fitting = [p for p in patterns if any(fnmatch(part, p.removeprefix("!")) for part in parts)]
    return not fitting or fitting[-1].startswith("!")


@pytest.mark.parametrize("name", SECRETS)
def test_nothing_starts_without_its_secrets(name: str) -> None:
    for given in ({**SECRETS, name: ""}, {key: SECRETS[key] for key in SECRETS if key != name}):
        with pytest.raises(LookupError, match=f"{name} must"):
            compose(given)


def test_the_api_alone_is_published_and_on_loopback_unless_told_otherwise() -> None:
    published = {name: SERVICES[name]["ports"] for name in SERVICES if "ports" in SERVICES[name]}
    assert published == {"api": [{"host_ip": "127.0.0.1", "published": "8000", "target": 8000}]}
    elsewhere = compose({**SECRETS, "LEHR_HOST": "::", "LEHR_PORT": "80"})["services"]["api"]
    assert elsewhere["ports"] == [{"host_ip": "::", "published": "80", "target": 8000}]


def test_the_api_alone_has_a_way_out() -> None:
    assert COMPOSE["networks"] == {"inside": {"internal": True}, "outside": {}}
    networks = {name: SERVICES[name]["networks"] for name in SERVICES}
    assert networks.pop("api") == ["inside", "outside"]
    assert all(names == ["inside"] for names in networks.values())


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_can_do_no_more_than_its_work(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"cap_add", "devices", "network_mode", "pid", "privileged"} & set(service)
    assert set(service["deploy"]["resources"]["limits"]) == {"memory", "pids"}
    assert all(":size=" in mount for mount in service["tmpfs"])


def test_no_container_runs_as_root() -> None:
    assert [instructions(name, "USER") for name in BUILT] == [[["10001:10001"]]] * len(BUILT)
    users = {name: SERVICES[name].get("user") for name in SERVICES if name not in BUILT}
    assert users == {"postgres": "postgres", "redis": "valkey"}


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"migrate"}))
def test_a_lasting_service_is_watched_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert "stop_grace_period" in SERVICES[name]


def test_services_wait_for_what_they_stand_on() -> None:
    healthy = {"condition": "service_healthy"}
    migrated = {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"] == {"postgres": healthy}
    for name in ("api", "worker", "worker-gpu"):
        assert SERVICES[name]["depends_on"] == {"migrate": migrated, "redis": healthy}


def test_the_gpu_worker_is_the_worker_with_a_gpu() -> None:
    plain, gpu = SERVICES["worker"], SERVICES["worker-gpu"]
    assert {key for key in gpu if gpu[key] != plain.get(key)} == {"profiles", "build", "deploy"}
    assert gpu["profiles"] == ["gpu"]
    [device] = gpu["deploy"]["resources"]["reservations"]["devices"]
    assert device == {"driver": "nvidia", "count": 1, "capabilities": ["gpu"]}


def test_images_are_made_of_what_is_here_and_sent_to_the_engine() -> None:
    sources = {source for name in BUILT for source, _ in instructions(name, "COPY")}
    assert {source for source in sources if (ROOT / source).exists() and is_sent(source)} == sources


def test_images_hold_the_packages_that_their_services_import() -> None:
    held = {name: [place for _, place in packages(name)] for name in BUILT}
    assert held["api"] == held["migrate"] == ["api", "lehr", "migrations"]
    assert held["worker"] == held["worker-gpu"] == ["lehr", "worker"]


def test_images_stand_on_a_python_that_lehr_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    supported = SpecifierSet(project["requires-python"])
    bases = {base for name in BUILT for [base] in instructions(name, "FROM")}
    assert {base for base in bases if re.sub("python:|-slim", "", base) in supported} == bases


@pytest.mark.parametrize("path", [".env", ".git/config", "lehr/__pycache__/a.pyc", "tests/a.py"])
def test_what_no_image_needs_is_not_sent_to_the_engine(path: str) -> None:
    assert not is_sent(path)


@pytest.mark.parametrize(
    ("name", "trainer"),
    [
        ("migrate", set()),
        ("api", set()),
        ("worker", {"keras", "scikit-learn", "tensorflow-cpu"}),
        ("worker-gpu", {"keras", "nvidia-cudnn-cu12", "scikit-learn", "tensorflow"}),
    ],
)
def test_an_image_holds_the_trainer_that_it_needs(name: str, trainer: set[str]) -> None:
    [install] = [run for run in instructions(name, "RUN") if "pip" in run]
    assert {"--require-hashes", "--only-binary=:all:"} < set(install)
    assert [install[-1], "requirements/"] in instructions(name, "COPY")
    locked = (ROOT / install[-1]).read_text(encoding="utf-8")
    packages = re.findall(r"^([\w-]+)==(?!.*(?:== 'darwin'|!= 'x86_64'))", locked, re.MULTILINE)
    assert {p for p in packages if re.match("keras|nvidia-cudnn|scikit|tensorflow", p)} == trainer


def test_the_api_reads_where_the_workers_write() -> None:
    mounts = {name: SERVICES[name]["volumes"] for name in ("api", "worker", "worker-gpu")}
    place = "trainings:/var/lib/lehr"
    assert mounts == {"api": [f"{place}:ro"], "worker": [place], "worker-gpu": [place]}
    homes = {SERVICES[name]["environment"]["LEHR_HOME"] for name in mounts}
    assert homes == {"/var/lib/lehr"}
