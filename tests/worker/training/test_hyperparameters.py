"""Hyperparameters as inputs of programs."""

from typing import Any

import numpy as np
import pytest

from tests.worker.training.runs import largest_difference, trained
from worker.training.compiled import CompiledTrainer
from worker.training.fit import fit
from worker.training.hyperparameters import Hyperparameter

SWEEPS: list[tuple[dict[str, Any], list[dict[str, float]]]] = [
    ({"name": "SGD"}, [{"momentum": 0.5}, {"momentum": 0.9}, {"momentum": 0.99}]),
    (
        {"name": "AdamW"},
        [{}, {"beta_1": 0.5}, {"beta_2": 0.9}, {"weight_decay": 0.1, "beta_1": 0.8}],
    ),
]


@pytest.mark.parametrize(("optimizer", "sweep"), SWEEPS)
def test_a_sweep_compiles_once_and_trains_as_fit_does(
    optimizer: dict[str, Any], sweep: list[dict[str, float]]
) -> None:
    compiled = CompiledTrainer()
    for numbers in sweep:
        changed = {"optimizer": optimizer | numbers}
        assert largest_difference(trained(compiled, **changed), trained(fit, **changed)) < 5e-5
    assert len(compiled._programs) == 1


def test_zero_is_another_program() -> None:
    compiled = CompiledTrainer()
    for momentum in (0, 0.5, 0.0, 0.9):
        trained(compiled, optimizer={"name": "SGD", "momentum": momentum})
    assert len(compiled._programs) == 2


def test_a_number_leaves_nothing_behind() -> None:
    compiled, changed = CompiledTrainer(), {"optimizer": {"name": "RMSprop", "rho": 0.5}}
    alone = trained(compiled, **changed)
    trained(compiled, optimizer={"name": "RMSprop", "rho": 0.99})
    assert trained(compiled, **changed).outcome == alone.outcome


def test_one_minus_a_number_is_rounded_once() -> None:
    number = Hyperparameter(0.5)
    number.assign(0.999)
    assert np.float32(1 - number) == np.float32(1 - 0.999) != 1 - np.float32(0.999)


def test_a_use_that_would_fix_the_number_is_refused() -> None:
    number = Hyperparameter(0.5)
    with pytest.raises(TypeError, match="compared with 0 only; received 1"):
        assert number != 1
    with pytest.raises(TypeError, match="subtracted from 1 only; received 2"):
        2 - number
