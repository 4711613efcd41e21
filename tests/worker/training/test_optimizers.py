from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.errors import InvalidRequest
from lehr.experiments.components import Component
from lehr.experiments.objective import check_optimizer
from lehr.experiments.vocabulary import vocabulary
from worker.training.optimizers import build_optimizer

COMMON: list[dict[str, Any]] = [
    {},
    {"clipnorm": 1},
    {"clipvalue": 0.5},
    {"global_clipnorm": 1},
    {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2},
    {"weight_decay": 1},
]
SPECIFIC: list[dict[str, Any]] = [
    {"name": "SGD", "momentum": 0, "nesterov": True},
    {"name": "SGD", "momentum": 0.8, "nesterov": True},
    {"name": "RMSprop", "momentum": 0.5, "centered": True, "rho": 0},
    {"name": "Adam", "beta_1": 0, "beta_2": 0, "amsgrad": True},
    {"name": "Adafactor", "relative_step": False, "beta_2_decay": 0},
    {"name": "Ftrl", "learning_rate_power": 0, "initial_accumulator_value": 0, "beta": 1},
    {"name": "Muon", "nesterov": False, "ns_steps": 1, "rms_rate": 0, "momentum": 0},
    {"name": "ScheduleFreeAdamW", "warmup_steps": 3, "beta_1": 0.1},
    {"name": "Lion", "beta_1": 0.1},
]


def trained(optimizer: Component) -> keras.Model:
    check_optimizer(optimizer)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile(build_optimizer(optimizer), "mse", run_eagerly=True)
    inputs, targets = np.ones((8, 3), np.float32), np.zeros((8, 2), np.float32)
    model.optimizer.learning_rate.assign(0.01)
    model.fit(inputs, targets, batch_size=4, verbose=0)
    return model


@pytest.mark.parametrize("name", vocabulary().optimizers.entries)
@pytest.mark.parametrize("arguments", COMMON)
def test_every_optimizer_trains(name: str, arguments: dict[str, Any]) -> None:
    model = trained(Component.model_validate({"name": name} | arguments))
    assert int(model.optimizer.iterations) == 2
    assert type(model.optimizer).__name__ == name


@pytest.mark.parametrize("spec", SPECIFIC)
def test_an_optimizer_trains_with_arguments_of_its_own(spec: dict[str, Any]) -> None:
    model = trained(Component.model_validate(spec))
    config = model.optimizer.get_config()
    assert {name: config[name] for name in spec if name != "name"} == {
        name: value for name, value in spec.items() if name != "name"
    }


@pytest.mark.parametrize("name", ["sgd", "SGD", "adamw", "rmsprop", "lamb", "ADAM"])
def test_an_optimizer_is_found_by_its_identifier_in_any_case(name: str) -> None:
    assert type(trained(Component(name=name)).optimizer).__name__.lower() == name.lower()


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.floats(-1, 2)
    | st.sampled_from([10**400, float("nan"), float("inf"), 1e300, "0.5", [0.5]])
)


@st.composite
def mutated_optimizers(draw: st.DrawFn) -> dict[str, Any]:
    name, entry = draw(st.sampled_from(list(vocabulary().optimizers.entries.items())))
    known = st.sampled_from([*entry.arguments, "learning_rate", "decay"])
    return {"name": name} | draw(st.dictionaries(known, VALUES, max_size=3))


@settings(max_examples=100, deadline=None)
@given(mutated_optimizers())
def test_whatever_is_accepted_builds_and_trains(spec: dict[str, Any]) -> None:
    optimizer = Component.model_validate(spec)
    try:
        check_optimizer(optimizer)
    except InvalidRequest:
        return
    assert int(trained(optimizer).optimizer.iterations) == 2
