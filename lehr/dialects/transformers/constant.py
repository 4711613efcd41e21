"""`constant` and `constant_with_warmup` of transformers."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from lehr.schedules import FloatArray

from .warmed import Scaled, Warmed


class Constant(Scaled):
    """lr(t) = lr: `get_constant_schedule`."""

    family: ClassVar = "constant"
    title: ClassVar = "Constant, transformers"
    formula: ClassVar = "lr"
    example: ClassVar = {"lr": 5e-5}

    kind: Literal["transformers.constant"] = "transformers.constant"

    @override
    def factors(self, t: FloatArray) -> FloatArray:
        return np.ones_like(t)


class ConstantWithWarmup(Warmed):
    """A rise in a line, then lr: `get_constant_schedule_with_warmup`."""

    family: ClassVar = "warmup"
    title: ClassVar = "Constant with warmup, transformers"
    formula: ClassVar = "lr * min(step / num_warmup_steps, 1)"
    example: ClassVar = {"lr": 5e-5, "num_warmup_steps": 100}

    kind: Literal["transformers.constant_with_warmup"] = "transformers.constant_with_warmup"

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        return np.ones_like(t)
