"""What optax makes of several schedules: one after the other, each counting from 0."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from typing_extensions import override

from lehr.schedules import FloatArray, Precision, Schedule, StepArray
from lehr.schedules.sequence import in_turn, turns_in_sequence
from lehr.schedules.turns import Turns

from .base import OptaxSchedule


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

    @override
    def turns(self, first: int) -> Turns:
        return turns_in_sequence(*self.stages(), first)
