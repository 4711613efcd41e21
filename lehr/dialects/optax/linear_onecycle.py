"""`optax.linear_onecycle_schedule`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .one_cycle import OneCycle
from .parameters import DivFactor, FinalDivFactor
from .piecewise_interpolate import PiecewiseInterpolateSchedule


class LinearOnecycleSchedule(OneCycle):
    """One cycle of three lines: up, down again, and to peak_value / (div_factor final_div_factor).

    The end is what optax computes; its documentation divides by `final_div_factor` alone.
    """

    title: ClassVar = "One cycle of lines, optax"
    formula: ClassVar = (
        "lines from peak_value / div_factor to peak_value at step int(pct_start * "
        "transition_steps), back at step int(pct_final * transition_steps), then to "
        "peak_value / (div_factor * final_div_factor)"
    )
    example: ClassVar = {"transition_steps": 1000, "peak_value": 0.1}

    kind: Literal["optax.linear_onecycle_schedule"] = "optax.linear_onecycle_schedule"
    pct_final: Annotated[
        float,
        Field(ge=0, le=1, validate_default=True, description="The part until the third line."),
    ] = 0.85
    div_factor: DivFactor = 25.0
    final_div_factor: FinalDivFactor = 1e4

    @field_validator("pct_final")
    @classmethod
    def _lies_between_peak_and_end(cls, pct_final: float, info: ValidationInfo) -> float:
        steps, pct_start = info.data.get("transition_steps"), info.data.get("pct_start")
        if steps is not None and pct_start is not None:
            boundary, peak = int(pct_final * steps), int(pct_start * steps)
            if not peak < boundary < steps:
                rule = f"`pct_final` must lead to a step between the peak, {peak}, and {steps}"
                raise ValueError(f"{rule}, the end; it leads to {boundary}")
        return pct_final

    @override
    def ways(self) -> PiecewiseInterpolateSchedule:
        return PiecewiseInterpolateSchedule.model_construct(
            interpolate_type="linear",
            init_value=self.peak_value / self.div_factor,
            boundaries_and_scales={
                int(self.pct_start * self.transition_steps): self.div_factor,
                int(self.pct_final * self.transition_steps): 1 / self.div_factor,
                self.transition_steps: 1 / self.final_div_factor,
            },
        )
