"""The step that Adafactor takes when it is given no learning rate."""

from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .turns import Turn, Turns, since

_MEETING: Final = 9_999
"""The step at which both ceilings are 1 / sqrt(s)."""


class AdafactorRelative(ClosedForm):
    """lr(t) = parameter_scale min(c, 1 / sqrt(s)), s = t + 1; c = 0.01, or 1e-6 s to warm up.

    The relative step of Adafactor (Shazeer & Stern 2018, arXiv:1804.04235). The optimizer scales
    each tensor by max(0.001, its root mean square), which no schedule can know: one is given.
    """

    title: ClassVar = "Adafactor's relative step"
    formula: ClassVar = (
        "parameter_scale * min(0.01, 1 / sqrt(step + 1)); with warmup_init 1e-6 * (step + 1) for "
        "0.01"
    )
    example: ClassVar = {"parameter_scale": 1.0}

    kind: Literal["adafactor_relative"] = "adafactor_relative"
    parameter_scale: Annotated[
        float, Field(ge=0, description="The scale of the weights; 1 for the relative step alone.")
    ]
    warmup_init: Annotated[
        bool, Field(description="Whether the step grows from 1e-6 instead of staying at 0.01.")
    ] = False

    @override
    def at(self, t: FloatArray) -> FloatArray:
        s = t + 1
        ceiling = 1e-6 * s if self.warmup_init else 1e-2
        steps: FloatArray = np.minimum(ceiling, 1 / np.sqrt(s))
        return self.parameter_scale * steps

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(_MEETING, "warmup_end" if self.warmup_init else "boundary"))
