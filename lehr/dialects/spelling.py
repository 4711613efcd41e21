"""A library's own name and parameters for a schedule that Lehr has."""

from abc import abstractmethod
from functools import cached_property

from typing_extensions import override

from lehr.schedules import FloatArray, Precision, Schedule, StepArray
from lehr.schedules.turns import Turns


class Spelling(Schedule):
    """A schedule as a library spells it: parameter names, order and defaults are the library's.

    It computes what its canonical schedule computes, in the library's arithmetic.
    """

    @abstractmethod
    def canonical(self) -> Schedule:
        """Return the same curve under Lehr's own name."""

    @cached_property
    def meant(self) -> Schedule:
        """The canonical schedule, made once."""
        return self.canonical()

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self.meant.compute(steps, arithmetic)

    @override
    def turns(self, first: int) -> Turns:
        return self.meant.turns(first)
