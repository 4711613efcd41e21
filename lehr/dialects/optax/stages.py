"""What optax makes of several schedules: one after the other, each counting from 0."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property, partial
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

    @cached_property
    def joined(self) -> Stages:
        """What is joined, made once."""
        return self.stages()

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        parts = [partial(one.compute, arithmetic=arithmetic) for one in self.joined.schedules]
        return in_turn(parts, self.joined.boundaries, steps, arithmetic)

    @override
    def turns(self, first: int) -> Turns:
        return turns_in_sequence(*self.joined, first)
