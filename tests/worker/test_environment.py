"""What a worker says of the machine and of the software that it trains with."""

from importlib.metadata import version

import pytest

from lehr.experiments.manifest import Determinism
from worker.environment import environment
from worker.versions import trained_by


def test_an_environment_names_the_versions_that_numbers_depend_on() -> None:
    found = environment([]).versions
    assert found["keras"] == version("keras")
    assert all(
        f"{name} {number}" in trained_by() for name, number in found.items() if name != "python"
    )


def test_the_same_machine_is_the_same_environment_each_time() -> None:
    assert environment([]).hash == environment([]).hash
    assert environment(["a GPU"]).hash != environment([]).hash


@pytest.mark.parametrize(
    ("gpus", "level"), [([], Determinism.BIT), (["a GPU"], Determinism.STATISTICS)]
)
def test_only_a_cpu_promises_every_bit(gpus: list[str], level: Determinism) -> None:
    assert environment(gpus).determinism is level


def test_a_machine_has_a_type_of_processor_and_as_many_as_may_be_used() -> None:
    found = environment([])
    assert found.processor
    assert found.cores >= 1
