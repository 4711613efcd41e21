"""`timm.scheduler.TanhLRScheduler`."""

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.schedules import FloatArray

from .cycles import Timed
from .restarting import Restarting


class Bounds(Timed):
    """The part of the tangent that a cycle takes."""

    lb: Annotated[float, Field(description="Where in the tangent a cycle starts.")] = -7.0
    ub: Annotated[float, Field(description="Where in the tangent a cycle ends.")] = 3.0

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if self.lb >= self.ub:
            raise ValueError(f"`lb` must be < `ub`; received {self.lb} and {self.ub}")
        return self


class Tanh(Restarting, Bounds):
    """Falls along the hyperbolic tangent (Hsueh et al. 2018, arXiv:1806.01593), with restarts.

    Without `warmup_prefix` the warmup aims at the curve, not at `lr` as the others' do.
    """

    family: ClassVar = "tanh"
    title: ClassVar = "Hyperbolic tangent, timm"
    formula: ClassVar = (
        "lr_min + (lr * cycle_decay ^ i - lr_min) * (1 - tanh(lb * (1 - p) + ub * p)) / 2, "
        "p = steps since restart i / (t_initial * cycle_mul ^ i)"
    )
    example: ClassVar = {"lr": 0.1, "t_initial": 100}

    kind: Literal["timm.tanh"] = "timm.tanh"

    @override
    def warmup_target(self) -> float:
        if self.warmup_prefix:
            return self.lr
        return float(self.decayed(np.array([float(self.warmup_t)])).item())

    @override
    def height(self, since: FloatArray, length: FloatArray) -> FloatArray:
        part = since / length
        heights: FloatArray = 0.5 * (1 - np.tanh(self.lb * (1 - part) + self.ub * part))
        return heights
