"""`optax.warmup_exponential_decay_schedule`."""

from typing import ClassVar, Literal

from typing_extensions import override

from .exponential_decay import ExponentialDecay
from .parameters import (
    DecayRate,
    EndBound,
    Staircase,
    TransitionBegin,
    TransitionSteps,
)
from .warmed_up import WarmedUp


class WarmupExponentialDecaySchedule(WarmedUp):
    """A line from `init_value` to `peak_value`, and `optax.exponential_decay` from there."""

    title: ClassVar = "Warmup and exponential decay, optax"
    formula: ClassVar = (
        "a line from init_value to peak_value at step warmup_steps, then peak_value * decay_rate "
        "^ (max(step - warmup_steps - transition_begin, 0) / transition_steps), "
        "bounded by end_value"
    )
    example: ClassVar = {
        "init_value": 0.0,
        "peak_value": 0.1,
        "warmup_steps": 100,
        "transition_steps": 1000,
        "decay_rate": 0.3,
    }

    kind: Literal["optax.warmup_exponential_decay_schedule"] = (
        "optax.warmup_exponential_decay_schedule"
    )
    transition_steps: TransitionSteps
    decay_rate: DecayRate
    transition_begin: TransitionBegin = 0
    staircase: Staircase = False
    end_value: EndBound = None

    @override
    def decay(self) -> ExponentialDecay:
        return ExponentialDecay(
            init_value=self.peak_value,
            transition_steps=self.transition_steps,
            decay_rate=self.decay_rate,
            transition_begin=self.transition_begin,
            staircase=self.staircase,
            end_value=self.end_value,
        )
