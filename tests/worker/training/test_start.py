"""Where runs start, held to what Keras draws itself."""

from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from lehr.experiments.vocabulary import vocabulary
from tests.worker.training.runs import OUTPUT, resolved
from worker.training.assembly import restartable

SEED = 11
LAYERS: list[dict[str, Any]] = [
    *(
        {"layer": "Dense", "units": 5, "kernel_initializer": name, "bias_initializer": "normal"}
        for name, entry in vocabulary().initializers.entries.items()
        if "seed" in entry.arguments
    ),
    {"layer": "LSTM", "units": 3, "bias_initializer": "random_normal", "dropout": 0.1},
    {"layer": "GRU", "units": 3, "recurrent_initializer": "he_uniform"},
    {"layer": "SimpleRNN", "units": 3, "recurrent_dropout": 0.1},
    {"layer": "Conv1D", "filters": 3, "kernel_size": 2},
    {"layer": "Embedding", "input_dim": 3, "output_dim": 2},
    {"layer": "BatchNormalization", "gamma_initializer": "random_uniform"},
    {"layer": "PReLU", "alpha_initializer": "random_normal"},
    {"layer": "GaussianNoise", "stddev": 0.1},
    {"layer": "AlphaDropout", "rate": 0.1, "seed": 5},
]
RESHAPE = {"layer": "Reshape", "target_shape": [2, 2]}
FLATTEN = {"layer": "Flatten"}
DROPOUT = {"layer": "Dropout", "rate": 0.2}


def stack(layer: dict[str, Any]) -> list[dict[str, Any]]:
    before = [] if layer["layer"] in {"Dense", "Embedding"} else [RESHAPE]
    return [*before, layer, FLATTEN, DROPOUT, OUTPUT]


def drawn_by_keras(layers: list[dict[str, Any]]) -> keras.Sequential:
    keras.utils.set_random_seed(SEED)
    made = [
        getattr(keras.layers, layer["layer"])(**{k: v for k, v in layer.items() if k != "layer"})
        for layer in layers
    ]
    return keras.Sequential([keras.Input((4,)), *made])


def values(variables: list[keras.Variable]) -> list[NDArray[Any]]:
    return [variable.numpy() for variable in variables]


def assert_equal(ones: list[NDArray[Any]], others: list[NDArray[Any]]) -> None:
    for one, other in zip(ones, others, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_a_run_starts_from_what_keras_draws_after_its_seed(layer: dict[str, Any]) -> None:
    layers = stack(layer)
    experiment, _ = resolved(model={"layers": layers})
    model, start = restartable(experiment)
    for seed in (SEED + 1, SEED):
        start(seed)
    assert_equal(values(model.variables), values(drawn_by_keras(layers).variables))


def test_an_initializers_own_seed_is_kept() -> None:
    drawn = {"name": "RandomNormal", "seed": 4}
    dense = {"layer": "Dense", "units": 5, "kernel_initializer": drawn}
    model, start = restartable(resolved(model={"layers": [dense, OUTPUT]})[0])
    start(SEED)
    expected = keras.initializers.RandomNormal(seed=4)((4, 5))
    assert_equal([model.layers[0].kernel.numpy()], [expected.numpy()])


@pytest.mark.parametrize("name", vocabulary().optimizers.entries)
def test_nothing_is_left_of_a_run_before(name: str) -> None:
    model, start = restartable(resolved(optimizer={"name": name, "use_ema": True})[0])
    everything = [*model.variables, *model.optimizer.variables]
    start(SEED)
    first = values(everything)
    for variable in everything:
        variable.assign(variable + 1)
    start(SEED)
    assert_equal(values(everything), first)


def test_an_optimizer_that_starts_from_the_weights_does_so_for_each_seed() -> None:
    model, start = restartable(resolved(optimizer={"name": "ScheduleFreeAdamW"})[0])
    start(SEED)
    momenta = [slot for slot in model.optimizer.variables if slot.name.endswith("momentum")]
    assert_equal(values(momenta), values(model.trainable_variables))
