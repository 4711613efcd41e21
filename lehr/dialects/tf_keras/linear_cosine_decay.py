"""A cosine on a falling line, as TF-Keras has it."""

from typing import ClassVar, Literal

from typing_extensions import override

from lehr import schedules
from lehr.schedules.parameters import (
    DecaySteps,
    InitialLearningRate,
    LineOffset,
    NumPeriods,
    RateOffset,
)

from .base import TfKerasSchedule


class LinearCosineDecay(TfKerasSchedule):
    """lr(t) = lr0 ((alpha + 1 - p) (1 + cos(2 pi n p)) / 2 + beta): TF-Keras's LinearCosineDecay.

    p = min(t, decay_steps) / decay_steps, n = num_periods.
    """

    title: ClassVar = "Linear cosine decay, TF-Keras"
    formula: ClassVar = schedules.LinearCosine.formula
    example: ClassVar = schedules.LinearCosine.example

    kind: Literal["tf_keras.LinearCosineDecay"] = "tf_keras.LinearCosineDecay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    num_periods: NumPeriods = 0.5
    alpha: LineOffset = 0.0
    beta: RateOffset = 0.001

    @override
    def canonical(self) -> schedules.LinearCosine:
        return schedules.LinearCosine(
            initial_learning_rate=self.initial_learning_rate,
            decay_steps=self.decay_steps,
            num_periods=self.num_periods,
            alpha=self.alpha,
            beta=self.beta,
        )
