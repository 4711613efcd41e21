"""`torch.optim.lr_scheduler.ReduceLROnPlateau`, as of PyTorch 2.13."""

from math import inf
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import Field
from typing_extensions import override

from lehr.dialects.torch.rule import BaseRate
from lehr.schedules.feedback import EpochRate
from lehr.schedules.plateau import (
    MOST_EPOCHS,
    Cooldown,
    Factor,
    MinLearningRate,
    Mode,
    ReductionState,
    Rules,
    judged,
)

Forgiven: TypeAlias = Annotated[
    int,
    Field(ge=0, le=MOST_EPOCHS, description="Epochs to forgive; one more of a kind has an effect."),
]
Threshold: TypeAlias = Annotated[
    float, Field(ge=0, description="A change of the metric that is no greater is no improvement.")
]
ThresholdMode: TypeAlias = Annotated[
    Literal["rel", "abs"], Field(description="Whether `threshold` is a share of the best.")
]
LeastChange: TypeAlias = Annotated[
    float, Field(ge=0, description="Changes of the rate that are no greater are left out.")
]


class Comparison(NamedTuple):
    """What a better metric is."""

    mode: str
    threshold: float
    threshold_mode: str

    def improves(self, metric: float, best: float | None) -> bool:
        """Whether `metric` is better than `best`, None before there is one; NaN never is."""
        if self.mode == "min":
            return metric < self._bar(inf if best is None else best, -self.threshold)
        return metric > self._bar(-inf if best is None else best, self.threshold)

    def _bar(self, best: float, threshold: float) -> float:
        return best * (1 + threshold) if self.threshold_mode == "rel" else best + threshold


class Plateau(EpochRate[ReductionState]):
    """lr <- max(lr factor, min_lr) after more than `patience` bad epochs, as PyTorch has it.

    Relative thresholds multiply the best: below 0, an epoch that is slightly worse improves. A
    reduction by no more than `eps` is left out.
    """

    family: ClassVar = "reduce_on_plateau"
    formula: ClassVar = "max(rate * factor, min_lr) after more than `patience` bad epochs"
    example: ClassVar = {"lr": 0.1, "factor": 0.1, "patience": 10}

    lr: BaseRate
    mode: Mode = "min"
    factor: Factor = 0.1
    patience: Forgiven = 10
    threshold: Threshold = 1e-4
    threshold_mode: ThresholdMode = "rel"
    cooldown: Cooldown = 0
    min_lr: MinLearningRate = 0.0
    eps: LeastChange = 1e-8

    @override
    def begin(self) -> ReductionState:
        return ReductionState(learning_rate=self.lr)

    @override
    def observe(self, state: ReductionState, metric: float) -> ReductionState:
        better = Comparison(self.mode, self.threshold, self.threshold_mode).improves
        return judged(state, metric, Rules(self.patience + 1, self.cooldown, better, self._reduced))

    def _reduced(self, state: ReductionState) -> ReductionState:
        rate = max(state.learning_rate * self.factor, self.min_lr)
        if not state.learning_rate - rate > self.eps:
            return state
        return state.reduced(rate)


class ReduceLROnPlateau(Plateau):
    """The plateau of PyTorch."""

    library: ClassVar[str | None] = "torch"
    title: ClassVar = "Reduce on plateau, torch"

    kind: Literal["torch.ReduceLROnPlateau"] = "torch.ReduceLROnPlateau"
