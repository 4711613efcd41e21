"""The schedule of the first transformer."""

from math import sqrt
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Index, indexed
from .turns import Turns, since, turn


class Noam(ClosedForm):
    """lr(t) = factor d_model^-0.5 min(s^-0.5, s W^-1.5), W = warmup_steps.

    s is what `index` makes of t (Vaswani et al. 2017, arXiv:1706.03762, section 5.3). The peak,
    at s = W, is factor / sqrt(d_model W).
    """

    title: ClassVar = "Noam"
    formula: ClassVar = (
        "factor * d_model ^ -0.5 * min(s ^ -0.5, s * warmup_steps ^ -1.5), s = step + 1"
    )
    example: ClassVar = {"d_model": 512, "warmup_steps": 200}

    kind: Literal["noam"] = "noam"
    d_model: Annotated[float, Field(gt=0, description="The width of the model.")]
    warmup_steps: Annotated[float, Field(gt=0, description="Steps to the peak.")]
    factor: Annotated[float, Field(ge=0, description="What all is multiplied by.")] = 1
    index: Index = "t+1"

    @override
    def at(self, t: FloatArray) -> FloatArray:
        s = indexed(t, self.index)
        climb: FloatArray = np.minimum(s**-0.5, s / self.warmup_steps / sqrt(self.warmup_steps))
        return self.factor / sqrt(self.d_model) * climb

    @override
    def turns(self, first: int) -> Turns:
        peak = self.warmup_steps - 1 if self.index == "t+1" else self.warmup_steps
        return since(first, turn(peak, "warmup_end"))
