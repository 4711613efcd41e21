"""`optax.polynomial_schedule`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import FloatArray, Precision, Schedule, StepArray

from .base import OptaxSchedule
from .parameters import EndValue, InitValue, TransitionBegin, TransitionSteps
from .transition import begun, held


class PolynomialSchedule(OptaxSchedule, Spelling):
    """lr(t) = (init - end) (1 - p)^power + end, p = min(max(t - begin, 0), T) / T.

    No `transition_steps`, with which optax keeps `init_value` for ever, are refused.
    """

    title: ClassVar = "Polynomial, optax"
    formula: ClassVar = (
        "(init_value - end_value) * (1 - min(max(step - transition_begin, 0) / transition_steps, "
        "1)) ^ power + end_value"
    )
    example: ClassVar = {
        "init_value": 0.1,
        "end_value": 0.001,
        "power": 2.0,
        "transition_steps": 1000,
    }

    kind: Literal["optax.polynomial_schedule"] = "optax.polynomial_schedule"
    init_value: InitValue
    end_value: EndValue
    power: Annotated[float, Field(ge=0, description="The exponent; 1 is a straight line.")]
    transition_steps: TransitionSteps
    transition_begin: TransitionBegin = 0

    @override
    def canonical(self) -> Schedule:
        return held(self._transition(), self.transition_begin)

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self._transition().compute(begun(steps, self.transition_begin), arithmetic)

    def _transition(self) -> schedules.Polynomial:
        return schedules.Polynomial(
            initial_learning_rate=self.init_value,
            decay_steps=self.transition_steps,
            end_learning_rate=self.end_value,
            power=self.power,
        )
