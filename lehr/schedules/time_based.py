"""Decay with one over time, as Keras's optimizers once had built in."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import Caution, ClosedForm, FloatArray, Precision, StepArray
from .parameters import InitialLearningRate
from .recurrence import recur


class TimeBased(ClosedForm):
    """lr(t) = lr0 / (1 + decay t), the `decay` argument of Keras 2's optimizers (Keras 2.3 docs).

    The form `recurrence` is the same rule printed as an update, lr(t) = lr(t-1) / (1 + decay t)
    with lr(0) = lr0, which is another curve: the product of all those factors.
    """

    title: ClassVar = "Time-based decay"
    formula: ClassVar = (
        "initial_learning_rate / (1 + decay * step); as recurrence: "
        "initial_learning_rate * product of 1 / (1 + decay * i) for i = 1..step"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay": 0.002}

    kind: Literal["time_based"] = "time_based"
    initial_learning_rate: InitialLearningRate
    decay: Annotated[float, Field(ge=0, description="Growth of the divisor with every step.")]
    form: Annotated[
        Literal["closed", "recurrence"],
        Field(description="Divide the initial rate, or the rate before."),
    ] = "closed"

    @override
    def recurred(self, last_step: int) -> int:
        return 0 if self.form == "closed" else last_step

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        if self.form == "closed" or self.decay == 0 or last_step <= 1:
            return ()
        closed = self.initial_learning_rate / (1 + self.decay * last_step)
        detail = f"from step 2 on lower than the closed form, {closed:g} at step {last_step}"
        return (Caution("recurrence", f"the recurrence is {detail}"),)

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        if self.form == "closed":
            return super().compute(steps, arithmetic)
        return recur(np.divide, self.initial_learning_rate, self._divisors, steps)

    @override
    def at(self, t: FloatArray) -> FloatArray:
        return self.initial_learning_rate / self._divisors(t)

    def _divisors(self, t: FloatArray) -> FloatArray:
        return 1 + self.decay * t
