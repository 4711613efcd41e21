"""The spelling of ReduceLROnPlateau against Keras's own callback on a compiled model."""

import inspect
from functools import cache
from itertools import product
from math import inf, nan
from typing import Any

import keras
import numpy as np
import pytest

from lehr.dialects import KINDS, parse
from lehr.dialects.feedback.keras import HIGHER_IS_BETTER, LOWER_IS_BETTER, metric_name
from lehr.schedules import Feedback

# Keras's callback itself reads the rate in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

KIND = "keras.ReduceLROnPlateau"
PARAMETERS = [
    {"patience": patience, "cooldown": cooldown, "mode": mode, **rest}
    for patience, cooldown, mode, rest in product(
        [0, 1, 3],
        [0, 1, 3],
        ["auto", "max"],
        [
            {},
            {"factor": 0.5, "min_delta": 0.0, "min_lr": 0.003},
            {"factor": 0.9, "min_delta": -0.05, "min_lr": 0.05},
        ],
    )
]

SHORT = {
    "acc": "accuracy",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "mse": "mean_squared_error",
    "msle": "mean_squared_logarithmic_error",
}
NEEDY = {
    "BinaryIoU",
    "IoU",
    "MeanIoU",
    "MeanMetricWrapper",
    "Metric",
    "OneHotIoU",
    "OneHotMeanIoU",
    "PrecisionAtRecall",
    "RecallAtPrecision",
    "SensitivityAtSpecificity",
    "SpecificityAtSensitivity",
}
"""The metrics of Keras that cannot be made without arguments."""


def wandering(seed: int) -> list[float]:
    """Return 60 metrics in small steps up and down, so that each rule is met on some epoch."""
    drawn = np.random.default_rng(seed).choice([-0.05, -1e-4, 0.0, 1e-4, 0.05], size=60)
    trace: list[float] = drawn.cumsum().tolist()
    return trace


TRACES = [
    wandering(1),
    wandering(2),
    [1.0] * 40,
    [nan, *wandering(3)],
    [*wandering(4)[:9], nan, inf, -inf, nan, *wandering(5)],
    [inf, inf, *wandering(6)],
    np.linspace(1, 0.999, 40).tolist(),
]


@cache
def compiled() -> Any:
    """Return a model that has been evaluated, because only then Keras knows its metrics."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(), loss="mse", metrics=["accuracy"])
    model.evaluate(np.zeros((1, 1)), np.zeros((1, 1)), verbose=0)
    return model


def theirs(metric: list[float], initial_learning_rate: float, **parameters: Any) -> list[float]:
    """Return the rate of each epoch, and drive the callback at its end as `fit` does."""
    model = compiled()
    model.optimizer.learning_rate = initial_learning_rate
    callback = keras.callbacks.ReduceLROnPlateau(**parameters)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(metric):
        rates.append(float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)))
        callback.on_epoch_end(epoch, {callback.monitor: value})
    return rates


def ours(metric: list[float], **parameters: Any) -> list[float]:
    schedule = parse({"kind": KIND, **parameters})
    assert isinstance(schedule, Feedback)
    return list(map(float, schedule.replay(metric)))


def test_parameters_and_defaults_are_those_of_keras() -> None:
    signature = inspect.signature(keras.callbacks.ReduceLROnPlateau).parameters
    fields = {
        name: field.default
        for name, field in KINDS[KIND].model_fields.items()
        if name not in {"kind", "initial_learning_rate"}
    }
    assert fields == {name: p.default for name, p in signature.items() if name != "kwargs"}
    assert list(fields) == [name for name in signature if name != "kwargs"]


@pytest.mark.parametrize("parameters", PARAMETERS, ids=lambda p: "-".join(map(str, p.values())))
def test_rates_are_those_of_keras_to_the_bit(parameters: dict[str, Any]) -> None:
    for metric in TRACES:
        assert ours(metric, initial_learning_rate=0.1, **parameters) == theirs(
            metric, initial_learning_rate=0.1, **parameters
        )


@pytest.mark.parametrize("monitor", ["loss", "val_loss", "accuracy", "val_accuracy"])
def test_auto_has_the_direction_that_keras_finds(monitor: str) -> None:
    parameters: dict[str, Any] = {"initial_learning_rate": 0.1, "monitor": monitor, "patience": 2}
    for metric in TRACES:
        assert ours(metric, **parameters) == theirs(metric, **parameters)


def metrics() -> dict[str, Any]:
    """Return the metrics of Keras that need no arguments, by their names."""
    classes = [cls for cls in vars(keras.metrics).values() if inspect.isclass(cls)]
    ready: list[Any] = [cls() for cls in classes if cls.__name__ not in NEEDY]
    return {metric_name(metric.name): metric for metric in ready}


@pytest.mark.parametrize(
    ("names", "direction"), [(LOWER_IS_BETTER, "down"), (HIGHER_IS_BETTER, "up")]
)
def test_the_directions_are_those_of_the_metrics_of_keras(
    names: frozenset[str], direction: str
) -> None:
    by_name = metrics()
    long_names = {SHORT.get(name, name) for name in names - {"loss"}}
    assert {by_name[name]._direction for name in long_names} == {direction}
