"""`keras.callbacks.ReduceLROnPlateau`, as of Keras 3.15."""

import re
from collections.abc import Sequence
from math import isnan
from typing import Annotated, ClassVar, Final, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import Caution, Precision
from lehr.schedules.feedback import EpochRate
from lehr.schedules.parameters import InitialLearningRate
from lehr.schedules.plateau import MOST_EPOCHS, Factor, ReductionState, Rules, judged

LOWER_IS_BETTER: Final = frozenset(
    [
        "loss",
        "hinge",
        "categorical_hinge",
        "squared_hinge",
        "binary_crossentropy",
        "categorical_crossentropy",
        "sparse_categorical_crossentropy",
        "kl_divergence",
        "poisson",
        "logcosh",
        "mean_absolute_error",
        "mean_absolute_percentage_error",
        "mean_squared_error",
        "mean_squared_logarithmic_error",
        "root_mean_squared_error",
        "mae",
        "mape",
        "mse",
        "msle",
    ]
)
HIGHER_IS_BETTER: Final = frozenset(
    [
        "accuracy",
        "acc",
        "binary_accuracy",
        "categorical_accuracy",
        "sparse_categorical_accuracy",
        "top_k_categorical_accuracy",
        "sparse_top_k_categorical_accuracy",
        "auc",
        "precision",
        "recall",
        "f1_score",
        "fbeta_score",
        "cosine_similarity",
        "r2_score",
    ]
)


def metric_name(monitor: str) -> str:
    """Return a metric's name without what Keras puts around it: `auc` for `val_auc_1`."""
    return re.sub(r"_[0-9]+$", "", monitor.removeprefix("val_"))


class ReduceLROnPlateau(EpochRate[ReductionState]):
    """lr <- max(lr factor, min_lr) after `patience` epochs without improvement, as Keras has it.

    The rate and the comparison are float32. The first metric is the best whatever it is: after a
    NaN nothing ever improves. The epoch that ends a cooldown counts, so that a cooldown of 1 is
    none; a patience of 0 is one of 1.
    """

    library: ClassVar[str | None] = "keras"
    arithmetic: ClassVar[Precision] = "float32"
    family: ClassVar = "reduce_on_plateau"
    title: ClassVar = "Reduce on plateau, Keras"
    formula: ClassVar = "max(rate * factor, min_lr) after `patience` epochs without improvement"
    example: ClassVar = {"initial_learning_rate": 0.1, "factor": 0.1, "patience": 10}

    kind: Literal["keras.ReduceLROnPlateau"] = "keras.ReduceLROnPlateau"
    initial_learning_rate: InitialLearningRate
    monitor: Annotated[
        str, Field(max_length=100, description="The metric's name, which says its direction.")
    ] = "val_loss"
    factor: Factor = 0.1
    patience: Annotated[
        int,
        Field(
            ge=0, le=MOST_EPOCHS, description="So many epochs without improvement are a plateau."
        ),
    ] = 10
    verbose: Annotated[int, Field(ge=0, le=2, description="What Keras prints; not the curve.")] = 0
    mode: Annotated[
        Literal["auto", "min", "max"],
        Field(description="Whether lower or higher metrics are better; auto: by `monitor`."),
    ] = "auto"
    min_delta: Annotated[
        float, Field(description="A change of the metric that is no greater is no improvement.")
    ] = 1e-4
    cooldown: Annotated[
        int, Field(ge=0, le=MOST_EPOCHS, description="Epochs after a reduction, itself counted.")
    ] = 0
    min_lr: Annotated[float, Field(ge=0, description="The rate is not reduced below this.")] = 0.0

    @model_validator(mode="after")
    def _direction_is_known(self) -> Self:
        known = LOWER_IS_BETTER | HIGHER_IS_BETTER
        if self.mode == "auto" and metric_name(self.monitor) not in known:
            rule = "`mode` must be min or max where `monitor` does not tell the direction"
            raise FieldError("mode", f"{rule}; `monitor` is {self.monitor!a}")
        return self

    @property
    @override
    def monitored(self) -> tuple[str, str]:
        return "/monitor", self.monitor

    @override
    def begin(self) -> ReductionState:
        return ReductionState(learning_rate=float(np.float32(self.initial_learning_rate)))

    @override
    def observe(self, state: ReductionState, metric: float) -> ReductionState:
        rules = Rules(
            patience=max(self.patience, 1),
            cooldown=max(self.cooldown - 1, 0),
            improves=self._improves,
            answer=self._reduced,
        )
        with np.errstate(over="ignore"):
            return judged(state, metric, rules)

    @override
    def cautions_on(self, metric: Sequence[float]) -> Sequence[Caution]:
        if not isnan(metric[0]):
            return ()
        rule = (
            "the first metric is NaN, which Keras keeps for the best: nothing ever improves on it"
        )
        return (Caution("nothing-improves", rule),)

    def _improves(self, metric: float, best: float | None) -> bool:
        if best is None:
            return True
        if self._lower_is_better():
            return bool(np.float32(metric + abs(self.min_delta)) < np.float32(best))
        return bool(np.float32(metric - abs(self.min_delta)) > np.float32(best))

    def _lower_is_better(self) -> bool:
        if self.mode == "auto":
            return metric_name(self.monitor) in LOWER_IS_BETTER
        return self.mode == "min"

    def _reduced(self, state: ReductionState) -> ReductionState:
        if not state.learning_rate > np.float32(self.min_lr):
            return state
        rate = np.float32(max(state.learning_rate * self.factor, self.min_lr))
        return state.reduced(float(rate))
