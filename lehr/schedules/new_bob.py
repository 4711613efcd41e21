"""A rate that falls when a metric improves too little from one epoch to the next."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .feedback import EpochRate, RateState
from .parameters import InitialLearningRate
from .plateau import MOST_EPOCHS, Factor


@dataclass(frozen=True, kw_only=True)
class NewBobState(RateState):
    """What NewBob remembers."""

    previous: float | None = None
    """The metric of the epoch before; None before the first."""
    forgiven: int = 0
    """Epochs forgiven since the start or the last reduction."""


class NewBob(EpochRate[NewBobState]):
    """lr <- lr factor when (m' - m) / m' < threshold, m' the metric of the epoch before m.

    The rule of QuickNet and Kaldi, as SpeechBrain's `NewBobScheduler` has it: the metric is
    compared with the one before and not with the best, lower is better, and only a reduction
    renews the patience. From a metric of 0 there is no improvement.
    """

    title: ClassVar = "NewBob"
    formula: ClassVar = (
        "rate * factor when (previous - metric) / previous < threshold, "
        "`patience` times forgiven between reductions"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "factor": 0.5, "threshold": 0.0025}

    kind: Literal["new_bob"] = "new_bob"
    initial_learning_rate: InitialLearningRate
    factor: Factor = 0.5
    threshold: Annotated[
        float, Field(description="The least improvement, relative to the metric before.")
    ] = 0.0025
    patience: Annotated[
        int, Field(ge=0, le=MOST_EPOCHS, description="Epochs to forgive between reductions.")
    ] = 0

    @override
    def begin(self) -> NewBobState:
        return NewBobState(learning_rate=self.initial_learning_rate)

    @override
    def observe(self, state: NewBobState, metric: float) -> NewBobState:
        seen = replace(state, previous=metric)
        if state.previous is None or not self._too_little(state.previous, metric):
            return seen
        if state.forgiven < self.patience:
            return replace(seen, forgiven=state.forgiven + 1)
        return replace(seen, learning_rate=state.learning_rate * self.factor, forgiven=0)

    def _too_little(self, previous: float, metric: float) -> bool:
        improvement = (previous - metric) / previous if previous else 0.0
        return improvement < self.threshold
