"""`optax.exponential_decay`."""

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import Caution, FloatArray, Precision, Schedule, StepArray

from .base import OptaxSchedule
from .parameters import (
    DecayRate,
    EndBound,
    InitValue,
    Staircase,
    TransitionBegin,
    TransitionSteps,
)
from .transition import begun, held


class ExponentialDecay(OptaxSchedule, Spelling):
    """lr(t) = init decay_rate^p, p = max(t - begin, 0) / T, floored for a staircase.

    An `end_value` bounds it, from below if `decay_rate` < 1 and else from above. No
    `transition_steps` and a `decay_rate` of 0, with which optax keeps `init_value` for ever, are
    refused.
    """

    title: ClassVar = "Exponential decay, optax"
    formula: ClassVar = (
        "init_value * decay_rate ^ (max(step - transition_begin, 0) / transition_steps), "
        "bounded by end_value"
    )
    example: ClassVar = {"init_value": 0.1, "transition_steps": 1000, "decay_rate": 0.96}

    kind: Literal["optax.exponential_decay"] = "optax.exponential_decay"
    init_value: InitValue
    transition_steps: TransitionSteps
    decay_rate: DecayRate
    transition_begin: TransitionBegin = 0
    staircase: Staircase = False
    end_value: EndBound = None

    @override
    def canonical(self) -> Schedule:
        decay = held(self._decay(), self.transition_begin)
        if self.end_value is None:
            return decay
        if self._bound is np.maximum:
            return schedules.Clip(schedule=decay, minimum=self.end_value)
        return schedules.Clip(schedule=decay, maximum=self.end_value)

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        rates = self._decay().compute(begun(steps, self.transition_begin), arithmetic)
        if self.end_value is None:
            return rates
        bounded: FloatArray = self._bound(rates, rates.dtype.type(self.end_value))
        return bounded

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        told = super().cautions(last_step)
        if self.end_value is None or self._bound(self.init_value, self.end_value) != self.end_value:
            return told
        rule = f"`end_value` {self.end_value} already bounds the first rate: nothing decays"
        return (*told, Caution("bounded-from-the-start", rule))

    @property
    def _bound(self) -> np.ufunc:
        return np.maximum if self.decay_rate < 1 else np.minimum

    def _decay(self) -> schedules.ExponentialDecay:
        return schedules.ExponentialDecay(
            initial_learning_rate=self.init_value,
            decay_steps=self.transition_steps,
            decay_rate=self.decay_rate,
            staircase=self.staircase,
        )
