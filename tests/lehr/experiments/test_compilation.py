"""Which experiments the compiled trainer leaves to `fit`."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.compilation import obstacle
from lehr.experiments.components import ModelSpec
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.experiments.shapes import describe
from lehr.settings import Settings

Layers = list[dict[str, Any]]

TABLE = {"layer": "Embedding", "input_dim": 10, "output_dim": 2}
FLAT = {"layer": "Flatten"}
DENSE = {"layer": "Dense", "units": 1, "activation": "sigmoid"}
LOOKED_UP_FIRST: Layers = [TABLE, FLAT, DENSE]
LOOKED_UP_SCALED: Layers = [{"layer": "Rescaling", "scale": 2}, *LOOKED_UP_FIRST]
COMPUTED: Layers = [DENSE | {"units": 3}, *LOOKED_UP_FIRST]


def body_of(body: dict[str, Any], layers: Layers, trainer: str) -> Experiment:
    return Experiment.model_validate(body | {"model": {"layers": layers}, "trainer": trainer})


@pytest.mark.parametrize("layers", [[DENSE], LOOKED_UP_FIRST, LOOKED_UP_SCALED])
def test_nothing_is_in_the_way_of_most_models(body: dict[str, Any], layers: Layers) -> None:
    assert obstacle(describe(ModelSpec.model_validate({"layers": layers}), (5,))) is None
    experiment, _ = resolve(body_of(body, layers, "compiled"), Settings())
    assert experiment.trainer == "compiled"


def test_indices_that_depend_on_weights_are_not_compiled(body: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        resolve(body_of(body, COMPUTED, "compiled"), Settings())
    (violation,) = refusal.value.violations
    assert violation.pointer == "/trainer"
    assert violation.detail.endswith("received `compiled`")


@pytest.mark.parametrize("trainer", ["auto", "fit"])
def test_other_trainers_take_what_is_not_compiled(body: dict[str, Any], trainer: str) -> None:
    experiment, _ = resolve(body_of(body, COMPUTED, trainer), Settings())
    assert experiment.trainer == trainer
