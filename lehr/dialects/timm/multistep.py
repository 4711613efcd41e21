"""`timm.scheduler.MultiStepLRScheduler`."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.parameters import Boundary
from lehr.schedules.powers import powers

from .parameters import DecayRate, WarmupPrefix
from .scheduler import Decay, Scheduled


class EarlyDrops(Decay):
    """A drop one step before each of some steps."""

    decay_t: Annotated[
        list[Boundary],
        Field(min_length=1, description="One after the step of each drop; repeated, it is two."),
    ]
    decay_rate: DecayRate = 1.0

    @field_validator("decay_t")
    @classmethod
    def _increasing(cls, decay_t: list[int]) -> list[int]:
        if any(after < before for before, after in pairwise(decay_t)):
            raise ValueError("`decay_t` must not decrease")
        return decay_t

    @override
    def decayed(self, t: FloatArray) -> FloatArray:
        drops = np.searchsorted(self.decay_t, t + 1, side="right")
        return self.lr * powers(self.decay_rate, drops.astype(np.float64))


class Multistep(Scheduled, EarlyDrops):
    """lr(t) = lr decay_rate^n, n the number of `decay_t` <= t + 1: one step before torch's drops.

    So timm has it on purpose, for the sake of trainings that depend on it.
    """

    family: ClassVar = "multistep"
    title: ClassVar = "Drops one step before given ones, timm"
    formula: ClassVar = (
        "lr * decay_rate ^ (number of decay_t <= t + 1), "
        "t = step - warmup_t with warmup_prefix, else step"
    )
    example: ClassVar = {"lr": 0.1, "decay_t": [30, 60], "decay_rate": 0.1}

    kind: Literal["timm.multistep"] = "timm.multistep"
    warmup_prefix: WarmupPrefix = True
