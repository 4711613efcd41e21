"""What the schedules of transformers share: factors of the optimizer's rate, in float64."""

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from typing import Annotated, ClassVar, Self, TypeAlias

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.dialects.torch.rule import BaseRate
from lehr.errors import FieldError
from lehr.schedules import Caution, FloatArray, Precision, Schedule, StepArray
from lehr.schedules.parameters import LAST_STEP
from lehr.schedules.turns import Turn, Turns, merged, since, waving

Steps: TypeAlias = Annotated[int, Field(ge=0, le=LAST_STEP)]
NumCycles: TypeAlias = Annotated[float, Field(ge=0, description="Waves of the cosine.")]


class Scaled(Schedule):
    """The optimizer's rate times a factor of the step."""

    library: ClassVar[str | None] = "transformers"

    lr: BaseRate

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self.lr * np.maximum(self.factors(steps.astype(np.float64)), 0.0)

    @abstractmethod
    def factors(self, t: FloatArray) -> FloatArray:
        """Return the factor of each step."""


class Warmed(Scaled):
    """A factor that first rises from 0 in a line, t / num_warmup_steps."""

    num_warmup_steps: Annotated[Steps, Field(description="Steps on which the rate rises.")]

    @override
    def factors(self, t: FloatArray) -> FloatArray:
        # The decay is not asked before the warmup has ended, where it may have no value.
        decayed = self.decay(np.maximum(t, self.num_warmup_steps))
        return np.where(t < self.num_warmup_steps, self.warmup(t), decayed)

    def warmup(self, t: FloatArray) -> FloatArray:
        """Return the factors of steps before `num_warmup_steps`."""
        return t / max(1, self.num_warmup_steps)

    @abstractmethod
    def decay(self, t: FloatArray) -> FloatArray:
        """Return the factors of steps from `num_warmup_steps` on."""

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(self.num_warmup_steps, "warmup_end"))


class Finite(Warmed):
    """A factor that decays until `num_training_steps`, the warmup among them."""

    num_training_steps: Annotated[
        int, Field(ge=1, le=LAST_STEP, description="Steps in all, the warmup among them.")
    ]

    @model_validator(mode="after")
    def _warmup_within(self) -> Self:
        if self.num_training_steps < self.num_warmup_steps:
            rule = f"`num_training_steps` must be >= `num_warmup_steps`, {self.num_warmup_steps}"
            raise FieldError("num_training_steps", rule)
        return self

    def progress(self, t: FloatArray) -> FloatArray:
        """Return how much of the decay is done, 1 at its end and more beyond."""
        length = max(1, self.num_training_steps - self.num_warmup_steps)
        return (t - self.num_warmup_steps) / length

    @override
    def turns(self, first: int) -> Turns:
        end = since(first, Turn(self.num_training_steps, "end"))
        return chain(super().turns(first), end)


class Waving(Finite):
    """A cosine that transformers does not hold at its end."""

    lead: ClassVar[int] = 0
    """Steps that the wave is ahead of the warmup."""

    num_cycles: NumCycles = 0.5

    def wave(self, progress: FloatArray) -> FloatArray:
        """Return the cosine's factors, from 1 to 0."""
        heights: FloatArray = 0.5 * (1.0 + np.cos(np.pi * self.num_cycles * 2.0 * progress))
        return heights

    @override
    def turns(self, first: int) -> Turns:
        start, end = self.num_warmup_steps - self.lead, self.num_training_steps - self.lead
        climbed = super(Finite, self).turns(first)
        if not self.num_cycles:
            return climbed
        length = max(1, self.num_training_steps - self.num_warmup_steps)
        waves, parts = self.num_cycles.as_integer_ratio()
        half = Fraction(length * parts, 2 * waves)
        extremes = waving(half, max(first, start + 1), start)
        return merged([climbed, extremes, since(first, Turn(end, "end"))])

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        if last_step <= self.num_training_steps:
            return ()
        rule = f"the cosine goes on after step {self.num_training_steps}: the rate climbs again"
        return (Caution("past-the-end", rule),)
