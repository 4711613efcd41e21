"""Decay with one over time, as Keras has it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.schedules.parameters import DecaySteps, InitialLearningRate, Staircase

from .base import KerasSchedule


class InverseTimeDecay(KerasSchedule):
    """lr(t) = lr0 / (1 + decay_rate t / decay_steps): Keras's InverseTimeDecay."""

    title: ClassVar = "Inverse time decay, Keras"
    formula: ClassVar = "initial_learning_rate / (1 + decay_rate * step / decay_steps)"
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1, "decay_rate": 0.002}

    kind: Literal["keras.InverseTimeDecay"] = "keras.InverseTimeDecay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    decay_rate: Annotated[
        float, Field(ge=0, description="Growth of the divisor with every `decay_steps` steps.")
    ]
    staircase: Staircase = False

    @override
    def canonical(self) -> schedules.InverseTime:
        return schedules.InverseTime(
            initial_learning_rate=self.initial_learning_rate,
            decay_rate=self.decay_rate,
            decay_steps=self.decay_steps,
            staircase=self.staircase,
        )
