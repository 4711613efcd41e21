"""The spellings of `keras.optimizers.schedules`, as of Keras 3.15.

Keras's `name` argument labels an operation and means nothing for the curve: it is not a parameter.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.schedules import Precision
from lehr.schedules.parameters import DecaySteps, InitialLearningRate, Staircase

from .spelling import Spelling


class KerasSpelling(Spelling):
    """A schedule of Keras, which computes in float32, the step included."""

    library: ClassVar[str | None] = "keras"
    arithmetic: ClassVar[Precision] = "float32"


class ExponentialDecay(KerasSpelling):
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


class InverseTimeDecay(KerasSpelling):
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
