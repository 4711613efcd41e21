"""Decay by powers of a given rate, as Keras has it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.schedules.parameters import DecaySteps, InitialLearningRate, Staircase

from .base import KerasSchedule


class ExponentialDecay(KerasSchedule):
    """lr(t) = lr0 decay_rate^(t / decay_steps): `keras.optimizers.schedules.ExponentialDecay`."""

    title: ClassVar = "Exponential decay, Keras"
    formula: ClassVar = schedules.ExponentialDecay.formula
    example: ClassVar = schedules.ExponentialDecay.example

    kind: Literal["keras.ExponentialDecay"] = "keras.ExponentialDecay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    decay_rate: Annotated[
        float, Field(ge=0, description="What `decay_steps` steps multiply the rate by.")
    ]
    staircase: Staircase = False

    @override
    def canonical(self) -> schedules.ExponentialDecay:
        return schedules.ExponentialDecay(
            initial_learning_rate=self.initial_learning_rate,
            decay_steps=self.decay_steps,
            decay_rate=self.decay_rate,
            staircase=self.staircase,
        )
