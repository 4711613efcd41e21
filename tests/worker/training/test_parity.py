"""The compiled trainer against `fit`: same weights, same order, the scores of each of 20 epochs."""

from typing import Any

import numpy as np
import pytest

from lehr.experiments.vocabulary import vocabulary
from tests.worker.training.runs import (
    BLOBS,
    HIDDEN,
    OUTPUT,
    Heard,
    largest_difference,
    trained,
)
from worker.training.compiled import CompiledTrainer
from worker.training.fit import fit

TOLERANCE = 5e-5
Layer = dict[str, Any]

ROWS: list[list[Layer]] = [
    [
        {"layer": "Dense", "units": 8, "kernel_initializer": "he_uniform",
         "kernel_regularizer": "l2", "kernel_constraint": {"name": "MaxNorm", "max_value": 1}},
        {"layer": "BatchNormalization"},
        {"layer": "Activation", "activation": "tanh"},
        {"layer": "Dense", "units": 8, "activity_regularizer": "l1"},
        {"layer": "LayerNormalization"},
        {"layer": "LeakyReLU"},
    ],
    [
        {"layer": "Dense", "units": 8},
        {"layer": "PReLU"},
        {"layer": "GroupNormalization", "groups": 2},
        {"layer": "UnitNormalization"},
        {"layer": "ActivityRegularization", "l2": 0.1},
        {"layer": "RMSNormalization"},
        {"layer": "ELU"},
        {"layer": "Dense", "units": 8},
        {"layer": "ReLU", "max_value": 6},
        {"layer": "Softmax"},
    ],
]  # fmt: skip
SEQUENCES: list[list[Layer]] = [
    [
        {"layer": "Conv1D", "filters": 4, "kernel_size": 3, "padding": "causal"},
        {"layer": "MaxPooling1D", "pool_size": 2},
        {"layer": "LSTM", "units": 4, "return_sequences": True},
        {"layer": "AveragePooling1D", "pool_size": 2},
        {"layer": "GRU", "units": 4},
    ],
    [
        {"layer": "SimpleRNN", "units": 4, "return_sequences": True},
        {"layer": "GlobalAveragePooling1D"},
        {"layer": "RepeatVector", "n": 3},
        {"layer": "GlobalMaxPooling1D"},
    ],
]
IMAGES: list[list[Layer]] = [
    [
        {"layer": "Rescaling", "scale": 0.5},
        {"layer": "Conv2D", "filters": 4, "kernel_size": 3, "padding": "same"},
        {"layer": "BatchNormalization"},
        {"layer": "MaxPooling2D", "pool_size": 2},
        {"layer": "Permute", "dims": [3, 1, 2]},
        {"layer": "AveragePooling2D", "pool_size": [2, 1]},
        {"layer": "Flatten"},
    ],
    [
        {"layer": "Conv2D", "filters": 4, "kernel_size": 3, "activation": "relu"},
        {"layer": "GlobalAveragePooling2D", "keepdims": True},
        {"layer": "GlobalMaxPooling2D"},
    ],
]
STACKS = [
    *((layers, [4]) for layers in ROWS),
    *(([{"layer": "Reshape", "target_shape": [8, 3]}, *layers], [24]) for layers in SEQUENCES),
    *(([{"layer": "Reshape", "target_shape": [6, 6, 2]}, *layers], [72]) for layers in IMAGES),
]
RANDOM: list[Layer] = [
    {"layer": "AlphaDropout", "rate": 0.1},
    {"layer": "Dropout", "rate": 0.2},
    {"layer": "GaussianDropout", "rate": 0.1},
    {"layer": "GaussianNoise", "stddev": 0.1},
]
DROPS_CHANNELS = {"SpatialDropout1D", "SpatialDropout2D"}
LOOKS_UP = {"Embedding"}
"""Compared in test_compiled.py, on data that are indices."""

