"""Cosine decay that starts again and again, as Keras has it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.schedules.parameters import Alpha, InitialLearningRate

from .base import KerasSchedule


class CosineDecayRestarts(KerasSchedule):
    """lr(t) = lr0 ((1 - alpha) m_mul^i (1 + cos(pi p)) / 2 + alpha): Keras's CosineDecayRestarts.

    p is the part of cycle i that is over; cycle i takes first_decay_steps t_mul^i steps. A t_mul
    below 1, with which Keras's rates become NaN, is refused.
    """

    title: ClassVar = "Cosine decay with restarts, Keras"
    formula: ClassVar = schedules.CosineRestarts.formula
    example: ClassVar = schedules.CosineRestarts.example

    kind: Literal["keras.CosineDecayRestarts"] = "keras.CosineDecayRestarts"
    initial_learning_rate: InitialLearningRate
    first_decay_steps: Annotated[float, Field(gt=0, description="Steps of the first cycle.")]
    t_mul: Annotated[
        float, Field(ge=1, description="How many times as long as the one before a cycle is.")
    ] = 2.0
    m_mul: Annotated[
        float, Field(ge=0, description="What the height of each restart is multiplied by.")
    ] = 1.0
    alpha: Alpha = 0.0

    @override
    def canonical(self) -> schedules.CosineRestarts:
        return schedules.CosineRestarts(
            initial_learning_rate=self.initial_learning_rate,
            first_decay_steps=self.first_decay_steps,
            t_mul=self.t_mul,
            m_mul=self.m_mul,
            alpha=self.alpha,
        )
