"""Which layers can have a rate of their own."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest, Violation
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.settings import Settings

Body = dict[str, Any]

LAYERS = [
    {"layer": "Dense", "units": 8},
    {"layer": "BatchNormalization"},
    {"layer": "Activation", "activation": "relu"},
    {"layer": "Dense", "units": 1, "activation": "sigmoid", "name": "out"},
]


def resolved(body: Body, layer_rates: dict[str, float]) -> Experiment:
    changed = body | {"model": {"layers": LAYERS}, "layer_rates": layer_rates}
    return resolve(Experiment.model_validate(changed), Settings())[0]


def violations(body: Body, layer_rates: dict[str, float]) -> list[Violation]:
    with pytest.raises(InvalidRequest) as refusal:
        resolved(body, layer_rates)
    return list(refusal.value.violations)


def test_layers_are_named_as_keras_names_them(body: Body) -> None:
    rates = {"dense": 0.1, "batch_normalization": 2, "out": 0}
    assert resolved(body, rates).layer_rates == rates


@pytest.mark.parametrize("name", ["dense_1", "activation", "", "a/b"])
def test_a_layer_that_is_not_there_or_has_no_weights_is_refused(body: Body, name: str) -> None:
    (found,) = violations(body, {"dense": 0.1, name: 0.1})
    assert found.pointer == f"/layer_rates/{name.replace('/', '~1')}"
    assert found.detail == (
        f"the layers with weights to train are dense, batch_normalization, out; received `{name}`"
    )


def test_every_such_layer_is_told(body: Body) -> None:
    assert len(violations(body, {"dense_1": 0.1, "dense_2": 0.1})) == 2
