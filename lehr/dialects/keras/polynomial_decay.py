"""Decay by a power of what is left, as Keras has it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.schedules.parameters import DecaySteps, EndLearningRate, InitialLearningRate

from .base import KerasSchedule


class PolynomialDecay(KerasSchedule):
    """lr(t) = (lr0 - end) (1 - p)^power + end, p = min(t, D) / D: Keras's PolynomialDecay.

    With `cycle` D grows to the next multiple of itself instead of stopping the clock. Far out
    float32 rounding can carry p past 1, where Keras's rate is NaN for powers that are not whole:
    here it is `end_learning_rate`.
    """

    title: ClassVar = "Polynomial decay, Keras"
    formula: ClassVar = schedules.Polynomial.formula
    example: ClassVar = schedules.Polynomial.example

    kind: Literal["keras.PolynomialDecay"] = "keras.PolynomialDecay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    end_learning_rate: EndLearningRate = 0.0001
    power: Annotated[float, Field(ge=0, description="The exponent; 1 is a straight line.")] = 1.0
    cycle: Annotated[
        bool, Field(description="Whether to climb again past `decay_steps`, to less each time.")
    ] = False

    @override
    def canonical(self) -> schedules.Polynomial:
        return schedules.Polynomial(
            initial_learning_rate=self.initial_learning_rate,
            decay_steps=self.decay_steps,
            end_learning_rate=self.end_learning_rate,
            power=self.power,
            cycle=self.cycle,
        )
