"""The two schedules of `transformers.get_scheduler` that answer to a metric, as of 5.23."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from lehr.dialects.torch.rule import BaseRate
from lehr.schedules import Caution, EpochRate, RateState
from lehr.schedules.plateau import MOST_EPOCHS, Cooldown, MinLearningRate, Mode

from .torch import (
    Comparison,
    Forgiven,
    LeastChange,
    Plateau,
    Threshold,
    ThresholdMode,
)


class ReduceLrOnPlateau(Plateau):
    """The plateau of PyTorch, which `get_scheduler` hands its arguments to."""

    library: ClassVar[str | None] = "transformers"
    title: ClassVar = "Reduce on plateau, transformers"

    kind: Literal["transformers.reduce_lr_on_plateau"] = "transformers.reduce_lr_on_plateau"


@dataclass(frozen=True, kw_only=True)
class GreedyState(RateState):
    """What `GreedyLR` remembers."""

    best: float | None = None
    """The best metric; None before there is one."""
    good: int = 0
    """Epochs on end that improved."""
    bad: int = 0
    """Epochs on end that did not."""
    cooling: int = 0
    """Epochs to come that are not judged, since a reduction."""
    warming: int = 0
    """Epochs to come that are not judged, since a raise."""
    resets_in: int
    """Reductions at the least rate until all begins anew."""
    window: tuple[float, ...] = ()
    """The metrics that are averaged, the oldest first."""
    total: float = 0.0
    """Their sum, with the rounding of all that have come and gone."""


class Greedy(EpochRate[GreedyState]):
    """lr <- lr / factor after more than `patience` good epochs, lr factor after as many bad ones.

    Within `min_lr` and `max_lr`, as `GreedyLR` of arXiv:2512.14527. After `reset_start` reductions
    that found the rate at its least, all begins anew. Smoothing keeps a running sum, from which a
    NaN does not go away before that.
    """

    library: ClassVar[str | None] = "transformers"
    title: ClassVar = "GreedyLR"
    formula: ClassVar = (
        "min(rate / factor, max_lr) after more than `patience` good epochs, "
        "max(rate * factor, min_lr) after more than `patience` bad ones"
    )
    example: ClassVar = {"lr": 0.1, "factor": 0.8, "patience": 3}

    kind: Literal["transformers.greedy"] = "transformers.greedy"
    lr: BaseRate
    mode: Mode = "min"
    factor: Annotated[
        float, Field(gt=0, lt=1, description="What a bad run multiplies by, a good one divides by.")
    ] = 0.95
    patience: Forgiven = 10
    threshold: Threshold = 1e-6
    threshold_mode: ThresholdMode = "abs"
    cooldown: Cooldown = 0
    warmup: Annotated[
        int, Field(ge=0, le=MOST_EPOCHS, description="Epochs after a raise that are not judged.")
    ] = 0
    min_lr: MinLearningRate = 1e-3
    max_lr: Annotated[float, Field(ge=0, description="The rate is not raised above this.")] = 1.0
    eps: LeastChange = 1e-8
    verbose: Annotated[
        bool, Field(description="Whether transformers tells of changes; not the curve.")
    ] = False
    smooth: Annotated[
        bool, Field(description="Whether the mean of the last metrics is judged.")
    ] = False
    window_size: Annotated[
        int, Field(ge=1, le=1000, description="So many metrics make the mean.")
    ] = 50
    reset_start: Annotated[
        int,
        Field(ge=0, le=MOST_EPOCHS, description="Reductions at `min_lr` until all begins anew."),
    ] = 500

    @field_validator("max_lr")
    @classmethod
    def _not_below_the_least(cls, max_lr: float, info: ValidationInfo) -> float:
        min_lr = info.data.get("min_lr")
        if min_lr is not None and max_lr < min_lr:
            raise ValueError(f"`max_lr` must be >= `min_lr`, which is {min_lr}")
        return max_lr

    @override
    def cautions(self, last_step: int) -> tuple[Caution, ...]:
        if self.lr > self.min_lr:
            return ()
        rule = f"`lr` is not above `min_lr` {self.min_lr}: nothing falls before it rises above that"
        return (Caution("at-its-least", rule),)

    @override
    def begin(self) -> GreedyState:
        return GreedyState(learning_rate=self.lr, resets_in=self.reset_start)

    @override
    def observe(self, state: GreedyState, metric: float) -> GreedyState:
        seen, mean = self._smoothed(state, metric)
        if seen.cooling:
            return replace(seen, cooling=seen.cooling - 1)
        if seen.warming:
            return replace(seen, warming=seen.warming - 1)
        return self._answered(self._counted(seen, mean))

    def _smoothed(self, state: GreedyState, metric: float) -> tuple[GreedyState, float]:
        if not self.smooth:
            return state, metric
        window, total = (*state.window, metric), state.total + metric
        if len(window) > self.window_size:
            window, total = window[1:], total - window[0]
        return replace(state, window=window, total=total), total / len(window)

    def _counted(self, state: GreedyState, metric: float) -> GreedyState:
        better = Comparison(self.mode, self.threshold, self.threshold_mode)
        if better.improves(metric, state.best):
            return replace(state, best=metric, good=state.good + 1, bad=0)
        return replace(state, good=0, bad=state.bad + 1)

    def _answered(self, state: GreedyState) -> GreedyState:
        if state.good > self.patience:
            return replace(self._raised(state), good=0, warming=self.warmup)
        if state.bad > self.patience:
            return replace(self._reduced(state), bad=0, cooling=self.cooldown)
        return state

    def _raised(self, state: GreedyState) -> GreedyState:
        rate = min(state.learning_rate / self.factor, self.max_lr)
        raised = rate if rate - state.learning_rate > self.eps else state.learning_rate
        return replace(state, learning_rate=raised, resets_in=self.reset_start)

    def _reduced(self, state: GreedyState) -> GreedyState:
        rate = max(state.learning_rate * self.factor, self.min_lr)
        reduced = rate if state.learning_rate - rate > self.eps else state.learning_rate
        if reduced > self.min_lr:
            return replace(state, learning_rate=reduced)
        if state.resets_in <= 1:
            return self.begin()
        return replace(state, learning_rate=reduced, resets_in=state.resets_in - 1)
