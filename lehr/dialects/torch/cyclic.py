"""`torch.optim.lr_scheduler.CyclicLR`."""

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import FloatArray
from lehr.schedules.powers import powers
from lehr.schedules.turns import Turns, merged, recurring, waving

from .parameters import BaseMomentum, CycleMomentum, MaxMomentum
from .rule import FARTHEST, Direct
from .updates import Updates, between


class CyclicLR(Direct):
    """Up and down between two rates (Smith 2017); the optimizer's own rate has no part in it.

    `scale_fn` is code and no parameter here, so `scale_mode` has no effect, as in torch without it.
    """

    family: ClassVar = "cyclic_triangular"
    title: ClassVar = "Cyclic, torch"
    formula: ClassVar = (
        "base_lr + (max_lr - base_lr) * triangle(step) * scale; scale = 1 for triangular, "
        "1 / 2 ^ (cycle - 1) for triangular2, gamma ^ step for exp_range"
    )
    example: ClassVar = {"base_lr": 0.001, "max_lr": 0.006, "step_size_up": 200}

    kind: Literal["torch.CyclicLR"] = "torch.CyclicLR"
    base_lr: Annotated[float, Field(ge=0, description="The rate at both ends of a cycle.")]
    max_lr: Annotated[float, Field(ge=0, description="The rate at the first cycle's peak.")]
    step_size_up: Annotated[float, Field(ge=1, le=FARTHEST, description="Steps to the peak.")] = (
        2000
    )
    step_size_down: Annotated[
        Annotated[float, Field(ge=0, le=FARTHEST)] | None,
        Field(description="Steps from the peak on; as many as up where not given."),
    ] = None
    mode: Annotated[
        Literal["triangular", "triangular2", "exp_range"],
        Field(description="Peaks stay, halve with every cycle, or fall with every step."),
    ] = "triangular"
    gamma: Annotated[
        float, Field(ge=0, description="What exp_range multiplies the height by at each step.")
    ] = 1.0
    scale_mode: Annotated[
        Literal["cycle", "iterations"], Field(description="What `scale_fn` would be given.")
    ] = "cycle"
    cycle_momentum: CycleMomentum = True
    base_momentum: BaseMomentum = 0.8
    max_momentum: MaxMomentum = 0.9

    @model_validator(mode="after")
    def _never_below_zero(self) -> Self:
        if self.mode == "exp_range" and self.gamma > 1 and self.max_lr < self.base_lr:
            rule = "`max_lr` must be >= `base_lr` where exp_range has a gamma > 1"
            raise FieldError("max_lr", rule)
        return self

    @override
    def initial_rate(self, base: float, *, first: bool) -> float:
        return self.base_lr if first else base

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        if first > 0:
            return super().updates(base, first, last)
        # Once made torch's scheduler has not yet read `base_lr`: step 0 has the optimizer's rate.
        start = Updates.assigning(between(0, 0), base)
        return Updates.joined([start, super().updates(base, 1, last)])

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        up = self.step_size_up
        total = up + (up if self.step_size_down is None else self.step_size_down)
        turn = up / total
        cycle = np.floor(1 + t / total)
        x = 1.0 + t / total - cycle
        # Where `step_size_down` is 0 no step is past the turn.
        falling = (x - 1) / (turn - 1) if turn < 1 else x
        height: FloatArray = (self.max_lr - self.base_lr) * np.where(x <= turn, x / turn, falling)
        return self.base_lr + height * self._scale(cycle, t)

    @override
    def turns(self, first: int) -> Turns:
        up = self.step_size_up
        length = up + (up if self.step_size_down is None else self.step_size_down)
        bottoms = recurring(length, "restart", first)
        return merged([bottoms, waving(length, first, up)])

    def _scale(self, cycle: FloatArray, t: FloatArray) -> FloatArray:
        match self.mode:
            case "triangular":
                return np.ones_like(t)
            case "triangular2":
                return powers(0.5, cycle - 1)
            case "exp_range":
                return powers(self.gamma, t)
