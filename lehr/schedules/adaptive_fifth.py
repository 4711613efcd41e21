"""A rate that falls to a fifth when training comes to a standstill."""

from dataclasses import replace
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field
from typing_extensions import override

from .feedback import EpochRate
from .parameters import InitialLearningRate
from .plateau import Mode, Patience, ReductionState, Rules, improves, judged

LAST_REDUCED: Final = 1e-6
"""A rate that is no greater stays."""


class AdaptiveFifth(EpochRate[ReductionState]):
    """lr <- lr / 5 after `patience` epochs on end that are not better than the best by `min_delta`.

    The "adaptive" rate of scikit-learn, whose `n_iter_no_change` is the patience for its linear
    models and one less for its multilayer perceptrons, and whose `tol` is `min_delta`. The best
    follows every improvement, however small, so that slow progress is none. Where scikit-learn
    ends a training, the rate stays.
    """

    title: ClassVar = "Adaptive rate, a fifth each time"
    formula: ClassVar = (
        "rate / 5 after `patience` epochs that improve by less than `min_delta`, "
        "as long as the rate is above 1e-6"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "patience": 5}

    kind: Literal["adaptive_fifth"] = "adaptive_fifth"
    initial_learning_rate: InitialLearningRate
    patience: Patience = 5
    mode: Mode = "min"
    min_delta: Annotated[
        float, Field(ge=0, description="What an epoch must be better by than all before it.")
    ] = 1e-3

    @override
    def begin(self) -> ReductionState:
        return ReductionState(learning_rate=self.initial_learning_rate)

    @override
    def observe(self, state: ReductionState, metric: float) -> ReductionState:
        seen = judged(state, metric, Rules(self.patience, 0, self._improves, self._reduced))
        better = improves(metric, state.reference, mode=self.mode, min_delta=0.0)
        return replace(seen, reference=metric if better else state.reference)

    def _improves(self, metric: float, best: float | None) -> bool:
        return improves(metric, best, mode=self.mode, min_delta=self.min_delta)

    def _reduced(self, state: ReductionState) -> ReductionState:
        if state.learning_rate <= LAST_REDUCED:
            return state
        return state.reduced(state.learning_rate / 5)
