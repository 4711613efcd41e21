"""`torch.optim.lr_scheduler.MultiStepLR`."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.powers import powers
from lehr.schedules.turns import Turn, Turns, since

from .parameters import Gamma
from .rule import FARTHEST, Optimized, Recurrent
from .updates import Updates


class MultiStepRule(Recurrent):
    """The rate is multiplied by `gamma` at every milestone; one that is repeated counts again."""

    title: ClassVar = "Multi-step decay, torch"
    formula: ClassVar = "lr * gamma ^ (count of milestones <= step)"
    example: ClassVar = {"milestones": [30, 80], "gamma": 0.1}

    kind: Literal["torch.MultiStepLR"] = "torch.MultiStepLR"
    milestones: Annotated[
        list[Annotated[int, Field(ge=1, le=FARTHEST)]],
        Field(min_length=1, max_length=100_000, description="Steps at which the rate drops."),
    ]
    gamma: Gamma = 0.1

    @field_validator("milestones")
    @classmethod
    def _increasing(cls, milestones: list[int]) -> list[int]:
        if any(after < before for before, after in pairwise(milestones)):
            raise ValueError("`milestones` must not decrease")
        return milestones

    @property
    @override
    def last_change(self) -> int:
        return self.milestones[-1]

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        drops, repeats = np.unique(self.milestones, return_counts=True)
        here = (drops >= first) & (drops <= last)
        return Updates.of(drops[here], times=[self.gamma**n for n in repeats[here].tolist()])

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        drops = np.searchsorted(self.milestones, t, side="right")
        return base * powers(self.gamma, drops.astype(np.float64))

    @override
    def turns(self, first: int) -> Turns:
        return since(first, *(Turn(milestone, "boundary") for milestone in self.milestones))


class MultiStepLR(Optimized, MultiStepRule):
    """lr(t) = lr gamma^(count of milestones <= t), multiplied drop by drop."""

    example: ClassVar = {**MultiStepRule.example, "lr": 0.1}
