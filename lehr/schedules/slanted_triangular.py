"""A short way up and a long way down."""

from math import floor
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import InitialLearningRate, StepCount
from .turns import Turn, Turns, since


class SlantedTriangular(ClosedForm):
    """lr(t) = lr0 (1 + p (ratio - 1)) / ratio, p = t / cut up to the cut, then (T - t) / (T - cut).

    T = total_steps, cut = floor(T cut_fraction) (Howard & Ruder 2018, arXiv:1801.06146). Past the
    end the lowest rate stays. A cut without a step is refused.
    """

    title: ClassVar = "Slanted triangular"
    formula: ClassVar = (
        "initial_learning_rate * (1 + p * (ratio - 1)) / ratio, p from 0 to 1 and back"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "total_steps": 1000}

    kind: Literal["slanted_triangular"] = "slanted_triangular"
    initial_learning_rate: InitialLearningRate
    cut_fraction: Annotated[
        float, Field(gt=0, lt=1, description="The part of all steps that leads up.")
    ] = 0.1
    ratio: Annotated[
        float, Field(ge=1, description="How many times the lowest rate the highest is.")
    ] = 32
    total_steps: Annotated[StepCount, Field(description="Steps up and down together.")]

    @field_validator("total_steps")
    @classmethod
    def _some_step_leads_up(cls, total: int, info: ValidationInfo) -> int:
        fraction = info.data.get("cut_fraction", 1)
        if total * fraction < 1:
            raise ValueError(f"`total_steps` times `cut_fraction`, {fraction}, must be at least 1")
        return total

    @override
    def at(self, t: FloatArray) -> FloatArray:
        cut = floor(self.total_steps * self.cut_fraction)
        down = (self.total_steps - t) / (self.total_steps - cut)
        p: FloatArray = np.clip(np.minimum(t / cut, down), 0, 1)
        return self.initial_learning_rate * (1 + p * (self.ratio - 1)) / self.ratio

    @override
    def turns(self, first: int) -> Turns:
        cut = floor(self.total_steps * self.cut_fraction)
        return since(first, Turn(cut, "warmup_end"), Turn(self.total_steps, "end"))
