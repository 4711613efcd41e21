"""`cosine` and `cosine_with_restarts` of transformers."""

from fractions import Fraction
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.parameters import LAST_STEP
from lehr.schedules.turns import Turns, before, merged, recurring

from .warmed import Finite, Waving


class Cosine(Waving):
    """A rise in a line, then `num_cycles` waves: `get_cosine_schedule_with_warmup`."""

    family: ClassVar = "cosine_wave"
    title: ClassVar = "Cosine, transformers"
    formula: ClassVar = (
        "lr * (step / num_warmup_steps, then (1 + cos(2 * pi * num_cycles * p)) / 2), "
        "p = (step - num_warmup_steps) / (num_training_steps - num_warmup_steps)"
    )
    example: ClassVar = {"lr": 5e-5, "num_warmup_steps": 100, "num_training_steps": 1000}

    kind: Literal["transformers.cosine"] = "transformers.cosine"

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        return self.wave(self.progress(t))


class CosineWithRestarts(Finite):
    """Equal half cosines: `get_cosine_with_hard_restarts_schedule_with_warmup`."""

    family: ClassVar = "cosine_restarts"
    title: ClassVar = "Cosine with restarts, transformers"
    formula: ClassVar = (
        "lr * (step / num_warmup_steps, then (1 + cos(pi * (num_cycles * p mod 1))) / 2, then 0), "
        "p = (step - num_warmup_steps) / (num_training_steps - num_warmup_steps)"
    )
    example: ClassVar = {**Cosine.example, "num_cycles": 3}

    kind: Literal["transformers.cosine_with_restarts"] = "transformers.cosine_with_restarts"
    num_cycles: Annotated[int, Field(ge=1, le=LAST_STEP, description="Half cosines in all.")] = 1

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        progress = self.progress(t)
        heights = 0.5 * (1.0 + np.cos(np.pi * (self.num_cycles * progress % 1.0)))
        return np.where(progress >= 1, 0.0, heights)

    @override
    def turns(self, first: int) -> Turns:
        length = Fraction(self.num_training_steps - self.num_warmup_steps, self.num_cycles)
        begun = max(first, self.num_warmup_steps + 1)
        restarts = recurring(length, "restart", begun, self.num_warmup_steps)
        return merged([before(self.num_training_steps, restarts), super().turns(first)])
