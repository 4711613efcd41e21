"""Half a wave of a cosine after a warmup, as Keras has it."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from lehr import schedules
from lehr.schedules import FloatArray, Precision, StepArray
from lehr.schedules.parameters import LAST_STEP, Alpha, DecaySteps, InitialLearningRate

from .base import KerasSchedule


class CosineDecay(KerasSchedule):
    """lr(t) = lr0 ((1 - alpha) (1 + cos(pi min(t, D) / D)) / 2 + alpha): Keras's CosineDecay.

    With a `warmup_target` a straight line leads there from lr0 in `warmup_steps`, and the cosine
    starts from the target when they are over: `decay_steps` do not include them. Warmup steps
    without a target, which Keras ignores silently, are refused.
    """

    title: ClassVar = "Cosine decay, Keras"
    formula: ClassVar = (
        "initial_learning_rate * ((1 - alpha) * (1 + cos(pi * min(step / decay_steps, 1))) / 2 "
        "+ alpha), after a linear warmup to warmup_target, then in place of initial_learning_rate"
    )
    example: ClassVar = schedules.Cosine.example

    kind: Literal["keras.CosineDecay"] = "keras.CosineDecay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    alpha: Alpha = 0.0
    warmup_target: Annotated[
        float | None, Field(ge=0, description="The rate that the warmup leads to.")
    ] = None
    warmup_steps: Annotated[
        int, Field(ge=0, le=LAST_STEP, description="Steps of the warmup, before the decay.")
    ] = 0

    @field_validator("warmup_steps")
    @classmethod
    def _only_a_target_is_warmed_up_to(cls, steps: int, info: ValidationInfo) -> int:
        if steps and info.data.get("warmup_target", 0) is None:
            raise ValueError("`warmup_steps` has a meaning with a `warmup_target` only")
        return steps

    @override
    def canonical(self) -> schedules.Cosine | schedules.Sequence:
        if not self.warmup_steps:
            return self._decay()
        return schedules.Sequence(
            schedules=[self._climb(), self._decay()], boundaries=[self.warmup_steps]
        )

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        # As one formula in float32; a sequence would count the decay's steps exactly.
        t = steps.astype(arithmetic)
        decayed = self._decay().at(np.maximum(t - self.warmup_steps, 0))
        if not self.warmup_steps:
            return decayed
        return np.where(t < self.warmup_steps, self._climb().at(t), decayed)

    def _decay(self) -> schedules.Cosine:
        target = self.warmup_target
        return schedules.Cosine(
            initial_learning_rate=self.initial_learning_rate if target is None else target,
            decay_steps=self.decay_steps,
            alpha=self.alpha,
        )

    def _climb(self) -> schedules.Linear:
        return schedules.Linear(
            initial_learning_rate=self.initial_learning_rate,
            end_learning_rate=self.warmup_target or 0,
            decay_steps=self.warmup_steps,
        )
