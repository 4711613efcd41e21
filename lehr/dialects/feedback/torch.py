"""`torch.optim.lr_scheduler.ReduceLROnPlateau`, as of PyTorch 2.13."""

from dataclasses import replace
from math import inf
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr.schedules.feedback import EpochRate
from lehr.schedules.plateau import Cooldown, Factor, Mode, ReductionState, Rules, judged


class ReduceLROnPlateau(EpochRate[ReductionState]):
    """lr <- max(lr factor, min_lr) after more than `patience` bad epochs, as PyTorch has it.

    Relative thresholds multiply the best: below 0, an epoch that is slightly worse improves. A
    reduction by no more than `eps` is left out.
    """

    library: ClassVar[str | None] = "torch"
    title: ClassVar = "Reduce on plateau, torch"
    formula: ClassVar = "max(rate * factor, min_lr) after more than `patience` bad epochs"
    example: ClassVar = {"lr": 0.1, "factor": 0.1, "patience": 10}

    kind: Literal["torch.ReduceLROnPlateau"] = "torch.ReduceLROnPlateau"
    lr: Annotated[float, Field(ge=0, description="The learning rate of the optimizer.")]
    mode: Mode = "min"
    factor: Factor = 0.1
    patience: Annotated[
        int, Field(ge=0, le=10**6, description="Bad epochs to forgive; one more is a plateau.")
    ] = 10
    threshold: Annotated[
        float, Field(ge=0, description="A change of the metric that is no greater is bad.")
    ] = 1e-4
    threshold_mode: Annotated[
        Literal["rel", "abs"], Field(description="Whether `threshold` is a share of the best.")
    ] = "rel"
    cooldown: Cooldown = 0
    min_lr: Annotated[float, Field(ge=0, description="The rate is not reduced below this.")] = 0.0
    eps: Annotated[float, Field(ge=0, description="Reductions no greater are left out.")] = 1e-8

    @override
    def begin(self) -> ReductionState:
        return ReductionState(learning_rate=self.lr)

    @override
    def observe(self, state: ReductionState, metric: float) -> ReductionState:
        rules = Rules(self.patience + 1, self.cooldown, self._improves, self._reduced)
        return judged(state, metric, rules)

    def _improves(self, metric: float, best: float | None) -> bool:
        if self.mode == "min":
            return metric < self._bar(inf if best is None else best, -self.threshold)
        return metric > self._bar(-inf if best is None else best, self.threshold)

    def _bar(self, best: float, threshold: float) -> float:
        return best * (1 + threshold) if self.threshold_mode == "rel" else best + threshold

    def _reduced(self, state: ReductionState) -> ReductionState:
        rate = max(state.learning_rate * self.factor, self.min_lr)
        if not state.learning_rate - rate > self.eps:
            return state
        return replace(state, learning_rate=rate, reductions=state.reductions + 1)
