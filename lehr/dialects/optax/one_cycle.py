"""What the one-cycle schedules of optax share."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import Caution, FloatArray, Precision, StepArray

from .base import OptaxSchedule
from .parameters import PctStart, PeakValue, TransitionSteps
from .piecewise_interpolate import PiecewiseInterpolateSchedule
from .scales import refuse_overflow


class OneCycle(OptaxSchedule, Spelling):
    """Up to `peak_value` and down to almost nothing (Smith and Topin 2017), in `transition_steps`.

    The peak is at step int(pct_start * transition_steps); if that is 0, where optax once had NaN,
    there is no rise. Parts of the steps that lead to the same step, where optax loses one of the
    ways, are refused.
    """

    transition_steps: Annotated[TransitionSteps, Field(description="Steps of the cycle.")]
    peak_value: PeakValue
    pct_start: PctStart = 0.3

    @field_validator("pct_start")
    @classmethod
    def _falls_after_the_peak(cls, pct_start: float, info: ValidationInfo) -> float:
        steps = info.data.get("transition_steps")
        if steps is not None and int(pct_start * steps) == steps:
            raise ValueError("`pct_start` must leave steps to fall on: it leads to the last")
        return pct_start

    @model_validator(mode="after")
    def _rates_are_finite(self) -> Self:
        ways = self.ways()
        refuse_overflow(ways.init_value, ways.boundaries_and_scales)
        return self

    @abstractmethod
    def ways(self) -> PiecewiseInterpolateSchedule:
        """Return the ways up and down, as optax makes them."""

    @override
    def canonical(
        self,
    ) -> schedules.Constant | schedules.PiecewiseCosine | schedules.PiecewiseLinear:
        return self.ways().canonical()

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self.ways().compute(steps, arithmetic)

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        return self.ways().cautions(last_step)
