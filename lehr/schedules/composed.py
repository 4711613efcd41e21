"""What families share that are compositions of others."""

from abc import abstractmethod
from functools import cached_property

from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .turns import Turns


class Composed(Schedule):
    """A composition under a name of its own, whose parameters say what stands in it."""

    @abstractmethod
    def composed(self) -> Schedule:
        """Return the composition."""

    @cached_property
    def composition(self) -> Schedule:
        """The composition, made once."""
        return self.composed()

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self.composition.compute(steps, arithmetic)

    @override
    def turns(self, first: int) -> Turns:
        return self.composition.turns(first)
