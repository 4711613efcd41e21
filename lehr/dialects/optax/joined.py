"""Schedules of optax one after the other."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from typing_extensions import override

from lehr import schedules
from lehr.dialects.spelling import Spelling
from lehr.schedules import Caution, FloatArray, Precision, Schedule, StepArray
from lehr.schedules.sequence import in_turn

from .base import OptaxSchedule
from .linear import LinearSchedule
from .parameters import InitValue, PeakValue, WarmupSteps


class Stages(NamedTuple):
    """What follows on each other."""

    schedules: Sequence[Schedule]
    """In their order; each counts from 0 where it begins."""
    boundaries: Sequence[int]
    """The first step of every schedule but the first."""


class Joined(OptaxSchedule):
    """lr(t) = s_i(t - b_i) for b_i <= t < b_(i+1), where b_0 = 0: what optax joins."""

    @abstractmethod
    def stages(self) -> Stages:
        """Return what is joined."""

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        stages = self.stages()
        parts = [partial(stage.compute, arithmetic=arithmetic) for stage in stages.schedules]
        return in_turn(parts, stages.boundaries, steps, arithmetic)


class WarmedUp(Joined, Spelling):
    """A line to a peak, and a decay from there; without `warmup_steps` the decay alone."""

    init_value: InitValue
    peak_value: PeakValue
    warmup_steps: WarmupSteps

    @abstractmethod
    def decay(self) -> Spelling:
        """Return what follows the line, and begins at the peak."""

    @override
    def stages(self) -> Stages:
        if not self.warmup_steps:
            return Stages([self.decay()], [])
        line = LinearSchedule(
            init_value=self.init_value,
            end_value=self.peak_value,
            transition_steps=self.warmup_steps,
        )
        return Stages([line, self.decay()], [self.warmup_steps])

    @override
    def canonical(self) -> Schedule:
        decay = self.decay().canonical()
        if not self.warmup_steps:
            return decay
        line = schedules.Linear(
            initial_learning_rate=self.init_value,
            end_learning_rate=self.peak_value,
            decay_steps=self.warmup_steps,
        )
        return schedules.Sequence(schedules=[line, decay], boundaries=[self.warmup_steps])

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        return self.decay().cautions(last_step)
