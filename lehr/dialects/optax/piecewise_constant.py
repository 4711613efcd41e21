"""`optax.piecewise_constant_schedule`."""

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import Caution, FloatArray, Precision, StepArray

from .base import OptaxSchedule
from .parameters import InitValue
from .scales import BoundariesAndScales, heights, points, refuse_overflow, told_of_zero


class PiecewiseConstantSchedule(OptaxSchedule, Spelling):
    """lr(t) = init times every scale whose boundary is <= t, multiplied in the order of these."""

    title: ClassVar = "Piecewise constant, optax"
    formula: ClassVar = "init_value * (product of the scales whose boundary is <= step)"
    example: ClassVar = {"init_value": 0.1, "boundaries_and_scales": {"300": 0.1, "600": 0.1}}

    kind: Literal["optax.piecewise_constant_schedule"] = "optax.piecewise_constant_schedule"
    init_value: InitValue
    boundaries_and_scales: BoundariesAndScales = None

    @model_validator(mode="after")
    def _rates_are_finite(self) -> Self:
        refuse_overflow(self.init_value, self.boundaries_and_scales)
        return self

    @override
    def canonical(self) -> schedules.Constant | schedules.PiecewiseConstant:
        boundaries, values = points(self.init_value, self.boundaries_and_scales)
        if len(values) == 1:
            return schedules.Constant(learning_rate=values[0])
        return schedules.PiecewiseConstant(boundaries=boundaries[1:], values=values, side="right")

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        passed = np.searchsorted(list(self.boundaries_and_scales or ()), steps, side="right")
        return heights(self.init_value, self.boundaries_and_scales, arithmetic)[passed]

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        return (*super().cautions(last_step), *told_of_zero(self.boundaries_and_scales))
