"""`timm.scheduler.StepLRScheduler`."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.parameters import LAST_STEP
from lehr.schedules.powers import powers

from .parameters import DecayRate, WarmupPrefix
from .scheduler import Decay, Scheduled


class Drops(Decay):
    """A drop every `decay_t` steps."""

    decay_t: Annotated[
        float, Field(gt=0, le=LAST_STEP, description="Steps from one drop to the next.")
    ]
    decay_rate: DecayRate = 1.0

    @override
    def decayed(self, t: FloatArray) -> FloatArray:
        return self.lr * powers(self.decay_rate, np.floor_divide(t, self.decay_t))


class Step(Scheduled, Drops):
    """lr(t) = lr decay_rate^floor(t / decay_t), t counted from the end of the warmup."""

    family: ClassVar = "step"
    title: ClassVar = "Step decay, timm"
    formula: ClassVar = (
        "lr * decay_rate ^ floor(t / decay_t), t = step - warmup_t with warmup_prefix, else step"
    )
    example: ClassVar = {"lr": 0.1, "decay_t": 30, "decay_rate": 0.1}

    kind: Literal["timm.step"] = "timm.step"
    warmup_prefix: WarmupPrefix = True
