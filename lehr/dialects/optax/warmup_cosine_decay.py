"""`optax.warmup_cosine_decay_schedule`."""

from math import isfinite
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import FARTHEST
from .cosine_decay import CosineDecaySchedule
from .parameters import EndValue, Exponent
from .warmed_up import WarmedUp


class WarmupCosineDecaySchedule(WarmedUp):
    """A line from `init_value` to `peak_value`, and a cosine to `end_value` at `decay_steps`.

    From a peak of 0 the rate stays 0, whatever the end.
    """

    title: ClassVar = "Warmup and cosine decay, optax"
    formula: ClassVar = (
        "a line from init_value to peak_value at step warmup_steps, then "
        "end_value + (peak_value - end_value) * ((1 + cos(pi * min((step - warmup_steps) / "
        "(decay_steps - warmup_steps), 1))) / 2) ^ exponent"
    )
    example: ClassVar = {
        "init_value": 0.0,
        "peak_value": 0.1,
        "warmup_steps": 100,
        "decay_steps": 1000,
    }

    kind: Literal["optax.warmup_cosine_decay_schedule"] = "optax.warmup_cosine_decay_schedule"
    decay_steps: Annotated[
        int, Field(ge=1, le=FARTHEST, description="Steps in all, the warmup among them.")
    ]
    end_value: EndValue = 0.0
    exponent: Exponent = 1.0

    @field_validator("decay_steps")
    @classmethod
    def _hold_the_warmup(cls, decay_steps: int, info: ValidationInfo) -> int:
        warmup_steps = info.data.get("warmup_steps", 0)
        if decay_steps <= warmup_steps:
            rule = f"`decay_steps` hold the `warmup_steps`: they must be > {warmup_steps}"
            raise ValueError(rule)
        return decay_steps

    @field_validator("end_value")
    @classmethod
    def _is_a_part_of_the_peak(cls, end_value: float, info: ValidationInfo) -> float:
        peak = info.data.get("peak_value")
        if peak and not isfinite(end_value / peak):
            raise ValueError(f"`end_value` / `peak_value`, which is {peak}, must be finite")
        return end_value

    @override
    def decay(self) -> CosineDecaySchedule:
        return CosineDecaySchedule(
            init_value=self.peak_value,
            decay_steps=self.decay_steps - self.warmup_steps,
            alpha=self.end_value / self.peak_value if self.peak_value else 0.0,
            exponent=self.exponent,
        )
