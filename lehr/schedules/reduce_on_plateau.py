"""A rate that falls when a metric improves no more."""

from math import isfinite
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .feedback import EpochRate
from .parameters import InitialLearningRate
from .plateau import (
    Cooldown,
    Factor,
    MinDelta,
    MinLearningRate,
    Mode,
    Patience,
    ReductionState,
    Rules,
    improves,
    judged,
)


class ReduceOnPlateau(EpochRate[ReductionState]):
    """lr <- max(lr factor, min_learning_rate) after `patience` epochs without improvement.

    An epoch improves on the best before it by more than `min_delta`, relative to the best's size
    if so wished; the first metric that is a number is the first best. The epochs of a cooldown
    may set a best, and do not count against the patience.
    """

    title: ClassVar = "Reduce on plateau"
    formula: ClassVar = (
        "max(rate * factor, min_learning_rate) after `patience` epochs without improvement"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "factor": 0.1, "patience": 10}

    kind: Literal["reduce_on_plateau"] = "reduce_on_plateau"
    initial_learning_rate: InitialLearningRate
    factor: Factor = 0.1
    patience: Patience = 10
    mode: Mode = "min"
    min_delta: MinDelta = 1e-4
    relative: Annotated[
        bool, Field(description="Whether `min_delta` is a share of the best metric's size.")
    ] = False
    cooldown: Cooldown = 0
    min_learning_rate: MinLearningRate = 0.0

    @override
    def begin(self) -> ReductionState:
        return ReductionState(learning_rate=self.initial_learning_rate)

    @override
    def observe(self, state: ReductionState, metric: float) -> ReductionState:
        return judged(
            state, metric, Rules(self.patience, self.cooldown, self._improves, self._reduced)
        )

    def _improves(self, metric: float, best: float | None) -> bool:
        # A share of an infinite best would leave no room to improve on it.
        size = abs(best) if self.relative and best is not None and isfinite(best) else 1
        return improves(metric, best, mode=self.mode, min_delta=self.min_delta * size)

    def _reduced(self, state: ReductionState) -> ReductionState:
        reduced = max(state.learning_rate * self.factor, self.min_learning_rate)
        # A rate that is below the least from the start is not raised to it.
        return state.reduced(min(state.learning_rate, reduced))
