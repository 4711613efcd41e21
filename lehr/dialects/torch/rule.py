"""What the schedulers of torch share: rules that update the rate of an optimizer."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Annotated, ClassVar, Final, TypeAlias

import numpy as np
from pydantic import BaseModel, Field
from typing_extensions import override

from lehr.schedules import Caution, FloatArray, Precision, Schedule, StepArray
from lehr.schedules.base import elementwise
from lehr.schedules.parameters import LAST_STEP

from .updates import Updates, follow

LAST_RECURRED: Final = 1_000_000
"""The farthest step to which rates are computed one from the other, where there is another way."""
FARTHEST: Final = LAST_STEP
"""No number of steps may be larger."""

BaseRate: TypeAlias = Annotated[float, Field(ge=0, description="The optimizer's learning rate.")]


class Rule(Schedule):
    """A scheduler of torch without an optimizer, as it stands inside others; in float64.

    Its own curve is the one over a base rate of 1.
    """

    library: ClassVar[str | None] = "torch"
    carries: ClassVar[bool] = False
    """Whether it goes on from the rate that it finds, instead of from the base rate."""

    @property
    def base_rate(self) -> float:
        """The rate that the optimizer was made with."""
        return 1.0

    @property
    def last_change(self) -> int | None:
        """The step after which the rate stays; None where it never settles."""
        return None

    def initial_rate(self, base: float, *, first: bool) -> float:
        """Return what the optimizer holds for its base rate once this rule is made.

        `first` says whether no rule was made for the optimizer before.
        """
        del first
        return base

    def first_rate(self, base: float) -> float:
        """Return what the rate is before the update of step 0."""
        return base

    def restarted(self, base: float) -> Updates:
        """Return what `SequentialLR` does where this rule takes over: the closed form at step 0."""
        return Updates.assigning(np.zeros(1, dtype=np.int64), self.closed(base, np.zeros(1)))

    @abstractmethod
    def updates(self, base: float, first: int, last: int) -> Updates:
        """Return the updates from step `first` to `last`, both counted, over a base rate."""

    @abstractmethod
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        """Return the rates at steps `t` over a base rate, each from the parameters alone."""


class Direct(Rule):
    """A rule that torch itself computes from the parameters at every step."""

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        steps = np.arange(first, last + 1, dtype=np.int64)
        return Updates.assigning(steps, self.closed(base, steps.astype(np.float64)))

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return elementwise(self._rates, steps, arithmetic)

    def _rates(self, t: FloatArray) -> FloatArray:
        return never_negative(self.closed(self.base_rate, t))


class Recurrent(Rule):
    """A rule by which torch computes each rate from the one before, rounding included.

    So does Lehr to step `LAST_RECURRED`; beyond, the closed form stands for it.
    """

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        steps = settled(steps, self.last_change)
        near = steps <= LAST_RECURRED
        followed = follow(self._updates, self.first_rate(self.base_rate), steps[near])
        if len(followed) == len(steps):
            return never_negative(followed)
        rates = np.empty(steps.shape)
        rates[near] = followed
        rates[~near] = self.closed(self.base_rate, steps[~near].astype(np.float64))
        return never_negative(rates)

    @override
    def recurred(self, last_step: int) -> int:
        return min(last_step, LAST_RECURRED, self.last_change or last_step)

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        if min(last_step, self.last_change or last_step) <= LAST_RECURRED:
            return ()
        rule = (
            f"torch computes each rate from the one before; beyond step {LAST_RECURRED} this is "
            "the closed form, which torch's rounding drifts away from"
        )
        return (Caution("closed-form", rule),)

    def _updates(self, first: int, last: int) -> Updates:
        return self.updates(self.base_rate, first, last)


class Optimized(BaseModel):
    """The optimizer's part of a scheduler: the base rate."""

    lr: BaseRate

    @property
    def base_rate(self) -> float:
        """The rate that the optimizer was made with."""
        return self.lr


def settled(steps: StepArray, last_change: int | None) -> StepArray:
    """Return steps that have the same rates, none of them after the last change."""
    return steps if last_change is None else np.minimum(steps, last_change)


def never_negative(rates: FloatArray) -> FloatArray:
    """Return the rates, with 0 for what rounding has left a hair below it."""
    return np.maximum(rates, 0.0)