OPTIMIZERS: list[dict[str, Any]] = [
    *({"name": name} for name in vocabulary().optimizers.entries),
    {"name": "SGD", "momentum": 0.9, "nesterov": True, "clipnorm": 0.5},
    {"name": "SGD", "weight_decay": 0.01, "global_clipnorm": 0.5},
    {"name": "RMSprop", "momentum": 0.5, "centered": True, "clipvalue": 0.1},
    {"name": "Adam", "amsgrad": True, "use_ema": True, "ema_overwrite_frequency": 3},
    {"name": "ScheduleFreeAdamW", "warmup_steps": 10, "use_ema": True},
]
"""The rate falls from 0.002, where each of them is stable."""
FALLING = {"kind": "exponential", "initial_learning_rate": 0.002, "decay": 0.01}

SOFTMAX: dict[str, Any] = {"model": {"layers": [HIDDEN, OUTPUT]}}
SIGMOID: dict[str, Any] = {
    "dataset": BLOBS | {"centers": 2},
    "model": {"layers": [HIDDEN, {"layer": "Dense", "units": 1, "activation": "sigmoid"}]},
}
SCORES: list[tuple[dict[str, Any], str | dict[str, Any], list[str | dict[str, Any]]]] = [
    (SIGMOID, "binary_focal_crossentropy",
     ["accuracy", "AUC", "Precision", "Recall", "TruePositives", "hinge", "log_cosh_error"]),
    (SIGMOID, "dice", ["binary_crossentropy", {"name": "PrecisionAtRecall", "recall": 0.5}]),
    (SOFTMAX, {"name": "huber", "reduction": "sum"},
     ["mae", "mse", "mape", "cosine_similarity", {"name": "F1Score", "average": "macro"}]),
    (SOFTMAX, {"name": "categorical_crossentropy", "label_smoothing": 0.1},
     ["accuracy", "R2Score", "kl_divergence", "poisson", {"name": "AUC", "curve": "PR"}]),
    (SOFTMAX, {"name": "sparse_categorical_crossentropy", "ignore_class": 1},
     ["accuracy", {"name": "SparseTopKCategoricalAccuracy", "k": 2}]),
]  # fmt: skip


def difference(compiled: CompiledTrainer, **changes: object) -> float:
    return largest_difference(trained(compiled, **changes), trained(fit, **changes))


def test_every_layer_is_compared() -> None:
    layers = {layer["layer"] for stack, _ in STACKS for layer in stack}
    drawn = {layer["layer"] for layer in RANDOM} | DROPS_CHANNELS
    assert layers | drawn | LOOKS_UP == set(vocabulary().layers.entries)


@pytest.mark.parametrize(("layers", "features"), STACKS)
def test_layers_train_as_in_fit(
    compiled: CompiledTrainer, layers: list[Layer], features: list[int]
) -> None:
    dataset = BLOBS | {"features": features[0]}
    model = {"layers": [*layers, OUTPUT]}
    assert difference(compiled, dataset=dataset, model=model) < TOLERANCE


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_optimizers_train_as_in_fit(compiled: CompiledTrainer, optimizer: dict[str, Any]) -> None:
    assert difference(compiled, optimizer=optimizer, schedule=FALLING) < TOLERANCE


@pytest.mark.parametrize(("output", "loss", "metrics"), SCORES)
def test_losses_and_metrics_are_weighted_as_in_fit(
    compiled: CompiledTrainer,
    output: dict[str, Any],
    loss: str | dict[str, Any],
    metrics: list[str | dict[str, Any]],
) -> None:
    assert difference(compiled, **output, loss=loss, metrics=metrics) < TOLERANCE


def test_random_layers_draw_other_numbers_of_the_same_distribution(
    compiled: CompiledTrainer,
) -> None:
    model = {"layers": [HIDDEN, *RANDOM, OUTPUT]}
    ours, theirs = (
        [final_loss(trained(train, model=model, seed=seed)) for seed in range(5)]
        for train in (compiled, fit)
    )
    assert ours != theirs
    assert abs(np.mean(ours) - np.mean(theirs)) < 0.1


def final_loss(heard: Heard) -> float:
    return heard.records[-1].loss
