"""What cosine, tanh and poly of timm share: falls that begin anew."""

from abc import abstractmethod
from math import floor, inf, log
from typing import Annotated, NamedTuple, TypeAlias

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.parameters import LAST_STEP
from lehr.schedules.powers import powers

from .parameters import LowestRate
from .scheduler import Decay

KDecay: TypeAlias = Annotated[
    float, Field(gt=0, le=10, description="What the clock is bent with: (t / length)^k_decay.")
]
"""So bounded that no power of a cycle's length overflows, as it does in timm."""


class Timed(Decay):
    """A decay that has an end."""

    t_initial: Annotated[int, Field(ge=1, le=LAST_STEP, description="Steps of the first cycle.")]


class Place(NamedTuple):
    """Where in the cycles some steps are."""

    cycle: FloatArray
    since: FloatArray
    """Steps since the cycle began, at most its length."""
    length: FloatArray


class Cycles(Timed):
    """Cycle i falls from lr cycle_decay^i to lr_min, over t_initial cycle_mul^i steps.

    Which cycle a step is in is told by a logarithm, as in timm, which can miss a restart by a step.
    """

    lr_min: LowestRate = 0.0
    cycle_mul: Annotated[
        float,
        Field(gt=0, le=LAST_STEP, description="A cycle's length over that of the one before."),
    ] = 1.0
    cycle_decay: Annotated[
        float, Field(ge=0, description="A restart's height over that of the one before.")
    ] = 1.0
    cycle_limit: Annotated[
        int, Field(ge=1, le=LAST_STEP, description="So many cycles; then the rate is lr_min.")
    ] = 1

    @abstractmethod
    def height(self, since: FloatArray, length: FloatArray) -> FloatArray:
        """Return how high the curve is in its cycle, from 1 to 0."""

    @override
    def decayed(self, t: FloatArray) -> FloatArray:
        cycle, since, length = self._place(t)
        highest = self.lr * powers(self.cycle_decay, cycle)
        falling = self.lr_min + (highest - self.lr_min) * self.height(since, length)
        return np.where(cycle < self.cycle_limit, falling, self.lr_min)

    @property
    def end(self) -> float:
        """The step, on the decay's clock, from which the rate stays at `lr_min`; may be inf."""
        cycle = np.array([float(self.cycle_limit)])
        with np.errstate(over="ignore"):
            return float(self.starts(cycle, powers(self.cycle_mul, cycle)).item())

    def _place(self, t: FloatArray) -> Place:
        cycle = np.minimum(self.cycles(t), self.cycle_limit)
        grown = self.grown(cycle)
        length = grown * self.t_initial
        # Rounding can carry a step out of its cycle, where roots are no numbers.
        return Place(cycle, np.clip(t - self.starts(cycle, grown), 0, length), length)

    def cycles(self, t: FloatArray) -> FloatArray:
        """Return the cycle of each step as timm finds it."""
        if self.cycle_mul == 1:
            return np.floor_divide(t, self.t_initial)
        return np.array([self.cycle(one) for one in t.tolist()], dtype=np.float64)

    def cycle(self, t: float) -> float:
        """Return the cycle of one step; inf where timm's logarithm has no value."""
        if self.cycle_mul == 1:
            return t // self.t_initial
        grown = 1 - t / self.t_initial * (1 - self.cycle_mul)
        return floor(log(grown, self.cycle_mul)) if grown > 0 else inf

    def grown(self, cycle: FloatArray) -> FloatArray:
        """Return cycle_mul^cycle as the C library rounds it: a bit less, and a restart is late."""
        if self.cycle_mul == 1:
            return np.ones_like(cycle)
        cycles, places = np.unique(cycle, return_inverse=True)
        return np.array([self.cycle_mul**one for one in cycles.tolist()])[places]

    def starts(self, cycle: FloatArray, grown: FloatArray) -> FloatArray:
        """Return the first step of each cycle, of which `grown` holds cycle_mul^cycle."""
        if self.cycle_mul == 1:
            return self.t_initial * cycle
        return (1 - grown) / (1 - self.cycle_mul) * self.t_initial


def bent(t: FloatArray, k: float) -> FloatArray:
    """Return t^k as the C library rounds it: roots of what is left enlarge a bit's difference."""
    return t if k == 1 else np.array([one**k for one in t.tolist()])
