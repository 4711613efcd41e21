"""From one rate to another by a power of the way."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .transition import Transition


class PowerRamp(Transition):
    """lr(t) = lr0 + (end - lr0) p^power, p = min(t, D) / D: fastai's SchedPoly.

    Not polynomial decay, whose power is of what is left.
    """

    title: ClassVar = "Power ramp"
    formula: ClassVar = (
        "initial_learning_rate + (end_learning_rate - initial_learning_rate) * min(step / "
        "decay_steps, 1) ^ power"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "power": 2.0}

    kind: Literal["power_ramp"] = "power_ramp"
    power: Annotated[float, Field(gt=0, description="The exponent; 1 is a straight line.")] = 1

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        way = self.end_learning_rate - self.initial_learning_rate
        come: FloatArray = p**self.power
        return self.initial_learning_rate + way * come
