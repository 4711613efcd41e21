"""`inverse_sqrt` of transformers."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.parameters import LAST_STEP

from .warmed import Warmed


class InverseSqrt(Warmed):
    """A rise in a line, then one over a square root: `get_inverse_sqrt_schedule`."""

    family: ClassVar = "inverse_sqrt"
    title: ClassVar = "Inverse square root, transformers"
    formula: ClassVar = (
        "lr * (step / num_warmup_steps, then "
        "1 / sqrt((step + timescale - num_warmup_steps) / timescale))"
    )
    example: ClassVar = {"lr": 5e-4, "num_warmup_steps": 100}

    kind: Literal["transformers.inverse_sqrt"] = "transformers.inverse_sqrt"
    timescale: Annotated[
        Annotated[int, Field(ge=1, le=LAST_STEP)] | None,
        Field(description="Steps of the root's unit; the warmup's, or 10000 without a warmup."),
    ] = None

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        timescale = self.timescale or self.num_warmup_steps or 10_000
        roots: FloatArray = np.sqrt((t + (timescale - self.num_warmup_steps)) / timescale)
        return 1.0 / roots
