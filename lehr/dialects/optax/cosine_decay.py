"""`optax.cosine_decay_schedule`."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import FloatArray, Precision, StepArray
from lehr.schedules.parameters import Alpha

from .base import OptaxSchedule, cosines
from .parameters import Exponent, InitValue, TransitionSteps


class CosineDecaySchedule(OptaxSchedule, Spelling):
    """lr(t) = init ((1 - alpha) c^exponent + alpha), c = (1 + cos(pi min(t, D) / D)) / 2."""

    title: ClassVar = "Cosine decay, optax"
    formula: ClassVar = (
        "init_value * ((1 - alpha) * ((1 + cos(pi * min(step / decay_steps, 1))) / 2) ^ exponent "
        "+ alpha)"
    )
    example: ClassVar = {"init_value": 0.1, "decay_steps": 1000}

    kind: Literal["optax.cosine_decay_schedule"] = "optax.cosine_decay_schedule"
    init_value: InitValue
    decay_steps: TransitionSteps
    alpha: Alpha = 0.0
    exponent: Exponent = 1.0

    @override
    def canonical(self) -> schedules.Cosine:
        return schedules.Cosine(
            initial_learning_rate=self.init_value,
            decay_steps=self.decay_steps,
            alpha=self.alpha,
            exponent=self.exponent,
        )

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        # Multiplied before it is divided, as optax does: roots of what is left show the difference.
        t = np.minimum(steps, self.decay_steps).astype(arithmetic)
        return self.canonical().along(cosines(np.pi * t / self.decay_steps))
