"""`optax.linear_schedule`."""

from typing import ClassVar, Literal

from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import FloatArray, Precision, Schedule, StepArray

from .base import OptaxSchedule
from .parameters import EndValue, InitValue, TransitionBegin, TransitionSteps
from .polynomial import PolynomialSchedule
from .transition import held


class LinearSchedule(OptaxSchedule, Spelling):
    """lr(t) = init + (end - init) p, p = min(max(t - begin, 0), T) / T.

    No `transition_steps`, with which optax keeps `init_value` for ever, are refused.
    """

    title: ClassVar = "Linear, optax"
    formula: ClassVar = (
        "init_value + (end_value - init_value) * "
        "min(max(step - transition_begin, 0) / transition_steps, 1)"
    )
    example: ClassVar = {"init_value": 0.1, "end_value": 0.0, "transition_steps": 1000}

    kind: Literal["optax.linear_schedule"] = "optax.linear_schedule"
    init_value: InitValue
    end_value: EndValue
    transition_steps: TransitionSteps
    transition_begin: TransitionBegin = 0

    @override
    def canonical(self) -> Schedule:
        line = schedules.Linear(
            initial_learning_rate=self.init_value,
            decay_steps=self.transition_steps,
            end_learning_rate=self.end_value,
        )
        return held(line, self.transition_begin)

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        # As optax does: the line from its end, which float32 rounds in another way.
        first_power = PolynomialSchedule(
            init_value=self.init_value,
            end_value=self.end_value,
            power=1,
            transition_steps=self.transition_steps,
            transition_begin=self.transition_begin,
        )
        return first_power.compute(steps, arithmetic)
