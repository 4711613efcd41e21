"""A schedule with noise on it."""

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.errors import FieldError

from .base import FloatArray, Precision, StepArray
from .combinator import Wrapper
from .parameters import LAST_STEP, Seed
from .philox import uniforms
from .turns import Turns


class Noise(Wrapper):
    """lr(t) = s(t) (1 + n(t)) for start <= t < stop, |n| < fraction, as timm's `noise_range_t`.

    n is uniform, or a standard normal number cut off at +-fraction. It belongs to (seed, t) alone:
    Philox numbers, not timm's own.
    """

    title: ClassVar = "Noise"
    formula: ClassVar = "schedule(step) * (1 + n(seed, step)), -fraction < n < fraction"
    example: ClassVar = {
        "schedule": {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
        "fraction": 0.2,
    }

    kind: Literal["noise"] = "noise"
    fraction: Annotated[
        float, Field(ge=0, le=1, description="The largest noise, as a fraction of the rate.")
    ] = 0.67
    distribution: Annotated[
        Literal["normal", "uniform"], Field(description="What the noise is drawn from.")
    ] = "normal"
    seed: Seed = 42
    start: Annotated[int, Field(ge=0, le=LAST_STEP, description="The first noisy step.")] = 0
    stop: Annotated[
        int, Field(ge=0, le=LAST_STEP, description="The first step after `start` without noise.")
    ] = LAST_STEP

    @model_validator(mode="after")
    def _some_steps_are_noisy(self) -> Self:
        if self.stop <= self.start:
            raise FieldError("stop", f"`stop` must be > `start`, which is {self.start}")
        return self

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        noisy = (self.start <= steps) & (steps < self.stop)
        return self.inner(steps) * np.where(noisy, 1 + self._drawn(steps), 1)

    @override
    def turns(self, first: int) -> Turns:
        # Where the schedule inside would stay the noise goes on.
        return (one for one in self.schedule.turns(first) if one.what != "end")

    def _drawn(self, steps: StepArray) -> FloatArray:
        """Return n of every step; normal numbers by rejection, which refuses less than half."""
        noise = np.empty(steps.shape)
        pending = np.arange(len(steps))
        draw = 0
        while len(pending):
            position, chance = uniforms(self.seed, steps[pending], draw)
            drawn = self.fraction * (2 * position - 1)
            noise[pending] = drawn
            refused = (self.distribution == "normal") & (chance >= np.exp(-0.5 * drawn**2))
            pending = pending[refused]
            draw += 1
        return noise
