"""`optax.piecewise_interpolate_schedule`."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import Caution, FloatArray, Precision, StepArray

from .base import OptaxSchedule, cosines
from .parameters import InitValue
from .scales import BoundariesAndScales, heights, points, refuse_overflow, told_of_zero


class PiecewiseInterpolateSchedule(OptaxSchedule, Spelling):
    """lr(t) leads by lines or halves of a cosine from boundary to boundary, from step 0 on.

    The rate at a boundary is the one before times its scale; from the last boundary on it stays.
    """

    title: ClassVar = "Piecewise interpolated, optax"
    formula: ClassVar = (
        "init_value * (product of scales), interpolated between the boundaries from step 0 on"
    )
    example: ClassVar = {
        "interpolate_type": "cosine",
        "init_value": 0.01,
        "boundaries_and_scales": {"300": 10.0, "1000": 0.001},
    }

    kind: Literal["optax.piecewise_interpolate_schedule"] = "optax.piecewise_interpolate_schedule"
    interpolate_type: Annotated[
        Literal["linear", "cosine"], Field(description="The form of the ways.")
    ]
    init_value: InitValue
    boundaries_and_scales: BoundariesAndScales = None

    @model_validator(mode="after")
    def _rates_are_finite(self) -> Self:
        refuse_overflow(self.init_value, self.boundaries_and_scales)
        return self

    @override
    def canonical(
        self,
    ) -> schedules.Constant | schedules.PiecewiseCosine | schedules.PiecewiseLinear:
        boundaries, values = points(self.init_value, self.boundaries_and_scales)
        if len(values) == 1:
            return schedules.Constant(learning_rate=values[0])
        if self.interpolate_type == "linear":
            return schedules.PiecewiseLinear(boundaries=boundaries, values=values)
        return schedules.PiecewiseCosine(boundaries=boundaries, values=values)

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        values = heights(self.init_value, self.boundaries_and_scales, arithmetic)
        bounds = np.array([0, *(self.boundaries_and_scales or ())])
        passed = np.searchsorted(bounds, steps, side="right")
        # What follows the last boundary is a way of one step, from its rate to the same.
        left, right = passed - 1, np.minimum(passed, len(bounds) - 1)
        length = np.maximum(bounds[right] - bounds[left], 1)
        gone = np.minimum(steps - bounds[left], length)
        progress = gone.astype(arithmetic) / length.astype(arithmetic)
        return self._between(values[left], values[right], progress)

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        return (*super().cautions(last_step), *told_of_zero(self.boundaries_and_scales))

    def _between(self, start: FloatArray, end: FloatArray, progress: FloatArray) -> FloatArray:
        if self.interpolate_type == "linear":
            return (end - start) * progress + start
        return end + (start - end) / 2 * (cosines(np.pi * progress) + 1)
