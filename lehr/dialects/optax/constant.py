"""`optax.constant_schedule`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling

from .base import OptaxSchedule


class ConstantSchedule(OptaxSchedule, Spelling):
    """lr(t) = value."""

    title: ClassVar = "Constant, optax"
    formula: ClassVar = "value"
    example: ClassVar = {"value": 0.1}

    kind: Literal["optax.constant_schedule"] = "optax.constant_schedule"
    value: Annotated[float, Field(ge=0, description="The learning rate of every step.")]

    @override
    def canonical(self) -> schedules.Constant:
        return schedules.Constant(learning_rate=self.value)
