"""`optax.cosine_onecycle_schedule`."""

from typing import ClassVar, Literal

from typing_extensions import override

from .one_cycle import OneCycle
from .parameters import DivFactor, FinalDivFactor
from .piecewise_interpolate import PiecewiseInterpolateSchedule


class CosineOnecycleSchedule(OneCycle):
    """One cycle of two halves of a cosine, to peak_value / (div_factor final_div_factor)."""

    title: ClassVar = "One cycle of cosines, optax"
    formula: ClassVar = (
        "halves of a cosine from peak_value / div_factor to peak_value at step "
        "int(pct_start * transition_steps), then to peak_value / (div_factor * final_div_factor)"
    )
    example: ClassVar = {"transition_steps": 1000, "peak_value": 0.1}

    kind: Literal["optax.cosine_onecycle_schedule"] = "optax.cosine_onecycle_schedule"
    div_factor: DivFactor = 25.0
    final_div_factor: FinalDivFactor = 1e4

    @override
    def ways(self) -> PiecewiseInterpolateSchedule:
        return PiecewiseInterpolateSchedule.model_construct(
            interpolate_type="cosine",
            init_value=self.peak_value / self.div_factor,
            boundaries_and_scales={
                int(self.pct_start * self.transition_steps): self.div_factor,
                self.transition_steps: 1 / self.div_factor / self.final_div_factor,
            },
        )
