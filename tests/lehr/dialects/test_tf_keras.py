"""What the spellings of TF-Keras promise without TF-Keras at hand."""

from typing import Any

import numpy as np
import pytest

from lehr import schedules
from lehr.dialects import parse, tf_keras
from lehr.dialects.tf_keras import NoisyLinearCosineDecay
from lehr.errors import InvalidRequest
from lehr.schedules import FloatArray

SEEDS = range(2000)


def noise_at(step: int, **parameters: Any) -> FloatArray:
    """Return the noise of every seed, 5 below the rates at a step where the cosine is whole."""
    rates = [
        NoisyLinearCosineDecay(
            initial_learning_rate=1,
            decay_steps=500,
            num_periods=500,
            beta=4,
            seed=seed,
            **parameters,
        ).rates(np.array([step]), "float64")
        for seed in SEEDS
    ]
    return np.concatenate(rates) - 5 + step / 500


def test_linear_cosine_decay_maps_to_the_canonical_family() -> None:
    spelling = tf_keras.LinearCosineDecay(
        initial_learning_rate=0.1, decay_steps=10, num_periods=2, alpha=0.2, beta=0.3
    )
    assert spelling.canonical() == schedules.LinearCosine(
        initial_learning_rate=0.1, decay_steps=10, num_periods=2, alpha=0.2, beta=0.3
    )


def test_noisy_linear_cosine_decay_maps_to_the_canonical_family() -> None:
    spelling = NoisyLinearCosineDecay(
        initial_learning_rate=0.1, decay_steps=10, variance_decay=0.7, num_periods=2, seed=8
    )
    assert spelling.canonical() == schedules.NoisyLinearCosine(
        initial_learning_rate=0.1, decay_steps=10, variance_decay=0.7, num_periods=2, seed=8
    )


@pytest.mark.parametrize("step", [0, 15, 500])
def test_the_noise_has_the_mean_and_the_variance_of_the_formula(step: int) -> None:
    noise = noise_at(step, initial_variance=0.5, variance_decay=0.5)
    variance = 0.5 / (1 + step) ** 0.5
    # Four standard errors of the mean, and of the variance of a normal distribution.
    assert noise.mean() == pytest.approx(0, abs=4 * (variance / len(SEEDS)) ** 0.5)
    assert noise.var() == pytest.approx(variance, rel=4 * (2 / len(SEEDS)) ** 0.5)


def test_without_a_seed_the_noise_is_that_of_0() -> None:
    parameters = {"initial_learning_rate": 0.1, "decay_steps": 100}
    unseeded, seeded = (
        NoisyLinearCosineDecay.model_validate({**parameters, "seed": seed}) for seed in (None, 0)
    )
    assert unseeded.rates(np.arange(50)).tolist() == seeded.rates(np.arange(50)).tolist()


def test_noise_that_is_not_the_library_s_own_is_told_of() -> None:
    (caution,) = NoisyLinearCosineDecay(initial_learning_rate=1, decay_steps=9).cautions(100)
    assert caution.code == "other-draws"
    quiet = NoisyLinearCosineDecay(initial_learning_rate=1, decay_steps=9, initial_variance=0)
    assert quiet.cautions(100) == ()


def test_the_label_of_an_operation_is_no_parameter_of_a_curve() -> None:
    document = {"initial_learning_rate": 0.1, "decay_steps": 10, "name": "x"}
    with pytest.raises(InvalidRequest, match="/name: no such field"):
        parse({"kind": "tf_keras.LinearCosineDecay", **document})
