from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.components import Component
from lehr.experiments.objective import check_optimizer


def refusal(**spec: Any) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as refused:
        check_optimizer(Component.model_validate(spec))
    return {violation.pointer: violation.detail for violation in refused.value.violations}


@pytest.mark.parametrize(
    "spec",
    [
        {"name": "SGD"},
        {"name": "sgd", "momentum": 0.8, "nesterov": True},
        {"name": "adam", "beta_1": 0, "clipnorm": 1, "clipvalue": None},
        {"name": "rmsprop", "use_ema": True, "ema_overwrite_frequency": 10},
    ],
)
def test_an_optimizer_of_keras_is_accepted(spec: dict[str, Any]) -> None:
    check_optimizer(Component.model_validate(spec))


def test_the_schedule_owns_the_learning_rate() -> None:
    assert refusal(name="SGD", learning_rate=0.1) == {
        "/optimizer/learning_rate": (
            "`learning_rate` cannot be given: the schedule owns it; received 0.1"
        )
    }


def test_an_unknown_optimizer_is_told_the_nearest() -> None:
    assert refusal(name="Adamm") == {
        "/optimizer/name": 'unknown name; received "Adamm"; did you mean "Adam"?'
    }


@pytest.mark.parametrize("name", ["LossScaleOptimizer", "MultiOptimizer", ""])
def test_an_optimizer_that_cannot_stand_alone_is_unknown(name: str) -> None:
    assert list(refusal(name=name)) == ["/optimizer/name"]


@pytest.mark.parametrize(
    ("name", "argument", "value"),
    [
        ("SGD", "momentum", 1),
        ("SGD", "momentum", -0.1),
        ("SGD", "momentum", "0.8"),
        ("SGD", "momentum", True),
        ("SGD", "momentum", None),
        ("SGD", "momentum", float("nan")),
        ("SGD", "nesterov", 1),
        ("SGD", "beta_1", 0.9),
        ("SGD", "gradient_accumulation_steps", 2),
        ("Adam", "beta_2", 1.0),
        ("Adam", "epsilon", 0),
        ("Adam", "clipnorm", -1),
        ("Adam", "weight_decay", -0.1),
        ("AdamW", "weight_decay", None),
        ("Adam", "ema_overwrite_frequency", 0),
        ("Lion", "beta_1", 0),
        ("Ftrl", "learning_rate_power", 0.5),
        ("Muon", "exclude_layers", ["("]),
    ],
)
def test_an_argument_that_keras_cannot_train_with_is_refused(
    name: str, argument: str, value: object
) -> None:
    assert list(refusal(name=name, **{argument: value})) == [f"/optimizer/{argument}"]


def test_gradients_are_clipped_in_one_way_only() -> None:
    assert refusal(name="SGD", clipnorm=1, global_clipnorm=2) == {
        "/optimizer/global_clipnorm": (
            "only one of clipnorm, clipvalue, global_clipnorm can be given; "
            "received clipnorm and global_clipnorm"
        )
    }
