"""`optax.warmup_constant_schedule`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr.dialects.spelling import Spelling
from lehr.schedules import FloatArray, Precision, Schedule, StepArray

from .base import FARTHEST, OptaxSchedule
from .linear import LinearSchedule
from .parameters import InitValue, PeakValue


class WarmupConstantSchedule(OptaxSchedule, Spelling):
    """lr(t) = init + (peak - init) min(t / warmup_steps, 1).

    No `warmup_steps`, with which optax keeps `init_value` and never reaches the peak, are refused.
    """

    title: ClassVar = "Warmup to a constant, optax"
    formula: ClassVar = "init_value + (peak_value - init_value) * min(step / warmup_steps, 1)"
    example: ClassVar = {"init_value": 0.0, "peak_value": 0.1, "warmup_steps": 100}

    kind: Literal["optax.warmup_constant_schedule"] = "optax.warmup_constant_schedule"
    init_value: InitValue
    peak_value: PeakValue
    warmup_steps: Annotated[
        int, Field(ge=1, le=FARTHEST, description="Steps of the line to `peak_value`.")
    ]

    @override
    def canonical(self) -> Schedule:
        return self._line().canonical()

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self._line().compute(steps, arithmetic)

    def _line(self) -> LinearSchedule:
        return LinearSchedule(
            init_value=self.init_value,
            end_value=self.peak_value,
            transition_steps=self.warmup_steps,
        )
