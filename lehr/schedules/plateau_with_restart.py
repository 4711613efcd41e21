"""A rate that falls on plateaus and, after some of them, rises again."""

from dataclasses import replace
from functools import partial
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .feedback import EpochRate
from .parameters import InitialLearningRate
from .plateau import (
    MOST_EPOCHS,
    Cooldown,
    Factor,
    MinDelta,
    Mode,
    Patience,
    ReductionState,
    Rules,
    improves,
    judged,
)


class PlateauWithRestart(EpochRate[ReductionState]):
    """lr <- lr factor on each of `reductions` plateaus, lr <- lr0 restart_factor on the next.

    Then it goes on from the raised rate. The best metric is remembered across restarts. What the
    raise is for is to leave a local minimum that reductions only settle in.
    """

    title: ClassVar = "Plateau with restart"
    formula: ClassVar = (
        "rate * factor on a plateau; after `reductions` of them "
        "initial_learning_rate * restart_factor on the next"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.1,
        "factor": 0.1,
        "patience": 5,
        "reductions": 2,
        "restart_factor": 0.5,
    }

    kind: Literal["plateau_with_restart"] = "plateau_with_restart"
    initial_learning_rate: InitialLearningRate
    factor: Factor = 0.1
    patience: Patience = 10
    reductions: Annotated[
        int, Field(ge=0, le=MOST_EPOCHS, description="Plateaus that reduce before one raises.")
    ] = 3
    restart_factor: Annotated[
        float, Field(gt=0, description="The raised rate, as a multiple of the initial one.")
    ] = 1.0
    mode: Mode = "min"
    min_delta: MinDelta = 1e-4
    cooldown: Cooldown = 0

    @override
    def begin(self) -> ReductionState:
        return ReductionState(learning_rate=self.initial_learning_rate)

    @override
    def observe(self, state: ReductionState, metric: float) -> ReductionState:
        better = partial(improves, mode=self.mode, min_delta=self.min_delta)
        return judged(state, metric, Rules(self.patience, self.cooldown, better, self._changed))

    def _changed(self, state: ReductionState) -> ReductionState:
        if state.reductions == self.reductions:
            raised = self.initial_learning_rate * self.restart_factor
            return replace(state, learning_rate=raised, reductions=0)
        return state.reduced(state.learning_rate * self.factor)
