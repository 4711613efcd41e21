"""Workers of one machine have GPUs of their own as far as there are any."""

from pathlib import Path

import pytest

from lehr.local.devices import device_of


@pytest.fixture
def two_installed(tmp_path: Path) -> Path:
    for address in ("0000:01:00.0", "0000:02:00.0"):
        (tmp_path / address).mkdir()
    return tmp_path


def devices(environment: dict[str, str], installed: Path, workers: int = 3) -> list[str | None]:
    given = [device_of(worker, environment, installed) for worker in range(workers)]
    return [variables.get("CUDA_VISIBLE_DEVICES") for variables in given]


def test_each_worker_has_the_next_device_that_is_installed(two_installed: Path) -> None:
    assert devices({}, two_installed) == ["0", "1", "0"]


def test_only_devices_that_the_environment_names_are_given_away(two_installed: Path) -> None:
    assert devices({"CUDA_VISIBLE_DEVICES": "1, GPU-5f"}, two_installed) == ["1", "GPU-5f", "1"]


def test_devices_that_are_hidden_stay_hidden(two_installed: Path) -> None:
    assert devices({"CUDA_VISIBLE_DEVICES": ""}, two_installed) == [None, None, None]


def test_a_machine_without_devices_gives_none_away(tmp_path: Path) -> None:
    assert device_of(0, {}, tmp_path / "missing") == {}


def test_a_device_is_not_taken_whole(two_installed: Path) -> None:
    assert device_of(0, {}, two_installed)["TF_FORCE_GPU_ALLOW_GROWTH"] == "true"
