"""The `decay` that Keras's optimizers once had built in."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.schedules.parameters import InitialLearningRate

from .base import KerasSchedule


class LegacyDecay(KerasSchedule):
    """lr(t) = lr0 / (1 + decay t), t the update: `decay=` of Keras 2, which Keras 3 ignores."""

    title: ClassVar = "The optimizers' own decay, Keras 2"
    formula: ClassVar = "initial_learning_rate / (1 + decay * step)"
    example: ClassVar = schedules.TimeBased.example

    kind: Literal["keras.legacy_decay"] = "keras.legacy_decay"
    initial_learning_rate: InitialLearningRate
    decay: Annotated[float, Field(ge=0, description="Growth of the divisor with every update.")]

    @override
    def canonical(self) -> schedules.TimeBased:
        return schedules.TimeBased(
            initial_learning_rate=self.initial_learning_rate, decay=self.decay
        )
